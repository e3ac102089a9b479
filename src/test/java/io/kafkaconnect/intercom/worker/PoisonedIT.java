package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.http.Fault;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A hundred entities do not come, each in its own way, while Intercom gives all others. */
@ExtendWith(Guarantee.Stopping.class)
class PoisonedIT {
    private static final Size SIZE = new Size(400, 100, 400, 2, 6, 3, 1, 60, 0, 3, 2, Duration.ofDays(40));

    private static final List<Fault> FAULTS = List.of(
            Fault.error(500, "server_error"),
            Fault.error(503, "service_unavailable"),
            Fault.html(502),
            Fault.html(403),
            Fault.html(404),
            Fault.error(400, "parameter_invalid"),
            Fault.error(403, "forbidden"),
            Fault.error(409, "retry_after"),
            Fault.error(422, "unprocessable_entity"),
            Fault.overloaded(),
            Fault.CUT_BEFORE_ANSWER,
            Fault.CUT_IN_BODY,
            Fault.EMPTY_WITH_200,
            Fault.HTML_WITH_200);

    private final Sandbox sandbox = Sandbox.start(new Options().size(SIZE));

    @Test
    void everything_else_arrives_and_they_come_when_intercom_gives_them() {
        Set<String> conversations = some(ids(sandbox.workspace(), true), 50);
        Set<String> contacts = some(ids(sandbox.workspace(), false), 50);
        poison(conversations, contacts);
        try (sandbox;
                Deployment deployment = new Deployment(
                                Guarantee.EXACTLY_ONCE,
                                sandbox,
                                Map.of(
                                        "intercom.tables",
                                        "conversations,conversation_parts,users,notes,events_summary"))
                        .create()) {
            int others = sandbox.workspace().conversations().current().size() - conversations.size();
            await("the other conversations").atMost(Deployment.LIMIT).untilAsserted(() -> {
                deployment.topics().read();
                assertThat(deployment.topics().rows("conversations").size()).isGreaterThanOrEqualTo(others);
            });
            deployment.awaitState("RUNNING", 1);
            assertThat(deployment.topics().timesSent("conversations").keySet())
                    .extracting(key -> String.valueOf(key.get(0)))
                    .doesNotContainAnyElementsOf(conversations);

            sandbox.faults().clear();

            Set<String> tables = Set.of("conversations", "conversation_parts", "users", "notes", "events_summary");
            deployment.awaitTruth(tables);
            deployment.awaitState("RUNNING", 1);
            assertThat(deployment.topics().timesSent("conversations").values()).allMatch(times -> times == 1);
            assertThat(deployment.topics().timesSent("conversation_parts").values())
                    .allMatch(times -> times == 1);
        }
    }

    private void poison(Set<String> conversations, Set<String> contacts) {
        int number = 0;
        for (String id : conversations) {
            sandbox.faults().always(Call.to("GET /conversations/" + id), fault(number++));
        }
        for (String id : contacts) {
            Predicate<Call> notes = Call.to("GET /contacts/" + id + "/notes");
            Predicate<Call> events = Call.to("GET /events").and(call -> id.equals(call.param("intercom_user_id")));
            sandbox.faults().always(notes.or(events), fault(number++));
        }
    }

    private static Fault fault(int number) {
        return FAULTS.get(number % FAULTS.size());
    }

    private static Stream<String> ids(Workspace workspace, boolean conversations) {
        return conversations
                ? workspace.conversations().current().all().stream().map(one -> one.id())
                : workspace.contacts().current().all().stream().map(one -> one.id());
    }

    private static Set<String> some(Stream<String> ids, int number) {
        Set<String> some = new HashSet<>();
        ids.limit(number).forEach(some::add);
        return some;
    }
}
