package io.kafkaconnect.intercom.reader.enrich;

import static io.kafkaconnect.intercom.reader.ScriptedIntercom.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.support.ManualClock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A refusal is about the entity it was given for, until so many are refused that a permission must be missing. */
class EnrichmentPermissionsTest {
    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final ScriptedIntercom intercom = new ScriptedIntercom(clock);
    private final List<String> heard = new ArrayList<>();

    private ContactEnricher users(boolean skipDenied) {
        intercom.eachOnce();
        StreamListener listener = new StreamListener() {
            @Override
            public void detailDenied(Enrichment detail, Failure failure) {
                heard.add("denied " + detail);
            }

            @Override
            public void detailPermitted(Enrichment detail) {
                heard.add("permitted " + detail);
            }
        };
        return new ContactEnricher(
                new EnrichmentCalls(intercom, EnumSet.of(Enrichment.EVENTS), skipDenied, listener), "user");
    }

    private Enricher.Enriched.Complete answered(ContactEnricher users, String id) {
        intercom.answers("GET /events", "{events: [{name: 'e'}]}");
        Enricher.Enriched.Complete user = user(users, id);
        assertThat(user.json().path("events")).as(id).hasSize(1);
        assertThat(user.refused()).as(id).isEmpty();
        return user;
    }

    private Enricher.Enriched.Complete refused(ContactEnricher users, String id, int status) {
        intercom.fails("GET /events", status);
        Enricher.Enriched.Complete user = user(users, id);
        assertThat(user.json().has("events")).as(id).isFalse();
        return user;
    }

    private Enricher.Enriched.Complete user(ContactEnricher users, String id) {
        return (Enricher.Enriched.Complete)
                users.complete(json("{id: '" + id + "'}"), clock.instant()).join();
    }

    @ParameterizedTest
    @CsvSource({
        "false, 400", "false, 402", "false, 403", "false, 409", "false, 422",
        "true, 400", "true, 402", "true, 403", "true, 409", "true, 422"
    })
    void one_entity_that_is_refused_among_others_that_are_answered_waits_alone(boolean skipDenied, int status) {
        ContactEnricher users = users(skipDenied);

        answered(users, "a");
        assertThat(refused(users, "b", status).refused())
                .hasValueSatisfying(failure -> assertThat(failure.status()).isEqualTo(status));
        answered(users, "c");
        for (int again = 0; again < 50; again++) {
            assertThat(refused(users, "b", status).refused()).isPresent();
        }
        answered(users, "d");

        assertThat(heard).isEmpty();
    }

    /** It may be the first that is asked for after a start. */
    @ParameterizedTest
    @CsvSource({"false, 403", "true, 403", "false, 402", "true, 402"})
    void neither_do_two_that_are_refused_before_any_is_answered_mean_a_missing_permission(
            boolean skipDenied, int status) {
        ContactEnricher users = users(skipDenied);

        assertThat(refused(users, "a", status).refused()).isPresent();
        assertThat(refused(users, "b", status).refused()).isPresent();
        assertThat(refused(users, "a", status).refused()).isPresent();
        answered(users, "c");
        assertThat(refused(users, "a", status).refused()).isPresent();
        assertThat(refused(users, "b", status).refused()).isPresent();
        assertThat(refused(users, "d", status).refused()).isPresent();

        assertThat(heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 403})
    void three_refused_and_none_answered_end_the_stream_with_the_permission_that_is_missing(int status) {
        ContactEnricher users = users(false);
        refused(users, "a", status);
        refused(users, "b", status);

        assertThatThrownBy(() -> refused(users, "c", status))
                .hasMessageContaining("GET /events was answered " + status)
                .cause()
                .asInstanceOf(InstanceOfAssertFactories.type(IntercomException.class))
                .extracting(IntercomException::permission)
                .isEqualTo(Optional.of("Read events"));
        assertThat(heard).isEmpty();
    }

    @Test
    void what_is_left_out_is_told_once_and_asked_for_once_a_pass_until_it_is_permitted() {
        ContactEnricher users = users(true);
        users.passBegins();
        refused(users, "a", 403);
        refused(users, "b", 403);
        assertThat(refused(users, "c", 403).refused()).as("left out for all").isEmpty();
        assertThat(user(users, "d").refused()).isEmpty();
        assertThat(user(users, "e").refused()).isEmpty();
        assertThat(intercom.asked()).hasSize(3);

        users.passBegins();
        refused(users, "f", 403);
        user(users, "g");
        assertThat(intercom.asked()).as("once a pass").hasSize(4);
        assertThat(heard).containsExactly("denied EVENTS");

        users.passBegins();
        answered(users, "h");
        assertThat(heard).containsExactly("denied EVENTS", "permitted EVENTS");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_permission_that_is_taken_away_is_noticed_after_twenty_refusals(boolean skipDenied) {
        ContactEnricher users = users(skipDenied);
        answered(users, "a");
        for (int i = 0; i < 19; i++) {
            assertThat(refused(users, "b" + i, 403).refused()).isPresent();
        }
        if (skipDenied) {
            assertThat(refused(users, "c", 403).refused()).isEmpty();
            assertThat(heard).containsExactly("denied EVENTS");
        } else {
            assertThatThrownBy(() -> refused(users, "c", 403)).hasCauseInstanceOf(IntercomException.class);
        }
    }

    /** Of many contacts, some that are refused one by one may be the first that are answered in a new reading of all. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_was_answered_before_refusals_are_forgotten_is_still_permitted(boolean skipDenied) {
        ContactEnricher users = users(skipDenied);
        answered(users, "a");
        users.forgetRefusals();

        for (int i = 0; i < 19; i++) {
            assertThat(refused(users, "b" + i, 403).refused()).isPresent();
        }
        assertThat(heard).isEmpty();
    }

    /** 422 says that Intercom does not understand the request: no permission changes that. */
    @ParameterizedTest
    @ValueSource(ints = {400, 409, 422})
    void refusals_of_another_kind_never_mean_a_missing_permission(int status) {
        ContactEnricher users = users(true);

        for (int i = 0; i < 30; i++) {
            assertThat(refused(users, "a" + i, status).refused()).isPresent();
        }

        assertThat(heard).isEmpty();
    }

    /** They may answer that there is nothing. */
    @Test
    void a_detail_that_does_not_exist_is_permitted() {
        ContactEnricher users = users(false);

        for (int i = 0; i < 10; i++) {
            refused(users, "a" + i, 404);
            refused(users, "b" + i, 403);
            refused(users, "c" + i, 403);
        }
        answered(users, "d");
    }
}
