package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.ContactChanges;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of each kind many entities do not come, each in its own way, while Intercom gives all others. */
@ExtendWith(ClusterMode.Stopping.class)
class PoisonedIT {
    private static final Size SIZE = new Size(200, 100, 120, 16, 20, 4, 2, 120, 0, 3, 5, Duration.ofDays(40));

    /** Two for each of the ways in which an entity does not come. */
    private static final int POISONED = 48;

    /** More than are inlined in a contact. */
    private static final int MANY = 11;

    /** Less than are read side by side. */
    private static final int SEGMENTS = 6;

    private static final int SCROLL_PAGE = 50;

    /** Rows that belong to a contact; it is sent without what does not come, and again with it. */
    private static final Set<String> SENT_IN_PART = Set.of("users", "leads", "notes", "events_summary");

    private final Countdown kill = new Countdown();
    private final Sandbox sandbox = Sandbox.start(new Options()
            .size(SIZE)
            .logCapacity(0)
            .scrollPage(SCROLL_PAGE)
            .relationsLeaveContactAlone()
            // A second later a scroll that broke is begun anew. At Intercom that takes a minute.
            .scrollPatience(Duration.ofMillis(800))
            .latency(call -> {
                kill.event();
                return 0;
            }));
    private final Poison poison = poison();

    private Poison poison() {
        sandbox.workspace().contacts().current().all().stream()
                .limit(2 * POISONED)
                .toList()
                .forEach(contact -> giveMuch(contact.id()));
        Poison made = new Poison(sandbox.workspace(), POISONED, SEGMENTS);
        made.spread(sandbox);
        return made;
    }

    /** Only what a contact has many of is asked for. */
    private void giveMuch(String contact) {
        ContactChanges changes = sandbox.changes().contacts();
        sandbox.workspace().tags().all().stream().limit(MANY).forEach(tag -> changes.tag(contact, tag.id()));
        sandbox.workspace().companies().all().stream()
                .limit(MANY)
                .forEach(company -> changes.attachCompany(contact, company.id()));
        changes.addNote(contact, "One more");
    }

    /** The other test tells the same with kills; this one tells it faster where something is wrong. */
    @Test
    @EnabledIfSystemProperty(named = "poisoned", matches = "all", disabledReason = "-Dpoisoned=all runs it as well")
    void everything_else_arrives_and_what_is_poisoned_comes_once_intercom_gives_it() {
        try (sandbox;
                Deployment deployment = new Deployment(ClusterMode.EXACTLY_ONCE, sandbox, Map.of()).create()) {
            awaitOthers(deployment);
            assertNothingPoisonedCame(deployment);

            sandbox.faults().clear();

            awaitAll(deployment);
            assertNothingCameTwice(deployment);
        }
    }

    @Test
    void a_worker_that_is_killed_again_and_again_sends_the_same_and_nothing_twice() {
        try (sandbox;
                WorkerProcess worker = new WorkerProcess(ClusterMode.EXACTLY_ONCE)) {
            worker.start();
            worker.awaitReady();
            try (Deployment deployment = new Deployment(worker.worker(), sandbox, Map.of()).create()) {
                killAfter(1_000, worker);
                worker.start();
                worker.awaitReady();
                awaitOthers(deployment);
                worker.kill();
                sandbox.faults().clear();
                worker.start();
                killAfter(300, worker);
                worker.start();
                worker.awaitReady();
                awaitAll(deployment);
                assertNothingCameTwice(deployment);
            }
        }
    }

    private void killAfter(int requests, WorkerProcess worker) {
        kill.arm(requests, worker::kill);
        await("death").atMost(Deployment.LIMIT).until(() -> !worker.isAlive());
    }

    /** All but what is poisoned. Of companies there is only the page before the one at which their scroll breaks. */
    private void awaitOthers(Deployment deployment) {
        Map<String, SortedMap<List<Object>, Map<String, Object>>> others =
                Truth.of(sandbox.workspace(), entity -> !poison.entities().contains(entity.id()));
        for (String table : List.of("users_segments", "leads_segments")) {
            others.get(table).keySet().removeIf(key -> poison.segments().contains(key.get(1)));
        }
        others.remove("companies");
        deployment.awaitAmongOthers(others);
        assertThat(deployment.topics().rows("companies").size()).isGreaterThanOrEqualTo(SCROLL_PAGE);
        deployment.awaitState("RUNNING", 1);
    }

    private void assertNothingPoisonedCame(Deployment deployment) {
        assertThat(deployment.topics().timesSent("conversations").keySet())
                .noneMatch(key -> poison.entities().contains(key.get(0)));
    }

    private static void awaitAll(Deployment deployment) {
        deployment.awaitTruth();
        deployment.awaitState("RUNNING", 1);
        deployment.topics().readToTheEnd();
        deployment.awaitTruth();
    }

    private void assertNothingCameTwice(Deployment deployment) {
        List<String> twice = new ArrayList<>();
        for (String table : Truth.TABLES) {
            deployment.topics().timesSent(table).forEach((key, times) -> {
                if (times > mayCome(table, key, deployment.topics())) {
                    twice.add(table + key + " " + times + " times");
                }
            });
        }
        assertThat(twice).isEmpty();
    }

    private int mayCome(String table, List<Object> key, SinkView topics) {
        Object owner = table.equals("notes") ? topics.rows(table).get(key).get("user_id") : key.get(0);
        return SENT_IN_PART.contains(table) && poison.entities().contains(owner) ? 2 : 1;
    }
}
