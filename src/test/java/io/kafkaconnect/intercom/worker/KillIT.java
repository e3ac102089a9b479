package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A worker that is killed at random moments, {@code -Dkills} times a test, and started again each time: what a sink has at last, and what
 * it got twice. {@code -Dkills.seed} draws the same numbers again, though the machine has its share in the moments.
 */
@ExtendWith(ClusterMode.Stopping.class)
class KillIT {
    private static final int KILLS = Integer.getInteger("kills");
    private static final long SEED = Long.getLong("kills.seed", System.nanoTime());

    /** The longest that a worker lives, in requests to Intercom and in records. */
    private static final int LONGEST_LIFE = 1_000;

    /** Between looks at the topics: soon enough for a kill inside a commit. */
    private static final Duration ONE_MOMENT = Duration.ofMillis(1);

    private static final int REQUESTS_BETWEEN_CHANGES = 30;

    /** Tables whose rows are sent when they change. All others belong to an entity of these, and are sent with each version of it. */
    private static final Set<String> OF_THEIR_OWN = Set.of(
            "users_tags",
            "users_companies",
            "users_social_profiles",
            "leads_tags",
            "leads_companies",
            "leads_social_profiles",
            "users",
            "leads",
            "users_segments",
            "leads_segments",
            "companies",
            "admins",
            "tags",
            "segments",
            "conversations");

    /** The tables with the entities that rows of other tables belong to. */
    private static final List<String> ENTITIES = List.of("users", "leads", "conversations");

    private final Random random = new Random(SEED);

    private final Countdown end = new Countdown();
    private final Countdown change = new Countdown();
    private volatile boolean changing;
    private final AtomicInteger changes = new AtomicInteger();
    private int killsWithoutRecord;

    @BeforeAll
    static void killsAreWanted() {
        assumeTrue(KILLS > 0, "No worker is killed without -Dkills=N");
    }

    @ParameterizedTest
    @EnumSource
    void a_source_at_rest_loses_nothing_and_with_exactly_once_nothing_comes_twice(ClusterMode guarantee) {
        try (Sandbox sandbox = Sandbox.start(options());
                WorkerProcess worker = started(guarantee);
                Deployment deployment = deployment(worker, sandbox);
                SinkView written = deployment.topics("read_uncommitted")) {
            killAgainAndAgain(worker, written);
            catchUp(sandbox, deployment);

            SinkView topics = deployment.topics();
            List<String> lost = new ArrayList<>();
            List<String> twice = new ArrayList<>();
            everSent(sandbox.workspace()).forEach((table, keys) -> {
                Map<List<Object>, Integer> sent = topics.timesSent(table);
                assertThat(keys).as(table).containsAll(sent.keySet());
                missing(table, keys, sent.keySet(), lost);
                surplus(table, sent, key -> 1, twice);
            });
            report("at rest", guarantee, topics, written.readToTheEnd(), lost, twice);
            check(guarantee, lost, twice);
        }
    }

    @Test
    void the_further_tables_of_a_source_at_rest_come_whole_and_with_exactly_once_nothing_comes_twice() {
        ClusterMode guarantee = ClusterMode.EXACTLY_ONCE;
        try (Sandbox sandbox = Sandbox.start(options());
                WorkerProcess worker = started(guarantee);
                Deployment deployment =
                        deployment(worker, sandbox, Map.of("intercom.tables", FurtherTablesIT.EVERYTHING));
                SinkView written = deployment.topics("read_uncommitted")) {
            killAgainAndAgain(worker, written);
            deployment.awaitRows(Truth.FURTHER_TABLES);
            awaitPolls(sandbox, List.of("POST /tickets/search", "GET /articles", "GET /calls", "GET /macros"));
            deployment.topics().readToTheEnd();
            deployment.awaitRows(Truth.FURTHER_TABLES);

            SinkView topics = deployment.topics();
            List<String> twice = new ArrayList<>();
            Truth.FURTHER_TABLES.forEach(table -> surplus(table, topics.timesSent(table), key -> 1, twice));
            report("at rest, further tables", guarantee, topics, written.readToTheEnd(), List.of(), twice);
            check(guarantee, List.of(), twice);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_source_that_changes_is_followed_and_with_exactly_once_no_version_comes_twice(ClusterMode guarantee) {
        try (Sandbox sandbox = Sandbox.start(options());
                WorkerProcess worker = started(guarantee);
                Deployment deployment = deployment(worker, sandbox);
                SinkView written = deployment.topics("read_uncommitted")) {
            changing = true;
            Set<RandomChange> kinds = EnumSet.allOf(RandomChange.class);
            if (guarantee == ClusterMode.AT_LEAST_ONCE) {
                // A row that was written right before a kill may be unknown to the stored offset. If it is gone at the
                // next reading, no tombstone names it.
                kinds.removeAll(RandomChange.endingRows());
            }
            changeAndGoOn(sandbox, kinds, new Random(SEED));
            killAgainAndAgain(worker, written);
            changing = false;
            catchUp(sandbox, deployment);

            SinkView topics = deployment.topics();
            List<String> lost = new ArrayList<>();
            List<String> twice = new ArrayList<>();
            Truth.of(sandbox.workspace()).forEach((table, rows) -> {
                missing(table, rows.keySet(), topics.rows(table).keySet(), lost);
                if (OF_THEIR_OWN.contains(table)) {
                    topics.repeats(table).forEach(key -> twice.add(table + key));
                } else {
                    // With a new version of their entity, rows come again whether or not they have changed themselves.
                    surplus(table, topics.rowsSent(table), key -> versions(topics, table, key), twice);
                }
            });
            report("under " + changes + " changes", guarantee, topics, written.readToTheEnd(), lost, twice);
            check(guarantee, lost, twice);
        }
    }

    private Options options() {
        int scale = Math.max(1, KILLS / 8);
        int few = 5;
        Size size = new Size(
                150 * scale, 80 * scale, 60 * scale, few, few, few, few, 300 * scale, 0, 4, few, Duration.ofDays(60));
        return new Options()
                .seed(SEED)
                .size(size)
                .logCapacity(0)
                // Else each kill in the middle of a scroll costs a minute.
                .scrollPatience(Duration.ofSeconds(2))
                .latency(call -> {
                    end.event();
                    change.event();
                    return 20;
                });
    }

    private static WorkerProcess started(ClusterMode guarantee) {
        WorkerProcess worker = new WorkerProcess(guarantee);
        worker.start();
        worker.awaitReady();
        return worker;
    }

    /** With so few requests at a time, a backfill takes many batches. */
    private static Deployment deployment(WorkerProcess worker, Sandbox sandbox) {
        return deployment(worker, sandbox, Map.of());
    }

    private static Deployment deployment(WorkerProcess worker, Sandbox sandbox, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("intercom.max.in.flight.requests", "8");
        return new Deployment(worker.worker(), sandbox, settings).create();
    }

    private void changeAndGoOn(Sandbox sandbox, Set<RandomChange> kinds, Random choice) {
        if (changing) {
            sandbox.changes().random(choice, 1, kinds);
            changes.incrementAndGet();
            change.arm(REQUESTS_BETWEEN_CHANGES, () -> changeAndGoOn(sandbox, kinds, choice));
        }
    }

    /**
     * Every other worker dies as a request of its arrives, the others as a record of theirs does, which is while its batch or its offset
     * is being committed. Half of all die within some 30 requests or records, since what is rare happens there.
     */
    private void killAgainAndAgain(WorkerProcess worker, SinkView written) {
        for (int kill = 0; kill < KILLS; kill++) {
            int before = written.records();
            boolean byRequest = random.nextBoolean();
            // Where there are no more records, requests must do.
            end.arm(byRequest ? drawn() : LONGEST_LIFE, worker::kill);
            if (!byRequest) {
                int records = before + drawn();
                await("a record")
                        .atMost(Deployment.LIMIT)
                        .pollDelay(Duration.ZERO)
                        .pollInterval(ONE_MOMENT)
                        .until(() -> {
                            written.read();
                            return written.records() >= records || !worker.isAlive();
                        });
                worker.kill();
            }
            await("death").atMost(Deployment.LIMIT).until(() -> !worker.isAlive());
            end.disarm();
            if (written.readToTheEnd() == before) {
                killsWithoutRecord++;
            }
            worker.start();
        }
        worker.awaitReady();
    }

    /** From 1 on, each order of magnitude as likely as any other. */
    private int drawn() {
        return (int) Math.exp(random.nextDouble() * Math.log(LONGEST_LIFE));
    }

    /** Waits for the truth and then for some more polls, which would send what is sent once too often. */
    private static void catchUp(Sandbox sandbox, Deployment deployment) {
        deployment.awaitTruth();
        awaitPolls(
                sandbox,
                List.of("POST /conversations/search", "POST /contacts/search", "GET /tags", "GET /companies/scroll"));
        deployment.topics().readToTheEnd();
        deployment.awaitTruth();
    }

    private static void awaitPolls(Sandbox sandbox, List<String> routes) {
        for (String route : routes) {
            int before = sandbox.requests().count(route);
            await(route).atMost(Deployment.LIMIT).until(() -> sandbox.requests().count(route) >= before + 3);
        }
    }

    /** The keys of every record there is cause for: of the rows, and of the tombstones. */
    private static Map<String, Set<List<Object>>> everSent(Workspace workspace) {
        Map<String, Set<List<Object>>> keys = new HashMap<>();
        Truth.of(workspace).forEach((table, rows) -> keys.put(table, new HashSet<>(rows.keySet())));
        return keys;
    }

    /** How many versions were sent of the entities that a row belongs to: of two contacts, for a note of a merged lead. */
    private static int versions(SinkView topics, String table, List<Object> key) {
        return topics.owners(table).get(key).stream()
                .map(owner -> owner.isEmpty() ? key : List.<Object>of(owner))
                .flatMapToInt(entity -> ENTITIES.stream()
                        .mapToInt(entities -> topics.timesSent(entities).getOrDefault(entity, 0)))
                .sum();
    }

    private static void missing(
            String table, Set<List<Object>> expected, Set<List<Object>> actual, List<String> missing) {
        expected.stream().filter(key -> !actual.contains(key)).forEach(key -> missing.add(table + key));
    }

    private static void surplus(
            String table, Map<List<Object>, Integer> sent, ToIntFunction<List<Object>> allowed, List<String> surplus) {
        sent.forEach((key, times) -> {
            for (int time = allowed.applyAsInt(key); time < times; time++) {
                surplus.add(table + key);
            }
        });
    }

    private void report(
            String source, ClusterMode guarantee, SinkView topics, int written, List<String> lost, List<String> twice) {
        System.out.printf(
                "Kills of a worker, source %s, %s, -Dkills.seed=%d: %d kills (%d with no record since the one before),"
                        + " %d records (%d more never committed), %d rows lost, %d rows twice%n",
                source,
                guarantee,
                SEED,
                KILLS,
                killsWithoutRecord,
                topics.records(),
                written - topics.records(),
                lost.size(),
                twice.size());
    }

    private static void check(ClusterMode guarantee, List<String> lost, List<String> twice) {
        assertThat(lost).as("lost, -Dkills.seed=" + SEED).isEmpty();
        if (guarantee == ClusterMode.EXACTLY_ONCE) {
            assertThat(twice).as("sent twice, -Dkills.seed=" + SEED).isEmpty();
        }
    }
}
