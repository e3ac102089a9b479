package io.kafkaconnect.intercom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.item.ItemChanges;
import io.kafkaconnect.intercom.sandbox.item.ItemChanges.Deed;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ItemTruthTest extends SandboxTest {

    private static final Size FEW = new Size(20, 10, 10, 3, 5, 3, 1, 20, 0, 4, 5, Duration.ofDays(20));

    private Map<String, SortedMap<List<Object>, Map<String, Object>>> truth() {
        return Truth.further(sandbox.workspace());
    }

    @Test
    void no_further_table_is_empty_and_each_has_its_columns() {
        startSmall();

        assertThat(List.copyOf(truth().keySet())).isEqualTo(Truth.FURTHER_TABLES);
        assertThat(truth())
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
    }

    @ParameterizedTest
    @EnumSource(
            value = ItemKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"COMPANY_NOTES"})
    void each_item_has_a_row(ItemKind kind) {
        startSmall();

        assertThat(truth().get(kind.name().toLowerCase(Locale.ROOT)))
                .hasSameSizeAs(sandbox.workspace().items().all(kind));
    }

    @ParameterizedTest
    @EnumSource(
            value = ItemKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ACTIVITY_LOGS", "COMPANY_NOTES", "CALLS"})
    void each_change_shows_in_the_rows(ItemKind kind) {
        start(options().size(FEW));
        ItemChanges changes = sandbox.changes().items();
        String id = changes.create(kind);
        var before = truth();
        for (int i = 0; i < 30; i++) {
            changes.change(kind, id);
            var after = truth();
            assertThat(after)
                    .as(i + ": " + sandbox.workspace().items().get(kind, id))
                    .isNotEqualTo(before);
            before = after;
        }
        changes.delete(kind, id);
        assertThat(truth()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "ticket_types_states, ticket_types_pk, ticket_types",
        "ticket_type_attributes, ticket_types_pk, ticket_types",
        "articles_translations, articles_pk, articles",
        "articles_collections, articles_pk, articles",
        "articles_tags, articles_pk, articles",
        "articles_statistics, articles_pk, articles",
        "collections_translations, collections_pk, collections",
        "macros_teams, macros_pk, macros",
        "call_transcripts, calls_pk, calls",
        "news_items_newsfeeds, news_items_pk, news_items"
    })
    void a_row_below_an_item_names_the_item(String table, String column, String owner) {
        startSmall();
        var truth = truth();

        assertThat(truth.get(table).values())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(truth.get(owner)).containsKey(List.of(row.get(column))));
    }

    @Test
    void a_change_of_a_translation_leaves_the_article_alone() {
        start(options().size(FEW));
        clock.pass(Duration.ofHours(1));
        String id = any(ItemKind.ARTICLES);
        int quiet = 0;
        for (int i = 0; i < 100; i++) {
            var before = truth();
            sandbox.changes().items().change(ItemKind.ARTICLES, id);
            var after = truth();
            boolean translated = !after.get("articles_translations").equals(before.get("articles_translations"));
            if (translated) {
                assertThat(after.get("articles")).isEqualTo(before.get("articles"));
                quiet++;
            }
        }
        assertThat(quiet).isPositive();
    }

    @Test
    void a_change_moves_the_time_of_the_update() {
        startSmall();
        clock.pass(Duration.ofHours(1));
        String id = any(ItemKind.BRANDS);
        sandbox.changes().items().change(ItemKind.BRANDS, id);

        assertThat(truth().get("brands").get(List.of(id)))
                .containsEntry(
                        "updated_at",
                        Date.from(Instant.ofEpochSecond(sandbox.workspace().now())));
    }

    @Test
    void the_same_random_changes_make_the_same_items() {
        startSmall();
        List<ItemChanges.Made> made = changes(400);
        var first = truth();
        sandbox.close();
        startSmall();

        assertThat(changes(400)).isEqualTo(made);
        assertThat(truth()).isEqualTo(first);
        assertThat(made).extracting(ItemChanges.Made::deed).contains(Deed.values());
        assertThat(made).extracting(ItemChanges.Made::kind).contains(ItemKind.values());
    }

    @Test
    void changes_of_items_change_no_other_table() {
        startSmall();
        var before = Truth.of(sandbox.workspace());
        changes(200);

        assertThat(Truth.of(sandbox.workspace())).isEqualTo(before);
    }

    @Test
    void values_that_databases_refuse_are_clean_in_the_truth() {
        start(options().hostileValues());

        assertThat(sandbox.workspace().items().all(ItemKind.ARTICLES).toString())
                .contains("\\u0000");
        assertThat(truth().toString()).contains("\ufffd").doesNotContain("\u0000");
    }

    private String any(ItemKind kind) {
        return sandbox.workspace().items().all(kind).iterator().next().id();
    }

    private List<ItemChanges.Made> changes(int count) {
        Random random = new Random(7);
        return Stream.generate(() -> sandbox.changes().items().random(random))
                .limit(count)
                .toList();
    }
}
