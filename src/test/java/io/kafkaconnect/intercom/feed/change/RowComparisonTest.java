package io.kafkaconnect.intercom.feed.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What differs between the rows of an owner and the fingerprints of what was sent, whoever the owner is. */
class RowComparisonTest {
    private static final RowReader TAGS =
            new RowReader(Tables.named("tags").orElseThrow(), ColumnSet.DOCUMENTED, (table, column) -> {});
    private static final Row TOMBSTONE = TAGS.tombstone(List.of("1"));
    private static final Row ROW = new Row(TOMBSTONE.table(), TOMBSTONE.key(), new Struct(TAGS.valueSchema()), null);

    @ParameterizedTest(name = "sent [{0}], now [{1}], complete {2}: [{3}]")
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
                    ""                        ; ""                 ; true  ; ""
                    ""                        ; t/a/1=5            ; true  ; t/a/1=5
                    t/a/1=5                   ; t/a/1=5            ; true  ; ""
                    t/a/1=5                   ; t/a/1=6            ; true  ; t/a/1=6
                    t/a/1=5                   ; t/a/1=6            ; false ; t/a/1=6
                    t/a/1=0                   ; t/a/1=6            ; true  ; t/a/1=6
                    t/a/1=5                   ; ""                 ; true  ; -t/a/1
                    t/a/1=5                   ; ""                 ; false ; ""
                    t/a/1=5 t/a/2=5           ; t/a/2=5 t/a/3=5    ; true  ; -t/a/1 t/a/3=5
                    t/a/1=5 t/a/2=5           ; t/a/2=5 t/a/3=5    ; false ; t/a/3=5
                    t/a/1=5                   ; t/a/1=6 t/a/1=5    ; true  ; ""
                    u/a/1=5 contact/a=1       ; ""                 ; true  ; ""
                    tt/a/1=5                  ; ""                 ; true  ; ""
                    t/7=5                     ; t/8=5              ; true  ; -t/7 t/8=5
                    """)
    void rows_of_a_table_are_compared_by_name_and_fingerprint(
            String sent, String now, boolean isComplete, String changes) {
        RowComparison comparison = new RowComparison("a", fingerprints(sent), (owner, name) -> TOMBSTONE);

        comparison.compare("t", rows(now), isComplete);

        assertThat(text(comparison)).isEqualTo(changes);
    }

    @Test
    void tables_are_compared_one_after_the_other() {
        RowComparison comparison = new RowComparison("a", fingerprints("t/a/1=5 u/a/1=5"), (owner, name) -> TOMBSTONE);

        comparison.compare("t", rows("t/a/2=5"), true);
        comparison.compare("u", rows("u/a/1=6"), true);

        assertThat(text(comparison)).isEqualTo("-t/a/1 t/a/2=5 u/a/1=6");
    }

    @Test
    void all_rows_of_one_table_are_deleted() {
        RowComparison comparison =
                new RowComparison("a", fingerprints("t/a/1=5 t/a/2=0 u/a/1=5 contact/a=1"), (owner, name) -> TOMBSTONE);

        comparison.deleteAll("t");

        assertThat(text(comparison)).isEqualTo("-t/a/1 -t/a/2");
    }

    @Test
    void a_row_of_a_table_that_is_not_selected_is_deleted_without_a_record() {
        RowComparison comparison = new RowComparison("a", fingerprints("t/a/1=5"), (owner, name) -> null);

        comparison.deleteAll("t");

        assertThat(comparison.changes()).singleElement().satisfies(change -> {
            assertThat(change.isGone()).isTrue();
            assertThat(change.row()).isNull();
        });
    }

    private static List<RowChange> rows(String text) {
        return words(text).stream()
                .map(word -> word.split("="))
                .map(word -> new RowChange("a", word[0], ROW, Long.parseLong(word[1])))
                .toList();
    }

    private static Map<String, Long> fingerprints(String text) {
        Map<String, Long> sent = new LinkedHashMap<>();
        words(text).stream().map(word -> word.split("=")).forEach(word -> sent.put(word[0], Long.parseLong(word[1])));
        return sent;
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    private static String text(RowComparison comparison) {
        return comparison.changes().stream()
                .map(change -> change.isGone() ? "-" + change.name() : change.name() + "=" + change.fingerprint())
                .collect(Collectors.joining(" "));
    }
}
