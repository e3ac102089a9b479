package io.kafkaconnect.intercom.feed.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.change.RowChange;
import io.kafkaconnect.intercom.feed.change.VersionMark;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What differs between a contact and the fingerprints of the rows that were sent of it. */
class ContactComparisonTest {
    private static final String BEFORE =
            "{id: 'a', tags: {data: [{id: 't1'}, {id: 't2'}]}, companies: {data: [{id: 'c1'}]}}";

    private final StreamMetrics metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
    private final ContactComparison comparison = new ContactComparison(new ContactTables(
            new RowMapper(
                    "users_relations",
                    readers("users_tags", "users_companies"),
                    true,
                    metrics,
                    new LogThrottle(Clock.systemUTC())),
            Set.of(),
            readers("users")));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    nothing | {id: 'a', tags: {data: [{id: 't1'}, {id: 't2'}]}, companies: {data: [{id: 'c1'}]}} | ""
                    only the order | {id: 'a', tags: {data: [{id: 't2'}, {id: 't1'}]}, companies: {data: [{id: 'c1'}]}} | ""
                    one tag more | {id: 'a', tags: {data: [{id: 't1'}, {id: 't2'}, {id: 't3'}]}, companies: {data: [{id: 'c1'}]}} | tags t3
                    one tag less | {id: 'a', tags: {data: [{id: 't1'}]}, companies: {data: [{id: 'c1'}]}} | tags t2 gone
                    no tag left | {id: 'a', tags: {data: []}, companies: {data: [{id: 'c1'}]}} | tags t1 gone, tags t2 gone
                    another company | {id: 'a', tags: {data: [{id: 't1'}, {id: 't2'}]}, companies: {data: [{id: 'c2'}]}} | companies c1 gone, companies c2
                    no list of tags | {id: 'a', companies: {data: [{id: 'c1'}]}} | ""
                    a null list of tags | {id: 'a', tags: null, companies: {data: [{id: 'c1'}]}} | ""
                    a list of tags that is cut | {id: 'a', tags: {data: [{id: 't3'}], has_more: true}, companies: {data: [{id: 'c1'}]}} | tags t3
                    a malformed tag | {id: 'a', tags: {data: [{id: 't1'}, {}]}, companies: {data: []}} | companies c1 gone
                    """)
    void a_contact_differs_in(String what, String now, String changes) {
        ContactDifference difference = comparison.compare(json(now), sentOf(BEFORE), true);

        assertThat(text(difference.changes())).isEqualTo(changes);
    }

    @Test
    void nothing_is_counted_before_the_difference_is_used() {
        ContactDifference difference =
                comparison.compare(json("{id: 'a', tags: {data: [{id: 't1'}, {}]}}"), new TreeMap<>(), true);

        assertThat(difference.reads()).singleElement().satisfies(read -> {
            assertThat(read.rows()).hasSize(1);
            assertThat(read.malformed()).hasSize(1);
        });
        assertThat(difference.isEmpty()).isFalse();
    }

    @Test
    void a_tag_without_its_tagger_differs_from_the_tag_with_it_and_from_nothing_else() {
        String contact = "{id: 'a', tags: {data: [{id: 't1'}]}, companies: {data: [{id: 'c1'}]}}";
        Map<String, Long> with = sentOf(contact);
        Map<String, Long> without =
                fingerprints(comparison.compare(json(contact), Map.of(), false).changes());

        assertThat(text(comparison.compare(json(contact), without, false).changes()))
                .isEmpty();
        assertThat(text(comparison.compare(json(contact), without, true).changes()))
                .isEqualTo("tags t1");
        assertThat(text(comparison.compare(json(contact), with, false).changes()))
                .isEqualTo("tags t1");
    }

    @Test
    void a_deleted_contact_takes_its_rows_along_and_the_row_that_ends_with_it() {
        Map<String, Long> sent = sentOf(BEFORE);
        sent.put(VersionMark.name("a"), 1_777_000_000L);

        assertThat(text(comparison.deletionsOf("a", sent)))
                .isEqualTo(
                        "companies c1 gone, contact/a forgotten, details/a forgotten, tags t1 gone, tags t2 gone, users/a gone");
    }

    @Test
    void a_deleted_contact_without_a_mark_has_no_row_that_ends_with_it() {
        assertThat(text(comparison.deletionsOf("a", sentOf(BEFORE))))
                .isEqualTo("companies c1 gone, contact/a forgotten, details/a forgotten, tags t1 gone, tags t2 gone");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {id: 'a', tags: {data: []}, companies: {data: []}}                             | true
                    {id: 'a', tags: {data: [], has_more: true}, companies: {data: []}}             | false
                    {id: 'a', tags: {data: []}, companies: {data: [{id: 'c'}], has_more: true}}    | false
                    """)
    void a_contact_is_whole_if_each_list_is(String contact, boolean isWhole) {
        assertThat(comparison.isWhole(json(contact))).isEqualTo(isWhole);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lists_that_are_not_whole_are_removed_and_tags_too_if_their_taggers_are_needed(boolean needsTaggers) {
        ObjectNode cut = json("{id: 'a', tags: {data: []}, companies: {data: [{id: 'c'}], has_more: true}}");

        comparison.removePartialLists(cut, needsTaggers);

        assertThat(cut.has("companies")).isFalse();
        assertThat(cut.has("tags")).isEqualTo(!needsTaggers);
    }

    @ParameterizedTest(name = "{0} confirmed by {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    {id: 'a', tags: {data: []}}             | {id: 'a', tags: {data: []}}                         | tags t1 gone, tags t2 gone
                    {id: 'a', tags: {data: []}}             | {id: 'a', tags: {data: [{id: 't1'}]}}               | tags t2 gone
                    {id: 'a', tags: {data: [{id: 't3'}]}}   | {id: 'a', tags: {data: [{id: 't3'}, {id: 't4'}]}}   | tags t1 gone, tags t2 gone, tags t3
                    {id: 'a', tags: {data: [{id: 't3'}]}}   | {id: 'a', tags: {data: [{id: 't1'}, {id: 't2'}]}}   | ""
                    {id: 'a', tags: {data: []}}             | {id: 'a'}                                           | ""
                    """)
    void only_what_two_readings_show_is_confirmed(String first, String second, String changes) {
        Map<String, Long> sent = sentOf(BEFORE);

        ContactDifference confirmed =
                comparison.compare(json(first), sent, true).confirmedBy(comparison.compare(json(second), sent, true));

        assertThat(text(confirmed.changes())).isEqualTo(changes);
    }

    @Test
    void without_deletions_only_new_and_changed_rows_are_left() {
        ContactDifference difference =
                comparison.compare(json("{id: 'a', tags: {data: [{id: 't3'}]}}"), sentOf(BEFORE), true);

        assertThat(difference.hasDeletions()).isTrue();
        assertThat(text(difference.withoutDeletions().changes())).isEqualTo("tags t3");
        assertThat(difference.withoutDeletions().hasDeletions()).isFalse();
    }

    private Map<String, Long> sentOf(String contact) {
        return fingerprints(comparison.compare(json(contact), Map.of(), true).changes());
    }

    private static Map<String, Long> fingerprints(Collection<RowChange> changes) {
        Map<String, Long> sent = new HashMap<>();
        changes.forEach(change -> sent.put(change.name(), change.fingerprint()));
        return sent;
    }

    private static List<RowReader> readers(String... tables) {
        return Stream.of(tables)
                .map(name ->
                        new RowReader(Tables.named(name).orElseThrow(), ColumnSet.DOCUMENTED, (table, column) -> {}))
                .toList();
    }

    private static ObjectNode json(String text) {
        return ScriptedIntercom.json(text);
    }

    private static String text(Collection<RowChange> changes) {
        return changes.stream()
                .map(change -> change.name().replaceFirst("users_(\\w+)/a/", "$1 ")
                        + (change.row() == null ? " forgotten" : change.isGone() ? " gone" : ""))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
