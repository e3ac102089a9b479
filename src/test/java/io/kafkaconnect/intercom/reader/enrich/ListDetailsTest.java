package io.kafkaconnect.intercom.reader.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.StreamListener;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a list does not show is requested, and nothing that is refused looks as if it were empty. */
class ListDetailsTest {
    private final ScriptedIntercom intercom = new ScriptedIntercom(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    private final EnrichmentCalls calls =
            new EnrichmentCalls(intercom, EnumSet.allOf(Enrichment.class), true, StreamListener.NONE);

    private static ObjectNode listed(String id) {
        return JsonNodeFactory.instance.objectNode().put("id", id);
    }

    private static ObjectNode call(String id, String conversation) {
        return listed(id).put("conversation_id", conversation);
    }

    private static List<String> flaws(ListDetails.Detailed found) {
        return found.flaws().stream().map(ListPass.EntryFlaw::what).toList();
    }

    @Test
    void notes_of_a_company_are_read_to_their_last_page() {
        intercom.answers(
                "GET /companies/c1/notes",
                "{data: [{id: '1'}], pages: {next: 'https://api.intercom.io/companies/c1/notes?page=2&per_page=50'}}",
                "{data: [{id: '2'}], pages: {next: null}}");

        ListDetails.Detailed found =
                DetailOfEach.companyNotes(calls).of(List.of(listed("c1"))).join();

        assertThat(found.flaws()).isEmpty();
        assertThat(found.entities()).singleElement().satisfies(notes -> {
            assertThat(notes.path("type").asText()).isEqualTo("note.list");
            assertThat(notes.path("id").asText()).isEqualTo("c1");
            assertThat(notes.at("/notes/data").findValuesAsText("id")).containsExactly("1", "2");
        });
    }

    @Test
    void notes_whose_pages_are_only_counted_are_read_to_their_last_page() {
        String page = "{data: [{id: '%d'}], pages: {page: %d, total_pages: 3, next: null}}";
        intercom.eachOnce()
                .answers("GET /companies/c1/notes", page.formatted(1, 1), page.formatted(2, 2), page.formatted(3, 3));

        ListDetails.Detailed found =
                DetailOfEach.companyNotes(calls).of(List.of(listed("c1"))).join();

        assertThat(found.entities().get(0).at("/notes/data").findValuesAsText("id"))
                .containsExactly("1", "2", "3");
        assertThat(intercom.asked()).endsWith("GET /companies/c1/notes?page=3");
    }

    @Test
    void a_list_that_counts_more_notes_than_it_shows_is_read_again() {
        intercom.eachOnce()
                .answers(
                        "GET /companies/c1/notes", "{data: [], total_count: 1}", "{data: [{id: '1'}], total_count: 1}");

        ListDetails.Detailed found =
                DetailOfEach.companyNotes(calls).of(List.of(listed("c1"))).join();

        assertThat(found.entities().get(0).at("/notes/data")).hasSize(1);
    }

    @Test
    void transcripts_that_are_refused_for_all_are_not_asked_for_on_the_next_page() {
        for (int i = 0; i < 100; i++) {
            intercom.fails("POST /calls/search", 404);
        }
        CallTranscripts transcripts = new CallTranscripts(calls);
        transcripts.of(List.of(call("1", "a"), call("2", "b"))).join();
        int asked = intercom.asked().size();
        transcripts.of(List.of(call("3", "c"), call("4", "d"))).join();

        assertThat(intercom.asked()).hasSize(asked);
    }

    @Test
    void a_company_that_is_gone_is_left_out_and_a_refused_one_is_told() {
        intercom.fails("GET /companies/gone/notes", 404);
        intercom.fails("GET /companies/bad/notes", 400);
        intercom.answers("GET /companies/c1/notes", "{data: []}");

        ListDetails.Detailed found = DetailOfEach.companyNotes(calls)
                .of(List.of(listed("gone"), listed("bad"), listed("c1")))
                .join();

        assertThat(found.entities())
                .extracting(notes -> notes.path("id").asText() + " "
                        + notes.at("/notes/data").isArray())
                .as("unknown notes are not none")
                .containsExactly("bad false", "c1 true");
        assertThat(flaws(found))
                .singleElement()
                .satisfies(what -> assertThat(what).startsWith("the notes of company bad (GET /companies/bad/notes"));
    }

    @Test
    void an_article_shows_its_statistics() {
        intercom.answers("GET /articles/7", "{id: '7', statistics: {views: 3}}");
        intercom.fails("GET /articles/8", 404);

        ListDetails.Detailed found = DetailOfEach.articles(calls)
                .of(List.of(listed("7"), listed("8")))
                .join();

        assertThat(found.entities())
                .singleElement()
                .satisfies(article ->
                        assertThat(article.at("/statistics/views").asInt()).isEqualTo(3));
        assertThat(found.flaws()).isEmpty();
    }

    @Test
    void a_call_gets_its_own_transcript_and_one_without_a_conversation_gets_none() {
        intercom.answers(
                "POST /calls/search",
                "{data: [{id: '1', transcript_status: 'completed'}, {id: '3', transcript_status: 'failed'}]}");

        ListDetails.Detailed found = new CallTranscripts(calls)
                .of(List.of(call("1", "c1"), call("2", null), call("3", "c1"), call("4", "c2")))
                .join();

        assertThat(found.entities())
                .extracting(call -> call.path("transcripts").findValuesAsText("transcript_status"))
                .containsExactly(List.of("completed"), List.of(), List.of("failed"), List.of());
        assertThat(found.entities())
                .extracting(call -> call.has("transcripts"))
                .as("a call that the search does not find may have a transcript")
                .containsExactly(true, true, true, false);
        assertThat(intercom.last().body().path("conversation_ids")).hasSize(2);
    }

    @Test
    void a_search_has_at_most_twenty_conversations() {
        intercom.answers("POST /calls/search", "{data: []}", "{data: []}");

        var unused = new CallTranscripts(calls)
                .of(IntStream.range(0, 25).mapToObj(i -> call("k" + i, "c" + i)).toList())
                .join();

        assertThat(intercom.asked()).hasSize(2);
        assertThat(intercom.last().body().path("conversation_ids")).hasSize(5);
    }

    @Test
    void one_refused_conversation_does_not_cost_the_transcripts_of_others() {
        intercom.fails("POST /calls/search", 400);
        intercom.fails("POST /calls/search", 400);
        intercom.answers("POST /calls/search", "{data: [{id: '2'}]}");

        ListDetails.Detailed found = new CallTranscripts(calls)
                .of(List.of(call("1", "bad"), call("2", "good")))
                .join();

        assertThat(found.entities().get(0).has("transcripts"))
                .as("unknown, which is not none")
                .isFalse();
        assertThat(found.entities().get(1).path("transcripts")).hasSize(1);
        assertThat(flaws(found))
                .singleElement()
                .satisfies(what -> assertThat(what).startsWith("the transcripts of conversation bad ("));
    }

    @Test
    void a_search_that_names_a_next_page_is_not_believed() {
        String torn = "{data: [], pages: {next: {starting_after: 'x'}}}";
        intercom.answers("POST /calls/search", torn, torn, torn);

        ListDetails.Detailed found =
                new CallTranscripts(calls).of(List.of(call("1", "c1"))).join();

        assertThat(found.entities().get(0).has("transcripts")).isFalse();
        assertThat(found.flaws()).hasSize(1);
    }

    @Test
    void what_the_token_may_not_read_is_asked_for_a_few_times_only() {
        for (int i = 0; i < 3; i++) {
            intercom.fails("GET /companies/c" + i + "/notes", 403);
        }
        ListDetails notes = DetailOfEach.companyNotes(calls);
        for (int i = 0; i < 6; i++) {
            assertThat(notes.of(List.of(listed("c" + i))).join().entities()).allMatch(holder -> !holder.has("notes"));
        }

        assertThat(intercom.asked().stream().distinct()).hasSize(3);
        assertThat(intercom.last().method()).isEqualTo(Request.Method.GET);
    }
}
