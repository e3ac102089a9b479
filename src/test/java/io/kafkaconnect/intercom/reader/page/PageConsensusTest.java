package io.kafkaconnect.intercom.reader.page;

import static io.kafkaconnect.intercom.reader.ScriptedIntercom.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers to a page are believed, and what several show together. */
class PageConsensusTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Listing USERS = new Listing.Contacts("user");
    private static final Request PAGE = USERS.newestFirst(10);
    private static final String NEXT = "pages: {next: {starting_after: 'x'}}";

    private static ListPage page(String body) {
        return page(body, NOW);
    }

    private static ListPage page(String body, Instant asOf) {
        return ListPage.of(new Reply.Success(json(body), asOf, PAGE), USERS, new AdaptivePageSize(10), NOW);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the first page | the answer                                             | is enough
            true  | {data: [{id: 'a'}], pages: {}}                                     | true
            true  | {data: [{id: 'a'}], pages: {next: null}}                           | true
            true  | {data: [{id: 'a'}], pages: {type: 'pages', page: 1, total_pages: 1}} | true
            true  | {data: [], pages: {}, total_count: 0}                              | true
            true  | {data: [{id: 'a'}], pages: {}, total_count: 1}                     | true
            true  | {data: [{id: 'a'}], pages: {}, total_count: 'many'}                | true
            true  | {data: [{id: 'a'}], pages: {next: {starting_after: 'x'}}, total_count: 7} | true
            false | {data: [{id: 'a'}], pages: {}, total_count: 7}                     | true
            true  | {data: [{id: 'a'}], pages: {}, total_count: 2}                     | false
            true  | {data: [], pages: {}, total_count: 1}                              | false
            true  | {data: [{id: 'a'}]}                                                | false
            false | {data: [{id: 'a'}]}                                                | false
            false | {data: [{id: 'a'}], pages: null}                                   | false
            false | {data: [{id: 'a'}], pages: 'text'}                                 | false
            false | {data: [{id: 'a'}], pages: 5}                                      | false
            false | {data: [{id: 'a'}], pages: []}                                     | false
            false | {data: [{id: 'a'}], pages: {next: 5}}                              | false
            false | {data: [{id: 'a'}], pages: {next: {}}}                             | false
            false | {data: [{id: 'a'}], pages: {next: ''}}                             | false
            false | {data: [{id: 'a'}], pages: {page: 1, total_pages: 2}}              | false
            false | {data: [{id: 'a'}, null], pages: {}}                               | false
            false | {data: [{id: 'a'}, 'text'], pages: {next: {starting_after: 'x'}}}  | false
            false | {data: [{id: {}}], pages: {}}                                      | false
            """)
    void an_answer_that_may_not_be_whole_is_not_enough(boolean first, String answer, boolean enough) {
        assertThat(new PageConsensus(first, 1).take(page(answer)).isPresent()).isEqualTo(enough);
    }

    @Test
    void two_that_are_alike_are_enough_and_so_are_eight() {
        PageConsensus alike = new PageConsensus(true, 1);
        assertThat(alike.take(page("{data: [{id: 'a'}]}"))).isEmpty();
        assertThat(alike.take(page("{data: [{id: 'a'}]}"))).isPresent();

        PageConsensus unlike = new PageConsensus(true, 1);
        List<String> ids = List.of("a", "b", "c", "d", "e", "f", "g");
        ids.forEach(id ->
                assertThat(unlike.take(page("{data: [{id: '" + id + "'}]}"))).isEmpty());
        Optional<ListPage> union = unlike.take(page("{data: [{id: 'h'}]}"));
        assertThat(union.orElseThrow().entities())
                .extracting(ListedEntity::id)
                .containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
    }

    /** Pages of another size, or of a list that moves: what only the one that reaches further shows was shown by one answer alone. */
    @Test
    void two_answers_that_go_on_at_different_places_are_not_enough() {
        String whole = "{data: [{id: 'a'}, {id: 'b'}], pages: {next: {starting_after: 'b'}}}";
        String further = "{data: [{id: 'a'}, {id: 'b'}], pages: {next: {starting_after: 'c'}}}";
        PageConsensus answers = new PageConsensus(true, 2);

        assertThat(answers.take(page(further))).isEmpty();
        assertThat(answers.take(page(whole))).isEmpty();
        ListPage page = answers.take(page(whole)).orElseThrow();

        assertThat(page.next().body().at("/pagination/starting_after").asText()).isEqualTo("b");
    }

    /** They are left out: that takes more than a moment in which Intercom is confused. */
    @Test
    void entries_that_are_no_entities_are_left_out_when_six_answers_are_alike() {
        PageConsensus answers = new PageConsensus(true, 1);
        for (int i = 0; i < 5; i++) {
            assertThat(answers.take(page("{data: [{id: 'a'}, null], pages: {}}")))
                    .isEmpty();
        }

        ListPage page =
                answers.take(page("{data: [{id: 'a'}, null], pages: {}}")).orElseThrow();

        assertThat(page.malformed()).isEqualTo(1);
        assertThat(page.entities()).hasSize(1);
    }

    @Test
    void a_page_that_is_read_twice_takes_two_answers_however_sound() {
        PageConsensus answers = new PageConsensus(true, 2);

        assertThat(answers.take(page("{data: [{id: 'a'}], pages: {}}"))).isEmpty();
        assertThat(answers.take(page("{data: [{id: 'b'}], pages: {}}"))
                        .orElseThrow()
                        .entities())
                .extracting(ListedEntity::id)
                .containsExactly("a", "b");
    }

    @Test
    void a_sound_answer_behind_a_doubtful_one_says_what_follows() {
        for (boolean soundFirst : new boolean[] {true, false}) {
            PageConsensus answers = new PageConsensus(true, 2);
            String sound = "{data: [{id: 'a', updated_at: 5}, {id: 'b', updated_at: 6}], total_count: 7, " + NEXT + "}";
            String doubtful = "{data: [{id: 'a', updated_at: 4}, null], total_count: 1}";

            answers.take(page(soundFirst ? sound : doubtful, NOW.plusSeconds(soundFirst ? 3 : 0)));
            assertThat(answers.take(page(soundFirst ? doubtful : sound, NOW.plusSeconds(soundFirst ? 0 : 3))))
                    .isEmpty();
            ListPage page = answers.take(page(sound, NOW.plusSeconds(3))).orElseThrow();

            assertThat(page.entities())
                    .as("as each of them shows it")
                    .extracting(ListedEntity::id, ListedEntity::time)
                    .containsExactlyInAnyOrder(tuple("a", 4L), tuple("a", 5L), tuple("b", 6L));
            assertThat(page.shown()).isEqualTo(2);
            assertThat(page.malformed()).isZero();
            assertThat(page.next()).isNotNull();
            assertThat(page.pages()).isEqualTo(ListPage.Numbering.GOES_ON);
            assertThat(page.total()).isEqualTo(7);
            assertThat(page.asOf()).as("the earlier").isEqualTo(NOW);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "'7'", "null", "true", "{}", "99999999999999999999"})
    void a_count_that_is_none_is_unknown(String total) {
        assertThat(page("{data: [], pages: {}, total_count: " + total + "}").total())
                .isEqualTo(ListPage.UNKNOWN);
    }
}
