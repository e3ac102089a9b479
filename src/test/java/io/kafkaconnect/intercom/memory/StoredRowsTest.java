package io.kafkaconnect.intercom.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.offset.InvalidOffsetException;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.offset.SentRowsCodec;
import io.kafkaconnect.intercom.reader.incremental.ModelReading;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of a shard as they are stored, by this version and by earlier ones. */
class StoredRowsTest {
    private static final String CONTACT = "65f0c2d1a9e84b0001c3d2aa";

    /** A change of one row; a negative fingerprint removes it. */
    record Change(String owner, String table, boolean hasOwner, String key, long fingerprint) {
        String name() {
            return table + (hasOwner ? "/" + owner : "") + (key.equals("-") ? "" : "/" + key);
        }
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<String> hostile = Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(12),
                Arbitraries.strings()
                        .withChars("/- 07af\n\r\\\0\ud83d\ude00\u00e9\ufffd")
                        .ofMaxLength(8));
        Arbitrary<String> numbers = Arbitraries.longs().greaterOrEqual(0).map(String::valueOf);
        Arbitrary<String> ids = Arbitraries.longs().map("65f0c2d1%016x"::formatted);
        Arbitrary<String> owners =
                Arbitraries.oneOf(Arbitraries.of("7", "215000000000037", CONTACT), numbers, ids, hostile);
        Arbitrary<String> keys = Arbitraries.oneOf(
                Arbitraries.of("-", "signed-in", "a b/c", "12", "12/3", "007", ""), numbers, ids, hostile);
        Arbitrary<Long> fingerprints = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.longs().between(0, 0xffff_ffffL)), Tuple.of(1, Arbitraries.of(-1L, 0L)));
        return Combinators.combine(
                        owners,
                        Arbitraries.oneOf(
                                Arbitraries.of("users", "tags", ""), hostile.map(text -> text.replace("/", ""))),
                        Arbitraries.of(true, false),
                        keys,
                        fingerprints)
                .as(Change::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void rows_come_back_whatever_their_names_are_and_in_whatever_order_they_came_and_went(
            @ForAll("changes") List<Change> changes) {
        SentRows rows = memory();
        Map<String, SortedMap<String, Long>> expected = new HashMap<>();
        for (Change change : changes) {
            SortedMap<String, Long> ofOwner = expected.computeIfAbsent(change.owner(), first -> new TreeMap<>());
            if (change.fingerprint() < 0) {
                rows.remove(change.owner(), change.name());
                ofOwner.remove(change.name());
            } else {
                rows.put(change.owner(), change.name(), change.fingerprint());
                ofOwner.put(change.name(), change.fingerprint());
            }
        }
        SentRows restored = memory();
        for (int shard = 0; shard < rows.shards(); shard++) {
            restored.restore(shard, ModelReading.stored(rows.offset(shard)));
        }

        expected.forEach((owner, names) -> {
            assertThat(rows.rowsOf(owner)).isEqualTo(names);
            assertThat(restored.rowsOf(owner)).isEqualTo(names);
            names.keySet().forEach(name -> restored.markSeen(owner, name));
        });
        assertThat(restored.unseenRows()).isEmpty();
        assertThat(restored.size().rows())
                .isEqualTo(expected.values().stream().mapToInt(Map::size).sum());
    }

    @Property(tries = 500)
    void any_other_bytes_are_refused_by_the_key(@ForAll byte[] bytes) {
        Map<String, Object> offset = SentRowsCodec.encode(1, bytes, OutputFormat.UNKNOWN);
        try {
            memory().restore(0, offset);
        } catch (InvalidOffsetException refused) {
            assertThat(refused).hasMessageContaining("'sent'");
        }
    }

    @Test
    void a_changed_byte_or_a_cut_text_is_refused_wherever_it_is() {
        SentRows rows = memory();
        rows.put(CONTACT, goldenContact());
        Map<String, Object> offset = rows.offset(0);
        String sent = (String) offset.get("sent");
        for (int i = 0; i < sent.length(); i++) {
            String cut = sent.substring(0, i);
            String changed = cut + (sent.charAt(i) == '0' ? '1' : '0') + sent.substring(i + 1);
            for (String damaged : List.of(cut, changed)) {
                offset.put("sent", damaged);
                assertThatThrownBy(() -> memory().restore(0, offset))
                        .isInstanceOf(InvalidOffsetException.class)
                        .hasMessageContaining("'sent'");
            }
        }
    }

    @Test
    void shards_that_number_the_same_names_in_another_way_are_read_side_by_side() {
        SentRows one = memory();
        one.put("1", Map.of("events_summary/1/paid", 1L, "users/1", 2L));
        SentRows other = memory();
        other.put("2", Map.of("events_summary/2/signed-in", 3L));
        other.put("2", Map.of("events_summary/2/paid", 4L));
        SentRows rows = memory();
        rows.restore(0, one.offset(0));
        rows.restore(1, other.offset(0));

        assertThat(rows.rowsOf("1")).isEqualTo(Map.of("events_summary/1/paid", 1L, "users/1", 2L));
        assertThat(rows.rowsOf("2")).isEqualTo(Map.of("events_summary/2/signed-in", 3L, "events_summary/2/paid", 4L));
    }

    @Test
    void a_name_that_many_owners_have_is_stored_once_a_shard() {
        String event = "exported-the-report-of-the-last-quarter";
        SentRows rows = memory();
        for (int owner = 0; owner < 100; owner++) {
            rows.put("" + owner, "events_summary/" + owner + "/" + event, 1_000_000_007L * owner & 0xffff_ffffL);
        }

        assertThat((String) rows.offset(0).get("sent")).hasSizeLessThan(100 * 12);
        assertThat(rows.rowsOf("42")).containsKey("events_summary/42/" + event);
    }

    @Test
    void names_of_thousands_of_kinds_are_remembered_too() {
        SentRows rows = memory();
        SortedMap<String, Long> names = new TreeMap<>();
        for (int i = 0; i < 3_000; i++) {
            names.put("events_summary/7/event-" + i, (long) i);
        }
        rows.put("7", names);
        SentRows restored = memory();
        restored.restore(0, rows.offset(0));

        assertThat(restored.rowsOf("7")).isEqualTo(names);
        names.keySet().forEach(name -> restored.markSeen("7", name));
        assertThat(restored.unseenRows()).isEmpty();
    }

    /** Later versions must read what this one wrote; these files never change, new versions add new ones. */
    @ParameterizedTest
    @ValueSource(strings = {"rows-3.json", "rows-4.json"})
    void what_versions_3_and_4_stored_stays_readable(String file) throws IOException {
        Map<String, Object> stored = golden(file);
        SentRows rows = memory();
        rows.restore(1, stored);

        assertThat(rows.rowsOf("7")).isEqualTo(Map.of("users_tags/7/1", 6L));
        assertThat(rows.rowsOf(CONTACT)).isEqualTo(goldenContact());
        assertThat(rows.rowsOf("215000000000037"))
                .isEqualTo(Map.of(
                        "conversations/215000000000037",
                        1L,
                        "conversations_customers/215000000000037/" + CONTACT,
                        2L,
                        "conversation_parts/20000000001",
                        3L,
                        "conversation_parts/20000000301",
                        4L,
                        "conversation_parts_attachments/20000000301/0",
                        5L));
        assertThat(rows.rowsOf("\u00fc \u20ac")).isEqualTo(Map.of("odd/007", 0xabcdefL, "alone", 1L));
        assertThat(rows.size().rows()).isEqualTo(stored.get("rows"));
        assertThat(SentRowsCodec.isCursorStored(stored)).isTrue();
        // What is read is stored in the present form with the next change.
        SentRows restarted = memory();
        restarted.restore(1, ModelReading.stored(rows.offset(1)));
        assertThat(restarted.rowsOf(CONTACT)).isEqualTo(goldenContact());
        assertThat(rows.offset(1)).containsEntry("version", 4L);
    }

    @Test
    void the_owner_of_an_earlier_copy_that_version_3_stored_replaces_that_copy() throws IOException {
        SentRows rows = memory();
        SentRows earlier = memory();
        earlier.put("7", Map.of("users_tags/7/1", 5L, "users_tags/7/2", 5L));
        rows.restore(0, earlier.offset(0));
        rows.restore(1, golden("rows-3.json"));

        assertThat(rows.rowsOf("7")).isEqualTo(Map.of("users_tags/7/1", 6L));
    }

    @Test
    void an_offset_of_a_later_version_names_its_version_and_what_to_do() throws IOException {
        Map<String, Object> later = golden("rows-4.json");
        later.put("version", 5);

        assertThatThrownBy(() -> memory().restore(0, later))
                .isInstanceOf(InvalidOffsetException.class)
                .hasMessageContaining("'version' is 5, written by a newer connector");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1.5, 3.5})
    void a_version_that_is_none_names_the_newest_one(double version) throws IOException {
        Map<String, Object> wrong = golden("rows-4.json");
        wrong.put("version", version);

        assertThatThrownBy(() -> memory().restore(0, wrong))
                .isInstanceOf(InvalidOffsetException.class)
                .hasMessageContaining("'version' must be a whole number from 1 to 4");
    }

    @Test
    void a_small_text_that_unpacks_to_very_much_is_damaged() {
        Map<String, Object> bomb = SentRowsCodec.encode(1, new byte[80 << 20], OutputFormat.UNKNOWN);

        assertThatThrownBy(() -> memory().restore(0, bomb))
                .isInstanceOf(InvalidOffsetException.class)
                .hasMessageContaining("'sent' is damaged");
    }

    private static Map<String, Long> goldenContact() {
        Map<String, Long> rows = new HashMap<>();
        rows.put("users/" + CONTACT, 0x01234567L);
        rows.put("contact/" + CONTACT, 1_700_000_000L);
        rows.put("details/" + CONTACT, 1_700_000_060L);
        rows.put("users_tags/" + CONTACT + "/12", 0xffff_ffffL);
        rows.put("users_tags/" + CONTACT + "/15", 0L);
        rows.put("users_companies/" + CONTACT + "/6400000000000000000000ff", 7L);
        rows.put("users_social_profiles/" + CONTACT + "/Twitter", 8L);
        rows.put("users_social_profiles/" + CONTACT + "/a\n\ud800/3", 9L);
        rows.put("notes/17000003", 10L);
        rows.put("events_summary/" + CONTACT + "/signed-in", 11L);
        rows.put("events_summary/" + CONTACT + "/0123", 12L);
        return Collections.unmodifiableMap(rows);
    }

    private static Map<String, Object> golden(String name) throws IOException {
        try (InputStream in = StoredRowsTest.class.getResourceAsStream("/offsets/" + name)) {
            return new ObjectMapper().readValue(new String(in.readAllBytes(), UTF_8), new TypeReference<>() {});
        }
    }

    private static SentRows memory() {
        return new SentRows(OutputFormat.UNKNOWN, Set.of(), 1_000);
    }
}
