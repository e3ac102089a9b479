package io.kafkaconnect.intercom.offset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.reader.incremental.ModelReading;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored in Connect's offsets, which outlives every version of the connector. */
class OffsetCodecTest {
    private static final IncrementalOffsetCodec CODEC = new IncrementalOffsetCodec("updated_at");
    private static final Instant MARK = Instant.parse("2026-05-01T08:30:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Provide
    Arbitrary<Map<String, Integer>> entities() {
        Arbitrary<String> ids = Arbitraries.oneOf(
                Arbitraries.strings().ofMinLength(1).ofMaxLength(24).withCharRange('!', '~'), hostile());
        return Arbitraries.maps(ids, Arbitraries.integers().greaterOrEqual(0)).ofMaxSize(20);
    }

    @Provide
    Arbitrary<Map<String, Long>> digests() {
        Arbitrary<String> plain = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(40)
                .withCharRange(' ', '~')
                .withChars("é€");
        Arbitrary<String> names = Arbitraries.oneOf(plain, hostile());
        return Arbitraries.maps(names, Arbitraries.longs()).ofMaxSize(20);
    }

    /** Any characters, and often those that mean something in what is stored. */
    private static Arbitrary<String> hostile() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(10),
                Arbitraries.strings()
                        .withChars("\n\r\\ 07af/n\u0085\u2028\u2029\0\ud83d\ude00\ufffd")
                        .ofMaxLength(10));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void what_is_covered_comes_back_from_storage_as_it_was(
            @ForAll("cursors") Cursor cursor, @ForAll("cursors") Cursor past) {
        IncrementalOffset coverage = new IncrementalOffset(
                cursor,
                Set.of("users", "notes"),
                Instant.EPOCH,
                Optional.of(new IncrementalOffset.Backfill(Set.of("notes"), past, cursor.mark())));

        assertThat(CODEC.decode(ModelReading.stored(CODEC.encode(coverage)))).isEqualTo(coverage);
    }

    @Provide
    Arbitrary<Cursor> cursors() {
        Arbitrary<Long> seconds = Arbitraries.longs().between(0, 253_402_300_799L);
        Arbitrary<ParkedEntity> parked = Combinators.combine(
                        Arbitraries.of(ParkedEntity.Reason.class),
                        seconds,
                        Arbitraries.integers().between(0, 99),
                        seconds)
                .as(ParkedEntity::new);
        Arbitrary<String> ids =
                Arbitraries.strings().ofMinLength(1).ofMaxLength(24).withCharRange('-', '~');
        return Combinators.combine(
                        seconds,
                        Arbitraries.integers().between(0, 600),
                        entities(),
                        Arbitraries.maps(ids, parked).ofMaxSize(3))
                .as((mark, late, sent, waiting) -> {
                    Instant since = Instant.ofEpochSecond(Math.max(0, mark - late));
                    Map<String, Long> times = new HashMap<>();
                    sent.forEach((id, later) -> times.put(id, since.getEpochSecond() + later));
                    return new Cursor(Instant.ofEpochSecond(mark), times, waiting, since);
                });
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void the_memory_of_rows_comes_back_from_storage_as_it_was(@ForAll("digests") Map<String, Long> digests) {
        SortedMap<String, Long> sorted = new TreeMap<>(digests);

        assertThat(VersionTwoRowsCodec.decode(ModelReading.stored(VersionTwoRows.encode(sorted))))
                .isEqualTo(sorted);
    }

    /** Later versions must read what this one wrote; these files never change, new versions add new ones. */
    @Test
    void version_1_stays_readable() throws IOException {
        assertThat(decoded(golden("cursor-1.json")))
                .isEqualTo(new Cursor(
                        MARK,
                        Map.of(
                                "63a07ddf05a32042dffac965",
                                MARK.getEpochSecond(),
                                "1911",
                                MARK.getEpochSecond() + 299)));
        assertThat(decoded(golden("cursor-without-sent-1.json"))).isEqualTo(Cursor.startingAt(MARK));
        assertThat(VersionTwoRowsCodec.decode(golden("rows-1.json")))
                .isEqualTo(Map.of("admins/814860", -1L, "admins/9", 0L, "companies/5f", 0x0123456789abcdefL));
    }

    @Test
    void version_2_stays_readable() throws IOException {
        assertThat(CODEC.decode(golden("coverage-2.json")))
                .isEqualTo(new IncrementalOffset(
                        new Cursor(MARK, Map.of("63a07ddf05a32042dffac965", MARK.getEpochSecond())),
                        Set.of("leads", "leads_tags", "notes"),
                        Instant.parse("2025-01-31T00:00:00Z"),
                        Optional.of(new IncrementalOffset.Backfill(
                                Set.of("leads_tags", "notes"),
                                Cursor.startingAt(Instant.parse("2025-06-01T12:00:00Z")),
                                Instant.parse("2026-04-30T00:00:00Z")))));
    }

    @Test
    void version_3_stays_readable() throws IOException {
        assertThat(CODEC.decode(golden("coverage-3.json")))
                .isEqualTo(new IncrementalOffset(
                        new Cursor(MARK, Map.of("63a07ddf05a32042dffac965", MARK.getEpochSecond())),
                        Set.of("leads", "leads_tags", "notes"),
                        Instant.parse("2025-01-31T00:00:00Z"),
                        Optional.of(new IncrementalOffset.Backfill(
                                Set.of("leads_tags"),
                                Cursor.startingAt(Instant.parse("2025-06-01T12:00:00Z")),
                                Instant.parse("2026-04-30T00:00:00Z"))),
                        Set.of("notes"),
                        OutputFormat.of("EXTENDED", "intercom.", "STRING")));
    }

    @Test
    void what_is_covered_is_stored_as_text_that_a_person_can_read() throws IOException {
        IncrementalOffset coverage = CODEC.decode(golden("coverage-4.json"));

        assertThat(ModelReading.stored(CODEC.encode(coverage))).isEqualTo(golden("coverage-4.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "intercom.", " a b "})
    void a_shard_says_what_its_rows_look_like_and_where_they_went(String prefix) {
        OutputFormat form = OutputFormat.of("DOCUMENTED", prefix, "STRUCT");

        Map<String, Object> offset =
                ModelReading.stored(VersionTwoRows.encode(new TreeMap<>(Map.of("tags/1", 1L)), form));

        assertThat(offset)
                .containsEntry("columns", "documented")
                .containsEntry("topic_prefix", prefix)
                .containsEntry("key_format", "struct")
                .containsEntry("version", 2);
        assertThat(OutputFormat.storedIn(offset)).isEqualTo(form);
        assertThat(VersionTwoRowsCodec.decode(offset)).isEqualTo(Map.of("tags/1", 1L));
    }

    @Test
    void a_cursor_is_text_that_a_person_can_read_and_rewind() {
        assertThat(encoded(Cursor.startingAt(MARK)))
                .isEqualTo(Map.of("version", 4L, "updated_at", "2026-05-01T08:30:00Z"));
        assertThat(new IncrementalOffsetCodec("deleted_at").encode(IncrementalOffset.none(Set.of(), MARK)))
                .containsKey("deleted_at");
    }

    /** A person may set another mark and leave in what was written with the former one. */
    @ParameterizedTest
    @CsvSource({
        "2026-05-01T08:30:00Z, 2026-05-01T08:20:00Z",
        "1777624200, 2026-05-01T08:20:00Z",
        "2026-05-01T08:25:00Z, 2026-05-01T08:25:00Z",
        "2026-05-01T09:30:00Z, 2026-05-01T09:30:00Z"
    })
    void since_when_everything_sent_is_known_counts_with_its_own_mark_only(String mark, Instant sentSince) {
        Map<String, Object> offset =
                new HashMap<>(encoded(new Cursor(MARK, Map.of(), Map.of(), MARK.minusSeconds(600))));
        assertThat(offset).containsEntry("sent_since", "2026-05-01T08:20:00Z/2026-05-01T08:30:00Z");
        offset.put("updated_at", mark.matches("\\d+") ? Long.valueOf(mark) : mark);

        assertThat(decoded(offset).sentSince()).isEqualTo(sentSince);
        offset.remove("sent");
        assertThat(decoded(offset))
                .as("all is sent again")
                .isEqualTo(Cursor.startingAt(decoded(offset).mark()));
    }

    static Stream<Arguments> times() {
        return Stream.of(
                Arguments.of("2026-05-01T08:30:00Z"),
                Arguments.of(" 2026-05-01T08:30:00Z "),
                Arguments.of("2026-05-01T10:30:00+02:00"),
                Arguments.of(MARK.getEpochSecond()),
                Arguments.of((int) MARK.getEpochSecond()),
                Arguments.of((double) MARK.getEpochSecond()));
    }

    @ParameterizedTest
    @MethodSource("times")
    void a_time_may_be_written_in_several_ways_and_the_version_left_out(Object time) {
        assertThat(decoded(Map.of("updated_at", time))).isEqualTo(Cursor.startingAt(MARK));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                      | updated_at
            {'updated_at': null}                                                    | updated_at
            {'updated_at': ''}                                                      | updated_at
            {'updated_at': 'yesterday'}                                             | updated_at
            {'updated_at': '2026-05-01'}                                            | updated_at
            {'updated_at': true}                                                    | updated_at
            {'updated_at': 1777624200000}                                           | updated_at
            {'updated_at': -1}                                                      | updated_at
            {'updated_at': 9223372036854775807}                                     | updated_at
            {'updated_at': '-0001-01-01T00:00:00Z'}                                 | updated_at
            {'updated_at': '+12345-01-01T00:00:00Z'}                                | updated_at
            {'deleted_at': '2026-05-01T08:30:00Z'}                                  | deleted_at
            {'updated_at': '2026-05-01T08:30:00Z', 'cursor': 'x'}                   | cursor
            {'version': 1, 'rows': 0, 'sent': 'eJwDAAAAAAE='}                       | rows
            {'version': 5, 'updated_at': '2026-05-01T08:30:00Z'}                    | version
            {'version': 0, 'updated_at': '2026-05-01T08:30:00Z'}                    | version
            {'version': 1.5, 'updated_at': '2026-05-01T08:30:00Z'}                  | version
            {'version': '1', 'updated_at': '2026-05-01T08:30:00Z'}                  | version
            {'updated_at': '2026-05-01T08:30:00Z', 'sent': 7}                       | sent
            {'updated_at': '2026-05-01T08:30:00Z', 'sent': ''}                      | sent
            {'updated_at': '2026-05-01T08:30:00Z', 'sent': 'not base 64!'}          | sent
            {'updated_at': '2026-05-01T08:30:00Z', 'sent': 'bm90IHBhY2tlZA=='}      | sent
            {'updated_at': '2026-05-01T08:30:00Z', 'tables': 7}                     | tables
            {'updated_at': '2026-05-01T08:30:00Z', 'tables': ' '}                   | tables
            {'updated_at': '2026-05-01T08:30:00Z', 'since': 'long ago'}             | since
            {'updated_at': 1777624200, 'columns': 'all'}                            | columns
            {'updated_at': 1777624200, 'columns': 2}                                | columns
            {'updated_at': 1777624200, 'topic_prefix': 2}                           | topic_prefix
            {'updated_at': 1777624200, 'key_format': ''}                            | key_format
            {'updated_at': 1777624200, 'left_out': ''}                              | left_out
            {'updated_at': 1777624200, 'sent': 'eAEDAAAAAAE=', 'sent_since': 1777624100}                    | sent_since
            {'updated_at': 1777624200, 'sent': 'eAEDAAAAAAE=', 'sent_since': '2026-05-01T08:20:00Z'}        | sent_since
            {'updated_at': 1777624200, 'sent': 'eAEDAAAAAAE=', 'sent_since': 'x/2026-05-01T08:30:00Z'}      | sent_since
            {'updated_at': 1777624200, 'sent': 'eAEDAAAAAAE=', 'sent_since': '2026-05-01T08:20:00Z/x'}      | sent_since
            {'updated_at': 1777624200, 'parked': 7}                                 | parked
            {'updated_at': 1777624200, 'parked': ''}                                | parked
            {'updated_at': 1777624200, 'parked': '1 STALE 1 0'}                     | parked
            {'updated_at': 1777624200, 'parked': '1 LOST 1 0 1'}                    | parked
            {'updated_at': 1777624200, 'parked': ' STALE 1 0 1, 2 STALE 1 0 1'}     | parked
            {'updated_at': 1777624200, 'parked': '1 STALE 1 -1 1'}                  | parked
            {'updated_at': 1777624200, 'parked': '1 STALE 1 2147483647 1'}          | parked
            {'updated_at': 1777624200, 'parked': '1 STALE 1 0 -1'}                  | parked
            {'updated_at': 1777624200, 'parked': '1 STALE 1 0 9223372036854775807'} | parked
            {'updated_at': 1777624200, 'parked': '1 STALE 9223372036854775807 0 1'} | parked
            {'updated_at': 1777624200, 'parked': '1970-01-01T00:00:09Z REFUSED 8 0 1'} | parked
            {'updated_at': 1777624200, 'backfill_tables': 'users', 'backfill_until': 1, 'backfill_updated_at': 1, 'backfill_parked': '1'} | backfill_parked
            {'updated_at': 1777624200, 'backfill_tables': 'users'}                  | backfill_until
            {'updated_at': 1777624200, 'backfill_tables': 'users', 'backfill_until': 'x'} | backfill_until
            {'updated_at': 1777624200, 'backfill_tables': 'users', 'backfill_until': 1} | backfill_updated_at
            """)
    void a_cursor_that_cannot_be_used_is_refused_by_the_key_that_is_wrong(String offset, String key) {
        assertThatThrownBy(() -> CODEC.decode(map(offset)))
                .isInstanceOf(InvalidOffsetException.class)
                .hasMessageContaining("'" + key + "'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                       | sent
            {'version': 1, 'rows': 3}                | sent
            {'version': 1, 'rows': 0, 'sent': 'eJwDAAAAAAE=', 'cursor': 'maybe'} | cursor
            {'sent': 7}                              | sent
            {'sent': 'eJwDAA'}                       | sent
            {'sent': 'bm90IHBhY2tlZA=='}             | sent
            {'version': 5, 'sent': 'eJwDAAAAAAE='}   | version
            {'updated_at': '2026-05-01T08:30:00Z'}   | updated_at
            {'sent': 'eJwDAAAAAAE=', 'columns': 'x'} | columns
            {'sent': 'eJwDAAAAAAE=', 'left_out': 'x'} | left_out
            """)
    void a_memory_of_rows_that_cannot_be_used_is_refused_by_the_key_that_is_wrong(String offset, String key) {
        assertThatThrownBy(() -> VersionTwoRowsCodec.decode(map(offset)))
                .isInstanceOf(InvalidOffsetException.class)
                .hasMessageContaining("'" + key + "'");
    }

    /** What is missing of a text in base 64 and of a checked stream shows wherever it was cut. */
    @Test
    void a_packed_text_that_was_cut_is_refused_wherever_it_was_cut() {
        String sent = (String) encoded(new Cursor(MARK, Map.of("a", MARK.getEpochSecond(), "b", MARK.getEpochSecond())))
                .get("sent");
        for (int length = 0; length < sent.length() - 4; length++) {
            Map<String, Object> cut = Map.of("updated_at", MARK.toString(), "sent", sent.substring(0, length));
            assertThatThrownBy(() -> CODEC.decode(cut)).isInstanceOf(InvalidOffsetException.class);
        }
    }

    /** Versions before escaping wrote every name as it was. */
    @Test
    void names_that_earlier_versions_stored_are_read_as_they_were() {
        assertThat(rows("2a a\\nb\n1 a\\000a\n3 c d\n")).isEqualTo(Map.of("a\\nb", 0x2aL, "a\\000a", 1L, "c d", 3L));
        assertThat(rows("1 a\rb\n2 c\u0085\u2028d\r\n")).isEqualTo(Map.of("a\rb", 1L, "c\u0085\u2028d\r", 2L));
        assertThat(rows("ff tags/a\nb\n\n c\n2 tags/d\n")).isEqualTo(Map.of("tags/a\nb\n\n c", 0xffL, "tags/d", 2L));
        assertThat(rows("")).isEmpty();
        assertThat(decoded(Map.of("updated_at", MARK.toString(), "sent", CompressedText.text("7 a\\nb\nc\n"))))
                .isEqualTo(new Cursor(MARK, Map.of("a\\nb\nc", MARK.getEpochSecond() + 7)));
    }

    /** So an earlier version can read it. */
    @Test
    void names_without_line_breaks_are_stored_as_ever() {
        SortedMap<String, Long> digests = new TreeMap<>(Map.of("tags/a\\b", 1L, "tags/\ud83d\ude00", 2L));

        assertThat(CompressedText.unpacked(
                        (String) VersionTwoRows.encode(digests).get("sent")))
                .isEqualTo("1 tags/a\\b\n2 tags/\ud83d\ude00\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\nx", "\\\n1 a\nb\n", "\\\n1 a\\00", "\\\n1 a\\00zz\n", "\\\n\\\n", "\\"})
    void escaped_names_that_are_not_of_this_form_are_refused(String lines) {
        assertThatThrownBy(() -> rows(lines))
                .isInstanceOf(InvalidOffsetException.class)
                .hasMessageContaining("'sent'");
    }

    private static SortedMap<String, Long> rows(String lines) {
        return VersionTwoRowsCodec.decode(Map.of("version", 1, "rows", 1, "sent", CompressedText.text(lines)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            'nonumber id'
            'id'
            ' id'
            '1x id'
            """)
    void packed_lines_that_are_not_of_this_form_are_refused(String line) {
        String packed = CompressedText.text(line + "\n");

        assertThatThrownBy(() -> CODEC.decode(Map.of("updated_at", MARK.toString(), "sent", packed)))
                .isInstanceOf(InvalidOffsetException.class)
                .hasMessageContaining("'sent'");
        assertThatThrownBy(() -> VersionTwoRowsCodec.decode(Map.of("sent", packed)))
                .isInstanceOf(InvalidOffsetException.class)
                .hasMessageContaining("'sent'");
    }

    @Test
    void more_than_can_be_stored_is_left_out_and_what_is_stored_stays_far_below_a_megabyte() {
        Map<String, Long> sent = new HashMap<>();
        Random random = new Random(1);
        for (int i = 0; i < 30_000; i++) {
            sent.put("%016x%08x".formatted(random.nextLong(), i), MARK.getEpochSecond() + random.nextInt(300));
        }

        Map<String, Object> offset = encoded(new Cursor(MARK, sent));

        assertThat(offset.get("sent").toString()).hasSizeLessThan(600_000);
        Cursor stored = decoded(offset);
        assertThat(stored.sent()).hasSize(20_000);
        // AssertJ would compare each entry with each other one.
        assertThat(sent.entrySet().containsAll(stored.sent().entrySet())).isTrue();
    }

    /** Of conversations and of contacts, with times as they are. */
    @ParameterizedTest
    @CsvSource({"200%012d, 60000", "63a07ddf05a3204%09x, 70000"})
    void a_thousand_parked_entities_are_stored_in_far_less_than_a_megabyte(String ids, int most) throws IOException {
        Map<String, ParkedEntity> parked = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            long time = MARK.getEpochSecond() - i;
            parked.put(
                    ids.formatted(i * 7_919), new ParkedEntity(ParkedEntity.Reason.REFUSED, time, 11, time + 86_400));
        }
        Map<String, Object> offset = encoded(new Cursor(MARK, Map.of(), parked));

        assertThat(JSON.writeValueAsBytes(offset)).hasSizeLessThan(most);
        assertThat(decoded(ModelReading.stored(offset)).parked()).isEqualTo(parked);
    }

    @Test
    void the_same_is_always_stored_as_the_same_text() {
        Map<String, Long> sent = new HashMap<>();
        for (String id : Arrays.asList("b", "a", "c")) {
            sent.put(id, MARK.getEpochSecond());
        }

        assertThat(encoded(new Cursor(MARK, sent))).isEqualTo(encoded(new Cursor(MARK, new TreeMap<>(sent))));
    }

    private static Map<String, Object> encoded(Cursor cursor) {
        return CODEC.encode(new IncrementalOffset(cursor, Set.of(), Instant.EPOCH, Optional.empty()));
    }

    private static Cursor decoded(Map<String, ?> offset) {
        return CODEC.decode(offset).cursor();
    }

    private static Map<String, Object> golden(String name) throws IOException {
        try (InputStream in = OffsetCodecTest.class.getResourceAsStream("/offsets/" + name)) {
            return JSON.readValue(new String(in.readAllBytes(), UTF_8), new TypeReference<>() {});
        }
    }

    private static Map<String, Object> map(String json) throws IOException {
        return JSON.readValue(json.replace('\'', '"'), new TypeReference<>() {});
    }
}
