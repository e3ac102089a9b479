package io.kafkaconnect.intercom.reader.enrich;

import static io.kafkaconnect.intercom.reader.ScriptedIntercom.failed;
import static io.kafkaconnect.intercom.reader.ScriptedIntercom.json;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationEnricherTest {
    private static final String GET = "GET /conversations/c";
    private static final String SEARCH = "POST /contacts/search";
    private static final Instant LISTED = Instant.parse("2026-05-01T11:59:00Z");

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final ScriptedIntercom intercom = new ScriptedIntercom(clock);
    private final List<String> heard = new ArrayList<>();
    private final StreamListener listener = new StreamListener() {
        @Override
        public void partsMissing(String conversationId, long declared, int got) {
            heard.add(conversationId + " " + declared + " " + got);
        }

        @Override
        public void vanished() {
            heard.add("vanished");
        }
    };

    @Test
    void nothing_is_asked_when_no_table_needs_more_than_the_list_shows() {
        ConversationEnricher enricher = enricher(Set.of(), false);
        ListedEntity listed = listed("{id: 'c', contacts: {contacts: [{id: '1'}]}}");

        enricher.page(List.of(listed));
        Enricher.Enriched completed = enricher.complete(listed).join();

        assertThat(completed).isEqualTo(new Enricher.Enriched.Complete(listed.json(), LISTED));
        assertThat(intercom.asked()).isEmpty();
    }

    @Test
    void the_single_conversation_replaces_the_listed_one_as_of_its_own_time() {
        String single = "{id: 'c', title: 'single', contacts: {contacts: []}, tags: {tags: []},"
                + " conversation_parts: {conversation_parts: []}}";
        intercom.eachOnce().answers(GET, single);

        Enricher.Enriched completed = enricher(EnumSet.of(Enrichment.CONVERSATION), false)
                .complete(listed("{id: 'c', title: 'listed'}"))
                .join();

        assertThat(completed).isEqualTo(new Enricher.Enriched.Complete(json(single), clock.instant()));
        assertThat(intercom.asked()).containsExactly(GET + "?display_as=plaintext");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void a_conversation_gone_since_it_was_listed_has_vanished(int status) {
        intercom.fails(GET, status);

        Enricher.Enriched completed = enricher(EnumSet.of(Enrichment.CONVERSATION), false)
                .complete(listed("{id: 'c'}"))
                .join();

        assertThat(completed).isInstanceOf(Enricher.Enriched.Vanished.class);
        assertThat(heard).as("told of one answer").isEmpty();
    }

    @Test
    void where_single_conversations_are_denied_the_listed_one_is_taken_also_for_those_under_way() {
        CompletableFuture<Reply> late = new CompletableFuture<>();
        intercom.fails(GET, 403).waits("GET /conversations/d", late);
        ConversationEnricher enricher = denied(EnumSet.of(Enrichment.CONVERSATION));
        CompletableFuture<Enricher.Enriched> underWay = enricher.complete(listed("{id: 'd'}"));

        Enricher.Enriched first = enricher.complete(listed("{id: 'c'}")).join();
        Enricher.Enriched later = enricher.complete(listed("{id: 'e'}")).join();
        late.complete(failed(Request.get("/conversations/d"), 403));

        assertThat(first).isEqualTo(new Enricher.Enriched.Complete(json("{id: 'c'}"), LISTED));
        assertThat(later).isEqualTo(new Enricher.Enriched.Complete(json("{id: 'e'}"), LISTED));
        assertThat(underWay.join()).isEqualTo(new Enricher.Enriched.Complete(json("{id: 'd'}"), LISTED));
        assertThat(heard).isEmpty();
    }

    /** Two were refused: that of a third one means a missing permission. */
    private ConversationEnricher denied(Set<Enrichment> needed) {
        ConversationEnricher enricher = enricher(needed, true);
        for (String id : List.of("x", "y")) {
            intercom.fails("GET /conversations/" + id, 403);
            assertThat(enricher.complete(listed("{id: '" + id + "'}")).join())
                    .isInstanceOf(Enricher.Enriched.Inaccessible.class);
        }
        return enricher;
    }

    @Test
    void of_a_listed_conversation_only_what_its_completion_needs_is_kept() {
        String listed = "{id: 'c', contacts: {contacts: [{id: '1'}]}, source: {},"
                + " statistics: {count_conversation_parts: 7, count_reopens: 1}}";

        ListedEntity reduced =
                enricher(EnumSet.of(Enrichment.CONVERSATION), false).retainForEnrichment(listed(listed));

        assertThat(reduced.isReduced()).isTrue();
        assertThat(reduced.json())
                .isEqualTo(json(
                        "{id: 'c', contacts: {contacts: [{id: '1'}]}, statistics: {count_conversation_parts: 7}}"));
        assertThat(enricher(Set.of(), false).retainForEnrichment(listed(listed)))
                .isEqualTo(listed(listed));
    }

    @Test
    void the_page_of_a_reduced_conversation_still_holds_all_of_it() {
        ListedEntity listed = listed("{id: 'c', source: {}, statistics: {count_reopens: 1}}");

        enricher(EnumSet.of(Enrichment.CONVERSATION), false).retainForEnrichment(listed);

        assertThat(listed).isEqualTo(listed("{id: 'c', source: {}, statistics: {count_reopens: 1}}"));
    }

    @Test
    void a_field_of_intercoms_does_not_mark_a_conversation_as_reduced() {
        ListedEntity listed = listed("{id: 'c', only_kept: true}");

        assertThat(enricher(Set.of(), false).complete(listed).join())
                .isEqualTo(new Enricher.Enriched.Complete(listed.json(), LISTED));
    }

    @Test
    void where_single_conversations_are_denied_and_the_listed_one_is_not_whole_any_more_the_list_must_be_read_again() {
        intercom.fails(GET, 403);
        ConversationEnricher enricher = denied(EnumSet.of(Enrichment.CONVERSATION));
        ListedEntity first = enricher.retainForEnrichment(listed("{id: 'c', title: 'listed'}"));
        ListedEntity second = enricher.retainForEnrichment(listed("{id: 'd', title: 'listed'}"));

        assertThat(enricher.complete(first).join()).isInstanceOf(Enricher.Enriched.Incomplete.class);
        assertThat(enricher.complete(second).join()).isInstanceOf(Enricher.Enriched.Incomplete.class);
        ListedEntity again = enricher.retainForEnrichment(listed("{id: 'c', title: 'listed'}"));
        assertThat(enricher.complete(again).join())
                .isEqualTo(new Enricher.Enriched.Complete(json("{id: 'c', title: 'listed'}"), LISTED));
    }

    /** Before the first response, a part counts as long. */
    @ParameterizedTest
    @CsvSource({"{}, 15000", "{count_conversation_parts: 7}, 120000", "{count_conversation_parts: 9000}, 7515000"})
    void a_conversation_needs_the_memory_of_its_parts(String statistics, long bytes) {
        ListedEntity listed = listed("{id: 'c', statistics: " + statistics + "}");

        assertThat(enricher(EnumSet.of(Enrichment.CONVERSATION), false).memory(listed))
                .isEqualTo(bytes);
        assertThat(enricher(Set.of(), false).memory(listed)).isEqualTo(6_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            500 | {count_conversation_parts: 700} | c 699 500
            500 | {count_conversation_parts: 502} | c 501 500
            500 | {count_conversation_parts: 501} |
            500 | {count_conversation_parts: 500} |
            500 | null                            |
            499 | {count_conversation_parts: 700} |
            1   | {count_conversation_parts: 7}   |
            1   | {count_conversation_parts: 3}   |
            1   | {count_conversation_parts: 2}   |
            1   | {count_conversation_parts: 1}   |
            0   | {count_conversation_parts: 1}   |
            1   | {count_conversation_parts: 0}   |
            1   | null                            |
            """)
    void parts_beyond_those_that_intercom_gives_are_told(int parts, String statistics, String told) {
        intercom.answers(GET, single(parts, statistics));

        completedAtLast(enricher(EnumSet.of(Enrichment.CONVERSATION), false));

        assertThat(heard).isEqualTo(told == null ? List.of() : List.of(told));
    }

    /** Statistics count the opening message as well; counts may include parts that are long gone. */
    @ParameterizedTest
    @CsvSource({"1, 2, 1", "1, 1, 1", "0, 1, 1", "1, 3, 9", "499, 501, 9", "500, 700, 1"})
    void a_conversation_with_less_parts_than_it_counts_waits_until_it_came_so_by_three_looks_of_three_answers(
            int parts, int counted, int asked) {
        String single = single(parts, "{count_conversation_parts: " + counted + "}");
        intercom.eachOnce();
        for (int i = 0; i <= asked; i++) {
            intercom.answers(GET, single);
        }
        ConversationEnricher enricher = enricher(EnumSet.of(Enrichment.CONVERSATION), false);

        assertThat(completedAtLast(enricher)).isEqualTo(asked == 1 ? 1 : 3);
        assertThat(intercom.asked()).hasSize(asked);
        assertThat(completedAtLast(enricher)).isEqualTo(1);
        assertThat(intercom.asked()).as("as that is known").hasSize(asked + 1);
    }

    /** Looks until the conversation is complete; says how many that took. */
    private int completedAtLast(ConversationEnricher enricher) {
        for (int looks = 1; looks <= 3; looks++) {
            Enricher.Enriched completed = enricher.complete(listed("{id: 'c'}")).join();
            if (completed instanceof Enricher.Enriched.Complete) {
                return looks;
            }
            assertThat(completed).isInstanceOf(Enricher.Enriched.Inaccessible.class);
        }
        throw new AssertionError("not complete");
    }

    @Test
    void an_answer_with_less_parts_than_it_counts_is_asked_for_again() {
        intercom.eachOnce()
                .answers(
                        GET,
                        single(3, "{count_conversation_parts: 6}"),
                        single(4, "{count_conversation_parts: 6}"),
                        single(5, "{count_conversation_parts: 6}"));

        Enricher.Enriched.Complete whole =
                (Enricher.Enriched.Complete) enricher(EnumSet.of(Enrichment.CONVERSATION), false)
                        .complete(listed("{id: 'c'}"))
                        .join();

        assertThat(whole.json().at("/conversation_parts/conversation_parts")).hasSize(5);
    }

    private static String single(int parts, String statistics) {
        String each =
                IntStream.range(0, parts).mapToObj(i -> "{id: 'p" + i + "'}").collect(Collectors.joining(","));
        return "{id: 'c', contacts: {contacts: []}, tags: {tags: []}, statistics: " + statistics
                + ", conversation_parts: {conversation_parts: [" + each + "]}}";
    }

    @Test
    void the_roles_of_a_page_are_looked_up_in_one_search_and_once_a_pass() {
        intercom.answers(SEARCH, "{data: [{id: '1', role: 'user'}, {id: '2', role: 'lead'}]}");
        ConversationEnricher enricher = enricher(EnumSet.of(Enrichment.ROLES), false);
        List<ListedEntity> page =
                List.of(listed(conversation("1", "2")), listed(conversation("2")), listed(conversation()));

        enricher.page(page);
        assertThat(page.stream().map(listed -> roles(enricher, listed.json())))
                .containsExactly("user lead", "lead", "");
        assertThat(roles(enricher, conversation("1"))).isEqualTo("user");
        assertThat(intercom.asked()).containsExactly(SEARCH);
        assertThat(intercom.last().body().path("query"))
                .isEqualTo(json("{field: 'id', operator: 'IN', value: ['1', '2']}"));

        intercom.answers(SEARCH, "{data: [{id: '1', role: 'lead'}]}");
        assertThat(roles(enricher, conversation("2"))).isEqualTo("lead");
        enricher.passBegins();
        assertThat(roles(enricher, conversation("1"))).as("looked up anew").isEqualTo("lead");
    }

    /** The client asks for a smaller page when Intercom was too slow for the whole of it. */
    @Test
    void roles_that_did_not_fit_on_a_page_are_on_the_next() {
        intercom.answers(
                SEARCH,
                "{data: [{id: '1', role: 'user'}], total_count: 2, pages: {next: {page: 2, starting_after: 'x'}}}",
                "{data: [{id: '2', role: 'lead'}]}");

        assertThat(roles(enricher(EnumSet.of(Enrichment.ROLES), false), conversation("1", "2")))
                .isEqualTo("user lead");
        assertThat(intercom.last().body().at("/pagination/starting_after").asText())
                .isEqualTo("x");
    }

    @Test
    void at_most_a_hundred_contacts_are_looked_up_in_one_search() {
        for (int from = 0; from <= 200; from += 100) {
            String found = IntStream.range(from, Math.min(201, from + 100))
                    .mapToObj("{id: '%d', role: 'user'}"::formatted)
                    .collect(joining(", "));
            intercom.answers(SEARCH, "{data: [" + found + "]}");
        }
        String[] ids = IntStream.range(0, 201).mapToObj(Integer::toString).toArray(String[]::new);

        enricher(EnumSet.of(Enrichment.ROLES), false).page(List.of(listed(conversation(ids))));

        assertThat(intercom.asked()).hasSize(3);
        assertThat(intercom.last().body().at("/query/value")).hasSize(1);
        assertThat(intercom.last().pageSize()).isEqualTo(100);
    }

    /** The author's role is the one that they had when they wrote. */
    @Test
    void authors_tell_the_role_only_of_those_whom_intercom_does_not_know() {
        intercom.answers(SEARCH, "{data: [{id: '1', role: 'user'}]}");
        IntStream.rangeClosed(2, 4).forEach(id -> intercom.fails("GET /contacts/" + id, 404));

        assertThat(rolesOfSingle("1", "2", "3", "4")).isEqualTo("user lead user ?");
    }

    /** Nothing in a search's answer says that it lacks a contact that is there. */
    @Test
    void a_contact_that_a_search_does_not_show_is_asked_for_by_its_id() {
        intercom.answers(SEARCH, "{data: []}")
                .answers("GET /contacts/1", "{id: '1', role: 'user'}")
                .fails("GET /contacts/2", 410);

        assertThat(rolesOfSingle("1", "2")).isEqualTo("user lead");
    }

    /** The index of the search lags for every new contact: with that, one answer that there is none would be the only one. */
    @Test
    void one_answer_that_there_is_no_such_contact_is_not_believed() {
        intercom.eachOnce()
                .answers(SEARCH, "{data: []}")
                .fails("GET /contacts/1", 404)
                .answers("GET /contacts/1", "{id: '1', role: 'user'}")
                .fails("GET /contacts/2", 404)
                .fails("GET /contacts/2", 404);

        assertThat(rolesOfSingle("1", "2")).isEqualTo("user lead");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a b"})
    void nobody_asks_for_the_role_of_a_contact_without_an_id(String id) {
        intercom.answers(SEARCH, "{data: []}").answers("GET /contacts/1", "{id: '1', role: 'user'}");

        assertThat(roles(enricher(EnumSet.of(Enrichment.ROLES), false), withAuthors("1", id)))
                .startsWith("user");
        assertThat(intercom.asked()).hasSize(2);
    }

    /** It waits, and is not sent with the role that its author had. */
    @Test
    void a_role_that_is_refused_is_not_known() {
        intercom.answers(SEARCH, "{data: []}").fails("GET /contacts/1", 422);

        var completed = (Enricher.Enriched.Complete) enricher(EnumSet.of(Enrichment.ROLES), false)
                .complete(listed(withAuthors("1")))
                .join();

        assertThat(completed.refused()).get().extracting(Failure::status).isEqualTo(422);
    }

    @Test
    void authors_tell_the_roles_where_the_search_is_denied() {
        // Halves of the search are refused as well, and three refusals mean a missing permission.
        for (int i = 0; i < 5; i++) {
            intercom.fails(SEARCH, 403);
        }
        ConversationEnricher enricher = enricher(EnumSet.of(Enrichment.ROLES), true);

        assertThat(roles(enricher, withAuthors("1", "2", "3", "4"))).isEqualTo("lead lead user ?");
        assertThat(roles(enricher, withAuthors("1", "2", "3", "4"))).isEqualTo("lead lead user ?");
        assertThat(intercom.asked()).hasSize(5);
    }

    /** A list shows who wrote the first message. Only the conversation itself shows who wrote its parts. */
    @ParameterizedTest
    @CsvSource({"1 2, '', user lead", "3, '', user", "1 3 4, '', user user ?", "1, 404, user"})
    void without_a_table_of_parts_a_conversation_is_requested_only_for_authors_whom_intercom_does_not_know(
            String contacts, String single, String roles) {
        String[] ids = contacts.split(" ");
        intercom.answers(SEARCH, "{data: [" + (ids[0].equals("1") ? "{id: '1', role: 'user'}" : "") + "]}");
        IntStream.rangeClosed(2, 4).forEach(id -> intercom.fails("GET /contacts/" + id, 404));
        if (single.isEmpty()) {
            intercom.answers(GET, whole(ids).toString());
        } else {
            intercom.fails(GET, Integer.parseInt(single));
        }

        assertThat(roles(enricher(EnumSet.of(Enrichment.ROLES), false), ofList(ids)))
                .isEqualTo(roles);
        assertThat(heard).as("of parts that no table needs").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404, Vanished", "422, Inaccessible", "403, Inaccessible"})
    void a_conversation_that_is_not_given_for_its_authors_waits(int status, String outcome) {
        intercom.answers(SEARCH, "{data: []}").fails("GET /contacts/3", 404).fails(GET, status);

        Enricher.Enriched completed = enricher(EnumSet.of(Enrichment.ROLES), true)
                .complete(listed(ofList("3")))
                .join();

        assertThat(completed.getClass().getSimpleName()).isEqualTo(outcome);
    }

    /** The first message shows the role that the author had then. */
    @Test
    void where_single_conversations_are_denied_the_author_of_a_listed_one_tells_the_role() {
        for (String id : List.of("x", "y", "z")) {
            intercom.answers(SEARCH, "{data: []}").fails("GET /contacts/3", 404).fails("GET /conversations/" + id, 403);
        }
        ConversationEnricher enricher = enricher(EnumSet.of(Enrichment.ROLES), true);
        List<String> roles = new ArrayList<>();
        for (String id : List.of("x", "y", "z")) {
            ObjectNode listed = ofList("3").put("id", id);
            if (enricher.complete(listed(listed)).join() instanceof Enricher.Enriched.Complete complete) {
                roles.add(complete.json().at("/contacts/contacts/0/role").asText());
            }
        }

        assertThat(roles).as("of the third, after two refusals").containsExactly("lead");
    }

    /** The roles in a conversation whose parts a table needs. */
    private String rolesOfSingle(String... ids) {
        intercom.answers(GET, whole(ids).toString());
        return roles(enricher(EnumSet.of(Enrichment.CONVERSATION, Enrichment.ROLES), false), ofList(ids));
    }

    private static ObjectNode whole(String... ids) {
        ObjectNode whole = withAuthors(ids);
        whole.putObject("tags").putArray("tags");
        return whole;
    }

    /** A list shows no parts. */
    private static ObjectNode ofList(String... ids) {
        return withAuthors(ids).without("conversation_parts");
    }

    /** Contact 1 and 2 wrote as leads, 3 as a lead and later as a user; 4 is an admin's id too. */
    private static ObjectNode withAuthors(String... ids) {
        ObjectNode conversation = conversation(ids);
        conversation.setAll(json("""
                {source: {author: {type: 'lead', id: '3'}},
                 conversation_parts: {conversation_parts: [
                   {id: 'p1', author: {type: 'lead', id: '1'}},
                   {id: 'p2', author: {type: 'lead', id: '2'}},
                   {id: 'p3', author: {type: 'user', id: '3'}},
                   {id: 'p4', author: {type: 'admin', id: '4'}}]}}"""));
        return conversation;
    }

    private static ObjectNode conversation(String... contacts) {
        ObjectNode conversation = json("{id: 'c'}");
        var list = conversation.putObject("contacts").putArray("contacts");
        for (String contact : contacts) {
            list.addObject().put("id", contact);
        }
        return conversation;
    }

    private static ListedEntity listed(String json) {
        return listed(json(json));
    }

    private static ListedEntity listed(ObjectNode json) {
        return new ListedEntity(json.path("id").asText(), 0, json, LISTED);
    }

    private static String roles(ConversationEnricher enricher, ObjectNode listed) {
        var completed =
                (Enricher.Enriched.Complete) enricher.complete(listed(listed)).join();
        List<String> roles = new ArrayList<>();
        completed
                .json()
                .at("/contacts/contacts")
                .forEach(contact -> roles.add(contact.path("role").asText("?")));
        return String.join(" ", roles);
    }

    private ConversationEnricher enricher(Set<Enrichment> needed, boolean skipDenied) {
        return new ConversationEnricher(new EnrichmentCalls(intercom, needed, skipDenied, listener), listener);
    }
}
