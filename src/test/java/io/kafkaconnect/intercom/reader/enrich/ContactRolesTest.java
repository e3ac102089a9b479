package io.kafkaconnect.intercom.reader.enrich;

import static io.kafkaconnect.intercom.reader.ScriptedIntercom.found;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.support.ManualClock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ContactRolesTest {
    private static final String SEARCH = "POST /contacts/search";

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final ScriptedIntercom intercom = new ScriptedIntercom(clock);
    private final ContactRoles roles = new ContactRoles(
            new EnrichmentCalls(intercom, EnumSet.of(Enrichment.ROLES), false, new StreamListener() {}), true, 2);

    @Test
    void more_contacts_than_are_remembered_have_their_roles_all_the_same() {
        intercom.answers(SEARCH, "{data: [{id: '1', role: 'user'}, {id: '2', role: 'lead'}, {id: '3', role: 'user'}]}");

        assertThat(roles.find(Set.of("1", "2", "3")).join().names())
                .isEqualTo(Map.of("1", "user", "2", "lead", "3", "user"));
    }

    @Test
    void a_contact_that_others_push_out_while_it_is_looked_up_with_them_has_its_role() {
        intercom.answers(
                SEARCH,
                "{data: [{id: '1', role: 'lead'}]}",
                "{data: [{id: '2', role: 'user'}, {id: '3', role: 'user'}]}");
        roles.find(Set.of("1")).join();

        assertThat(roles.find(Set.of("1", "2", "3")).join().names())
                .isEqualTo(Map.of("1", "lead", "2", "user", "3", "user"));
        assertThat(intercom.last().body().at("/query/value")).hasSize(2);
    }

    @Test
    void the_least_recently_used_is_forgotten_first() {
        intercom.answers(
                SEARCH,
                "{data: [{id: '1', role: 'lead'}]}",
                "{data: [{id: '2', role: 'lead'}]}",
                "{data: [{id: '3', role: 'lead'}]}",
                "{data: [{id: '2', role: 'user'}]}");
        roles.find(Set.of("1")).join();
        roles.find(Set.of("2")).join();
        roles.find(Set.of("1")).join();
        roles.find(Set.of("3")).join();

        assertThat(roles.find(Set.of("1")).join().names()).containsEntry("1", "lead");
        assertThat(roles.find(Set.of("2")).join().names()).containsEntry("2", "user");
    }

    @Test
    void those_whose_answer_is_not_there_yet_are_not_asked_for_again() {
        CompletableFuture<Reply> late = new CompletableFuture<>();
        intercom.waits(SEARCH, late);
        CompletableFuture<ContactRoles.FoundRoles> first = roles.find(Set.of("1", "2"));
        CompletableFuture<ContactRoles.FoundRoles> second = roles.find(Set.of("2"));

        intercom.fails("GET /contacts/2", 404);
        late.complete(found(intercom.last(), "{data: [{id: '1', role: 'user'}]}", clock.instant()));

        assertThat(first.join().names()).isEqualTo(Map.of("1", "user"));
        assertThat(second.join().names()).isEmpty();
        assertThat(intercom.asked()).containsExactly(SEARCH, "GET /contacts/2");
    }

    /** The search refuses the id 2, in whatever company it is asked for. */
    @Test
    void one_id_that_the_search_refuses_keeps_the_roles_of_no_others() {
        intercom.fails(SEARCH, 400)
                .fails(SEARCH, 400)
                .answers(SEARCH, "{data: [{id: '1', role: 'user'}]}")
                .fails(SEARCH, 400)
                .answers(SEARCH, "{data: [{id: '3', role: 'lead'}, {id: '4', role: 'user'}]}");

        assertThat(roles.find(new TreeSet<>(Set.of("1", "2", "3", "4"))).join().names())
                .containsEntry("1", "user")
                .containsEntry("3", "lead")
                .containsEntry("4", "user")
                .doesNotContainKey("2");
    }

    /** A search that is absent says nothing of any contact. */
    @Test
    void contacts_whose_search_is_answered_404_have_their_roles_by_their_ids() {
        intercom.fails(SEARCH, 404)
                .fails(SEARCH, 404)
                .answers(SEARCH, "{data: [{id: '2', role: 'lead'}]}")
                .answers("GET /contacts/1", "{id: '1', role: 'user'}")
                .answers("GET /contacts/2", "{id: '2', role: 'lead'}");

        assertThat(roles.find(new TreeSet<>(Set.of("1", "2"))).join().names())
                .isEqualTo(Map.of("1", "user", "2", "lead"));
    }
}
