package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;
import org.apache.kafka.connect.util.clusters.WorkerHandle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two workers with exactly-once on, of which one goes and another comes. */
class RebalanceIT {
    private static final int TASKS = 4;

    private static EmbeddedConnectCluster cluster;

    @BeforeAll
    static void start() {
        cluster = ClusterMode.EXACTLY_ONCE.start("rebalance", 2);
    }

    @AfterAll
    static void stop() {
        cluster.stop();
    }

    @Test
    void tasks_that_move_to_other_workers_in_the_midst_of_a_backfill_lose_nothing_and_repeat_nothing() {
        List<WorkerHandle> workers = new ArrayList<>(cluster.workers());
        WorkerHandle staying = workers.get(0);
        // Slow enough for both moves to meet the backfill.
        try (Sandbox sandbox = Sandbox.start(new Options().latency(call -> 60));
                Deployment deployment = new Deployment(
                                worker(staying),
                                sandbox,
                                Map.of("tasks.max", Integer.toString(TASKS), "intercom.max.in.flight.requests", "2"))
                        .create()) {
            awaitWorkers(deployment, 2);
            int conversations =
                    Truth.of(sandbox.workspace()).get("conversations").size();

            awaitSome(deployment, 1);
            cluster.removeWorker(workers.get(1));
            awaitWorkers(deployment, 1);
            int left = deployment.topics().rows("conversations").size();
            assertThat(left).as("conversations sent before").isLessThan(conversations);
            awaitSome(deployment, left + 1);
            cluster.addWorker();
            awaitWorkers(deployment, 2);

            deployment.awaitTruth();
            for (String table : Truth.of(sandbox.workspace()).keySet()) {
                Map<List<Object>, Integer> sent =
                        new HashMap<>(deployment.topics().timesSent(table));
                // Nobody can tell which tombstones of deleted conversations were ever sent.
                sent.keySet().retainAll(deployment.topics().rows(table).keySet());
                assertThat(sent.values()).as(table).containsOnly(1);
            }
        }
    }

    /** It holds the transactional id of a task that runs elsewhere by now, and a transaction that it has not committed. */
    @Test
    void a_task_that_was_thought_dead_and_comes_back_cannot_commit() throws ExecutionException, InterruptedException {
        try (Sandbox sandbox = Sandbox.start(new Options());
                Deployment deployment = new Deployment(
                                worker(cluster.workers().iterator().next()), sandbox, Map.of("intercom.tables", "tags"))
                        .create()) {
            deployment.awaitTruth(Set.of("tags"));
            deployment.put("/stop");
            await("stopped")
                    .atMost(Deployment.LIMIT)
                    .until(() -> deployment.get("/status").body().path("tasks").isEmpty());

            try (KafkaProducer<byte[], byte[]> zombie = producer(transactionalId(deployment.name()))) {
                zombie.initTransactions();
                zombie.beginTransaction();
                zombie.send(new ProducerRecord<>(
                                deployment.topicPrefix() + "tags",
                                "\"of a zombie\"".getBytes(StandardCharsets.UTF_8),
                                null))
                        .get();
                deployment.put("/resume");
                deployment.awaitState("RUNNING", 1);
                sandbox.changes()
                        .catalogue()
                        .renameTag(
                                sandbox.workspace()
                                        .tags()
                                        .all()
                                        .iterator()
                                        .next()
                                        .id(),
                                "Renamed");
                deployment.awaitTruth(Set.of("tags"));

                assertThatThrownBy(zombie::commitTransaction)
                        .isInstanceOf(KafkaException.class)
                        .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
            }
            assertThat(deployment.topics().timesSent("tags").keySet())
                    .isEqualTo(deployment.topics().rows("tags").keySet());
        }
    }

    private static Worker worker(WorkerHandle worker) {
        return new Worker(
                worker.url().toString(), cluster.kafka().bootstrapServers(), ClusterMode.EXACTLY_ONCE.isolation());
    }

    /** Waits until all tasks run, on so many workers. */
    private static void awaitWorkers(Deployment deployment, int workers) {
        await("tasks on " + workers + " workers").atMost(Deployment.LIMIT).untilAsserted(() -> {
            JsonNode tasks = deployment.get("/status").body().path("tasks");
            Set<String> ids = new HashSet<>(tasks.findValuesAsText("worker_id"));
            assertThat(tasks.findValuesAsText("state")).hasSize(TASKS).containsOnly("RUNNING");
            assertThat(ids).hasSize(workers);
        });
    }

    private static void awaitSome(Deployment deployment, int conversations) {
        await("conversations")
                .atMost(Deployment.LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    deployment.topics().read();
                    return deployment.topics().rows("conversations").size() >= conversations;
                });
    }

    /** As the worker chose it. */
    private static String transactionalId(String connector) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.kafka().bootstrapServers()))) {
            return admin.listTransactions().all().get().stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> id.endsWith(connector + "-0"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String transactionalId) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        cluster.kafka().bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        transactionalId),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
