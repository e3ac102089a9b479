package io.kafkaconnect.intercom.reader.enrich;

import static io.kafkaconnect.intercom.reader.ScriptedIntercom.found;
import static io.kafkaconnect.intercom.reader.ScriptedIntercom.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.support.ManualClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactEnricherTest {
    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final ScriptedIntercom intercom = new ScriptedIntercom(clock);
    private final List<Enrichment> denied = new ArrayList<>();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TAGS      | tags: {data: [{id: 1}], total_count: 1, has_more: false}
            TAGS      | tags: {data: [], total_count: 0, has_more: false}
            TAGS      | tags: null
            TAGGINGS  | tags: {data: [{id: 1}], total_count: 1, has_more: false}
            COMPANIES | companies: {data: [{id: 1}], total_count: 1, has_more: false}
            COMPANIES | companies: {data: []}
            NOTES     | notes: {data: [], total_count: 0, has_more: false}
            EVENTS    | role: 'lead'
            SUBSCRIPTIONS | opted_in_subscription_types: {data: [{id: 1}], total_count: 1}, opted_out_subscription_types: {data: []}
            SUBSCRIPTIONS | opted_in_subscription_types: {data: [], has_more: true}
            ''        | tags: {has_more: true}, companies: {has_more: true}, notes: {total_count: 1}, role: 'user'
            """)
    void no_call_is_made_that_cannot_bring_a_row(String wanted, String contact) {
        Set<Enrichment> needed = EnumSet.noneOf(Enrichment.class);
        if (!wanted.isEmpty()) {
            needed.add(Enrichment.valueOf(wanted));
        }

        complete(needed, false, "{id: 'c', " + contact + "}");

        assertThat(intercom.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TAGS          | tags: {data: [], has_more: true}               | GET /contacts/c/tags
            TAGS          | tags: {data: [{id: 1}], total_count: 2}        | GET /contacts/c/tags
            TAGS,TAGGINGS | tags: {data: [{id: 1}], total_count: 1}        | GET /contacts/c/tags
            COMPANIES     | companies: {data: [{id: 1}], has_more: true}   | GET /contacts/c/companies?per_page=60
            SUBSCRIPTIONS | opted_in_subscription_types: {data: [], has_more: true}, opted_out_subscription_types: {data: []} | GET /contacts/c/subscriptions
            SUBSCRIPTIONS | opted_in_subscription_types: {data: []}, opted_out_subscription_types: {data: [{id: 1}], total_count: 2} | GET /contacts/c/subscriptions
            NOTES         | notes: {data: [{id: 1}], total_count: 1}       | GET /contacts/c/notes?per_page=60
            NOTES         | notes: null                                    | GET /contacts/c/notes?per_page=60
            EVENTS        | role: 'user' | GET /events?type=user&summary=true&intercom_user_id=c
            """)
    void what_the_contact_does_not_show_is_asked_for(String wanted, String contact, String request) {
        intercom.answers(request.split("\\?", 2)[0], "{}");
        Set<Enrichment> needed = EnumSet.noneOf(Enrichment.class);
        for (String detail : wanted.split(",", -1)) {
            needed.add(Enrichment.valueOf(detail));
        }

        complete(needed, false, "{id: 'c', " + contact + "}");

        assertThat(intercom.asked()).containsExactly(request);
        assertThat(intercom.last().priority()).isEqualTo(Request.Priority.DETAIL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            {data: [{id: '1'}], total_count: 1} | {data: [{id: '2'}], total_count: 1} | [{id: '1', opted: 'in'}, {id: '2', opted: 'out'}]
            {data: []}                          | {data: [{id: 2}]}                   | [{id: 2, opted: 'out'}]
            {data: []}                          | {data: []}                          | []
            {data: [{}, 'x', null]}             | {data: []}                          | [{opted: 'in'}, 'x', null]
            null                                | {data: [{id: '2'}]}                 | -
            {data: [{id: '1'}]}                 | {total_count: 0}                    | -
            {data: [{id: '1'}]}                 | []                                  | -
            {data: [{id: '1'}]}                 | {data: {}}                          | -
            """)
    void what_a_contact_opted_into_and_out_of_is_one_list_if_it_shows_both(String in, String out, String joined) {
        ObjectNode contact = complete(
                EnumSet.of(Enrichment.SUBSCRIPTIONS),
                false,
                "{id: 'c', subscriptions: {data: [{id: '9'}]}, opted_in_subscription_types: %s, opted_out_subscription_types: %s}"
                        .formatted(in, out));

        assertThat(contact.has("subscriptions")).isEqualTo(joined != null);
        if (joined != null) {
            assertThat(contact.at("/subscriptions/data"))
                    .isEqualTo(json("{l: " + joined + "}").path("l"));
        }
        assertThat(intercom.asked()).isEmpty();
    }

    @Test
    void a_contact_with_one_list_alone_has_no_joined_list() {
        ObjectNode contact = complete(
                EnumSet.of(Enrichment.SUBSCRIPTIONS),
                false,
                "{id: 'c', opted_in_subscription_types: {data: [{id: '1'}]}}");

        assertThat(contact.has("subscriptions")).isFalse();
    }

    @Test
    void beyond_ten_subscriptions_their_types_say_what_was_chosen() {
        intercom.answers(
                "GET /contacts/c/subscriptions",
                "{data: [{id: '1', consent_type: 'opt_in'}, {id: '2', consent_type: 'opt_out'}, {id: '3', consent_type: 'new'}]}");

        ObjectNode contact = complete(
                EnumSet.of(Enrichment.SUBSCRIPTIONS),
                false,
                "{id: 'c', opted_in_subscription_types: {data: [{id: '1'}], has_more: true, total_count: 2},"
                        + " opted_out_subscription_types: {data: [{id: '2'}]}}");

        assertThat(contact.at("/subscriptions/data").findValuesAsText("opted")).containsExactly("in", "out");
        assertThat(ContactEnricher.hasMore(contact.path("subscriptions"))).isFalse();
    }

    @Test
    void subscriptions_that_are_refused_leave_a_list_that_is_not_whole() {
        intercom.fails("GET /contacts/c/subscriptions", 404);

        Enricher.Enriched.Complete contact = completed(
                calls(EnumSet.of(Enrichment.SUBSCRIPTIONS), false),
                "{id: 'c', opted_in_subscription_types: {data: [{id: '1'}], has_more: true},"
                        + " opted_out_subscription_types: {data: []}}");

        assertThat(contact.refused()).isPresent();
        assertThat(ContactEnricher.hasMore(contact.json().path("subscriptions")))
                .isTrue();
    }

    /** Responses arrive on several threads, and a JSON object is not thread-safe. */
    @Test
    void the_contact_is_filled_once_and_only_when_all_responses_are_there() {
        CompletableFuture<Reply> tags = new CompletableFuture<>();
        CompletableFuture<Reply> companies = new CompletableFuture<>();
        intercom.waits("GET /contacts/c/tags", tags).waits("GET /contacts/c/companies", companies);
        ObjectNode contact = json("{id: 'c', tags: {has_more: true}, companies: {has_more: true}}");
        EnrichmentCalls calls = calls(EnumSet.of(Enrichment.TAGS, Enrichment.COMPANIES), false);
        ObjectNode before = contact.deepCopy();

        CompletableFuture<Enricher.Enriched> completed =
                new ContactEnricher(calls, "user").complete(contact, clock.instant());
        companies.complete(found(Request.get("/contacts/c/companies"), "{data: [{id: '2'}]}", clock.instant()));

        assertThat(completed).isNotDone();
        assertThat(contact).isEqualTo(before);

        tags.complete(found(Request.get("/contacts/c/tags"), "{data: [{id: '1'}]}", clock.instant()));

        assertThat(completed).isCompleted();
        assertThat(contact.at("/tags/data/0/id").asText()).isEqualTo("1");
        assertThat(contact.at("/companies/data/0/id").asText()).isEqualTo("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "companies"})
    void all_pages_of_a_list_are_read_whichever_way_they_are_linked(String array) {
        intercom.answers(
                "GET /contacts/c/companies",
                "{%s: [{id: '1'}], pages: {next: 'https://api.intercom.io/contacts/c/companies?page=2&per_page=60'}}"
                        .formatted(array),
                "{%s: [{id: '2'}], pages: {next: {page: 3, starting_after: 'x'}}}".formatted(array),
                "{%s: [{id: '3'}], pages: {next: null}}".formatted(array));

        ObjectNode contact =
                complete(EnumSet.of(Enrichment.COMPANIES), false, "{id: 'c', companies: {data: [], has_more: true}}");

        assertThat(contact.at("/companies/data"))
                .isEqualTo(json("{l: [{id: '1'}, {id: '2'}, {id: '3'}]}").path("l"));
        assertThat(intercom.asked())
                .containsExactly(
                        "GET /contacts/c/companies?per_page=60",
                        "GET /contacts/c/companies?page=2&per_page=60",
                        "GET /contacts/c/companies?per_page=60&page=3&starting_after=x");
    }

    @Test
    void a_list_that_goes_on_without_items_is_asked_for_again_and_then_counts_as_refused() {
        String empty = "{data: [], pages: {next: {starting_after: 'x'}}}";
        intercom.eachOnce()
                .answers(
                        "GET /contacts/c/notes",
                        "{data: [{id: '1'}], pages: {next: {starting_after: 'x'}}}",
                        empty,
                        empty,
                        empty);

        Enricher.Enriched.Complete contact = completed(calls(EnumSet.of(Enrichment.NOTES), false), "{id: 'c'}");

        assertThat(contact.json().has("notes")).isFalse();
        assertThat(contact.refused()).isPresent();
        assertThat(intercom.asked()).hasSize(4);
    }

    @Test
    void a_list_that_goes_on_without_items_once_is_read_to_its_end() {
        intercom.eachOnce()
                .answers(
                        "GET /contacts/c/notes",
                        "{data: [{id: '1'}], pages: {next: {starting_after: 'x'}}}",
                        "{data: [], pages: {next: {starting_after: 'x'}}}",
                        "{data: [{id: '2'}]}");

        assertThat(complete(EnumSet.of(Enrichment.NOTES), false, "{id: 'c'}").at("/notes/data"))
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{page: 2}",
                "{}",
                "{starting_after: null}",
                "''",
                "'https://api.intercom.io/contacts/c/notes'",
                "2",
                "[]"
            })
    void a_page_whose_next_one_cannot_be_asked_for_is_not_the_last(String next) {
        String first = "{data: [{id: '1'}], pages: {next: {starting_after: 'x'}}}";
        String torn = "{data: [{id: '1'}], pages: {next: %s}}".formatted(next);
        String last = "{data: [{id: '2'}], pages: {next: null}}";
        intercom.eachOnce().answers("GET /contacts/c/notes", torn, torn, first, last, torn, torn, torn);

        assertThat(complete(EnumSet.of(Enrichment.NOTES), false, "{id: 'c'}").at("/notes/data"))
                .hasSize(2);

        Enricher.Enriched.Complete contact = completed(calls(EnumSet.of(Enrichment.NOTES), false), "{id: 'c'}");
        assertThat(contact.json().has("notes")).isFalse();
        assertThat(contact.refused()).isPresent();
    }

    /** That is documented, and one answer may be wrong in that way. */
    @Test
    void an_event_that_is_null_is_believed_of_two_answers() {
        String doubtful = "{events: [null]}";
        intercom.eachOnce().answers("GET /events", doubtful, "{events: [{name: 'e'}]}", doubtful, doubtful);
        EnrichmentCalls calls = calls(EnumSet.of(Enrichment.EVENTS), false);

        assertThat(completed(calls, "{id: 'a'}").json().at("/events/0/name").asText())
                .isEqualTo("e");
        Enricher.Enriched.Complete none = completed(calls, "{id: 'b'}");
        assertThat(none.refused()).isEmpty();
        assertThat(none.json().at("/events/0").isNull()).isTrue();
    }

    /** A page may name the first one as the next, and items move from page to page while new ones come. */
    @ParameterizedTest
    @ValueSource(strings = {"'https://api.intercom.io/contacts/c/notes?page=1'", "{page: 2, starting_after: 'x'}"})
    void an_item_that_comes_twice_counts_once(String next) {
        intercom.eachOnce()
                .answers(
                        "GET /contacts/c/notes",
                        "{data: [{id: '1'}, {id: 2}], pages: {next: %s}}".formatted(next),
                        "{data: [{id: '2'}, {id: '3'}], pages: {next: {starting_after: 'y'}}}",
                        "{data: [{id: '1'}, {id: 3}, {id: '4'}]}");

        assertThat(complete(EnumSet.of(Enrichment.NOTES), false, "{id: 'c', notes: {data: [], total_count: 4}}")
                        .at("/notes/data")
                        .findValuesAsText("id"))
                .containsExactly("1", "2", "3", "4");
    }

    @Test
    void pages_that_name_each_other_are_not_followed_for_ever() {
        intercom.answers("GET /contacts/c/notes", "{data: [{id: '1'}], pages: {next: {starting_after: 'x'}}}")
                .otherwise(request -> Optional.of("{data: [{id: '1'}], pages: {next: {starting_after: '%s'}}}"
                        .formatted(intercom.asked().size() % 2 == 0 ? "y" : "x")));

        assertThat(completed(calls(EnumSet.of(Enrichment.NOTES), false), "{id: 'c'}")
                        .refused())
                .isPresent();
        assertThat(intercom.asked()).hasSizeLessThan(20);
    }

    /** It may be there all the same. */
    @Test
    void a_contact_that_no_permission_shows_has_not_vanished() {
        for (String id : List.of("a", "b", "c", "d")) {
            intercom.fails("GET /contacts/" + id, 403);
        }
        ContactEnricher users = new ContactEnricher(calls(EnumSet.noneOf(Enrichment.class), true), "user");

        for (String id : List.of("a", "b", "c", "d", "d")) {
            assertThat(users.again(id).join()).isInstanceOf(Enricher.Enriched.Inaccessible.class);
        }
    }

    @Test
    void a_page_that_is_its_own_next_is_not_followed_for_ever() {
        String page = "{data: [{id: '1'}], pages: {next: 'https://api.intercom.io/contacts/c/notes?page=2'}}";
        intercom.eachOnce().answers("GET /contacts/c/notes", page, page, page, page);

        Enricher.Enriched.Complete contact = completed(calls(EnumSet.of(Enrichment.NOTES), false), "{id: 'c'}");

        assertThat(contact.refused()).isPresent();
        assertThat(intercom.asked()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            NOTES     | notes     | GET /contacts/c/notes     | {}
            NOTES     | notes     | GET /contacts/c/notes     | {type: 'error.list', errors: []}
            NOTES     | notes     | GET /contacts/c/notes     | {data: null}
            NOTES     | notes     | GET /contacts/c/notes     | {data: 'text'}
            NOTES     | notes     | GET /contacts/c/notes     | {data: {}}
            NOTES     | notes     | GET /contacts/c/notes     | {notes: 5}
            TAGS      | tags      | GET /contacts/c/tags      | {}
            TAGS      | tags      | GET /contacts/c/tags      | {type: 'error.list', errors: []}
            TAGS      | tags      | GET /contacts/c/tags      | {tags: 'text'}
            COMPANIES | companies | GET /contacts/c/companies | {}
            COMPANIES | companies | GET /contacts/c/companies | {data: true}
            EVENTS    | events    | GET /events               | {}
            EVENTS    | events    | GET /events               | {events: null}
            EVENTS    | events    | GET /events               | {events: 'text'}
            EVENTS    | events    | GET /events               | {type: 'error.list', errors: []}
            """)
    void an_answer_without_its_list_is_asked_for_again_and_never_taken_for_an_empty_one(
            Enrichment detail, String field, String request, String body) {
        String contact = "{id: 'c', role: 'user', tags: {data: [{id: '1'}], has_more: true},"
                + " companies: {data: [{id: '1'}], has_more: true}}";
        String whole = "{%s: [{id: '1', name: 'a'}, {id: '2', name: 'b'}]}"
                .formatted(detail == Enrichment.EVENTS ? "events" : "data");
        intercom.eachOnce();
        for (int wrong = 0; wrong <= 2; wrong++) {
            for (int i = 0; i < wrong; i++) {
                intercom.answers(request, body);
            }
            intercom.answers(request, whole);

            Enricher.Enriched.Complete sound = completed(calls(EnumSet.of(detail), false), contact);

            assertThat(sound.refused()).as("wrong %d times", wrong).isEmpty();
            JsonNode list = sound.json().path(field);
            assertThat(list.isArray() ? list : list.path("data")).hasSize(2);
        }

        intercom.answers(request, body, body, body);
        Enricher.Enriched.Complete flawed = completed(calls(EnumSet.of(detail), false), contact);

        assertThat(flawed.refused()).as("wrong for ever").isPresent();
        assertThat(flawed.json().path(field).isEmpty())
                .as("what the contact itself shows")
                .isEqualTo(detail == Enrichment.NOTES || detail == Enrichment.EVENTS);
        assertThat(flawed.json().has(field)).isEqualTo(detail != Enrichment.NOTES && detail != Enrichment.EVENTS);
        assertThat(denied).isEmpty();
    }

    /** Counts may include what is long gone. */
    @Test
    void a_list_that_counts_more_than_it_brings_three_times_is_whole() {
        String list = "{data: [%s], total_count: 14}".formatted(String.join(",", Collections.nCopies(11, "{id: '1'}")));
        intercom.eachOnce().answers("GET /contacts/c/tags", list, list, list, list);
        String contact = "{id: 'c', tags: {data: [{id: '1'}], total_count: 14, has_more: true}}";
        EnrichmentCalls calls = calls(EnumSet.of(Enrichment.TAGS), false);

        Enricher.Enriched.Complete whole = completed(calls, contact);

        assertThat(whole.refused()).isEmpty();
        assertThat(whole.json().at("/tags/data")).hasSize(11);
        assertThat(whole.json().at("/tags/total_count").asInt()).isEqualTo(11);
        assertThat(intercom.asked()).hasSize(3);
        assertThat(completed(calls, contact).json().at("/tags/data")).hasSize(11);
        assertThat(intercom.asked()).as("known by now").hasSize(4);
    }

    @Test
    void a_list_that_is_short_once_is_read_again() {
        intercom.eachOnce();
        for (int size : new int[] {11, 14}) {
            intercom.answers(
                    "GET /contacts/c/tags",
                    "{data: [%s]}".formatted(String.join(",", Collections.nCopies(size, "{id: '1'}"))));
        }

        Enricher.Enriched.Complete contact = completed(
                calls(EnumSet.of(Enrichment.TAGS), false),
                "{id: 'c', tags: {data: [], total_count: 14, has_more: true}}");

        assertThat(contact.json().at("/tags/data")).hasSize(14);
        assertThat(contact.refused()).isEmpty();
    }

    @Test
    void an_event_summary_is_whole_whatever_it_says_of_a_next_page() {
        intercom.answers(
                "GET /events", "{events: [{name: 'a'}], pages: {next: 'https://api.intercom.io/events?before=1'}}");

        ObjectNode contact = complete(EnumSet.of(Enrichment.EVENTS), false, "{id: 'c', role: 'user'}");

        assertThat(contact.path("events")).hasSize(1);
        assertThat(intercom.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void a_contact_deleted_or_merged_since_it_was_listed_keeps_what_the_list_showed(int status) {
        intercom.fails("GET /contacts/c/tags", status);

        Enricher.Enriched.Complete contact = completed(
                calls(EnumSet.of(Enrichment.TAGS), false), "{id: 'c', tags: {data: [{id: '1'}], has_more: true}}");

        assertThat(contact.json().at("/tags/data")).hasSize(1);
        assertThat(contact.refused()).as("whether it waits for the rest").isPresent();
    }

    @Test
    void inlined_notes_which_have_no_text_make_no_rows_where_notes_are_denied() {
        EnrichmentCalls calls = calls(EnumSet.of(Enrichment.NOTES), true);
        for (String id : List.of("a", "b", "c")) {
            intercom.fails("GET /contacts/" + id + "/notes", 403);
        }

        for (String id : List.of("a", "b", "c", "d")) {
            ObjectNode contact = complete(calls, "{id: '" + id + "', notes: {data: [{id: '1'}], total_count: 1}}");
            assertThat(contact.at("/notes/data")).as(id).isEmpty();
        }
        assertThat(denied).containsExactly(Enrichment.NOTES);
    }

    @ParameterizedTest
    @CsvSource({"true, 401", "false, 401", "true, 500", "false, 500"})
    void a_detail_that_is_refused_whoever_it_is_about_ends_the_stream_at_once(boolean skipDenied, int status) {
        intercom.fails("GET /events", status);
        EnrichmentCalls calls = calls(EnumSet.of(Enrichment.EVENTS), skipDenied);

        assertThatThrownBy(() -> complete(calls, "{id: 'c', role: 'user'}"))
                .hasCauseInstanceOf(IntercomException.class)
                .hasMessageContaining("GET /events was answered " + status);
        assertThat(denied).isEmpty();
    }

    private ObjectNode complete(Set<Enrichment> needed, boolean skipDenied, String contact) {
        return complete(calls(needed, skipDenied), contact);
    }

    private ObjectNode complete(EnrichmentCalls calls, String contact) {
        return completed(calls, contact).json();
    }

    private Enricher.Enriched.Complete completed(EnrichmentCalls calls, String contact) {
        Enricher.Enriched completed = new ContactEnricher(
                        calls, json(contact).path("role").asText("user"))
                .complete(json(contact), clock.instant())
                .join();
        assertThat(((Enricher.Enriched.Complete) completed).asOf()).isEqualTo(clock.instant());
        return (Enricher.Enriched.Complete) completed;
    }

    private EnrichmentCalls calls(Set<Enrichment> needed, boolean skipDenied) {
        return new EnrichmentCalls(intercom, needed, skipDenied, new StreamListener() {
            @Override
            public void detailDenied(Enrichment detail, Failure failure) {
                denied.add(detail);
            }
        });
    }
}
