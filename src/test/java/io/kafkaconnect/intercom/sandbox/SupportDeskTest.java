package io.kafkaconnect.intercom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.style.Style;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupportDeskTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-05-01T12:00:00Z"));

    private final Backend desk = backend(Style.supportDesk());

    @ParameterizedTest
    @ValueSource(strings = {"users", "leads", "companies", "conversations", "conversation_parts", "notes", "tags"})
    void its_texts_have_no_odd_characters(String table) {
        assertThat(texts(desk, table)).isNotEmpty().allMatch(text -> text.matches("[\\p{IsLatin}\\p{ASCII}]*"));
        desk.changes().random(new Random(1), 500);
        assertThat(texts(desk, table)).allMatch(text -> text.matches("[\\p{IsLatin}\\p{ASCII}]*"));
    }

    /** What tests of the connector rely on. */
    @ParameterizedTest
    @ValueSource(strings = {"users", "conversation_parts", "notes"})
    void the_texts_of_the_odd_style_do(String table) {
        assertThat(texts(backend(Style.odd()), table))
                .anyMatch(text -> text.matches("(?s).*[^\\p{IsLatin}\\p{ASCII}].*"));
    }

    @Test
    void the_same_seed_makes_the_same_texts() {
        assertThat(Truth.of(backend(Style.supportDesk()).workspace())).isEqualTo(Truth.of(desk.workspace()));
    }

    @Test
    void the_style_changes_no_number_of_rows() {
        assertThat(sizes(desk.workspace()).keySet()).containsExactlyElementsOf(Truth.TABLES);
        assertThat(List.of("users", "leads", "conversations", "tags", "admins"))
                .allSatisfy(table -> assertThat(sizes(desk.workspace()).get(table))
                        .isEqualTo(sizes(backend(Style.odd()).workspace()).get(table)));
    }

    @Test
    void a_name_and_its_address_belong_together() {
        assertThat(Truth.of(desk.workspace()).get("users").values())
                .filteredOn(row -> row.get("name") != null
                        && String.valueOf(row.get("email")).contains("@"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("email").toString())
                        .startsWith(row.get("name").toString().substring(0, 1).toLowerCase(Locale.ROOT))
                        .endsWith(".example"));
    }

    private static Backend backend(Style style) {
        return new Backend(new Options().clock(CLOCK).style(style));
    }

    private static Map<String, Integer> sizes(Workspace workspace) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        Truth.of(workspace).forEach((table, rows) -> sizes.put(table, rows.size()));
        return sizes;
    }

    private static Stream<String> texts(Backend backend, String table) {
        SortedMap<List<Object>, Map<String, Object>> rows =
                Truth.of(backend.workspace()).get(table);
        return rows.values().stream()
                .flatMap(row -> Stream.of("name", "email", "body", "conversation_message_body", "custom_attributes")
                        .map(row::get))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }
}
