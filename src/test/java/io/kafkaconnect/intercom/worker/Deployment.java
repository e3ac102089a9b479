package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.quickstart.Rest;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/** A connector deployed as a user would, reading a sandbox; and what a sink sees of it. Gone when closed. */
public final class Deployment implements AutoCloseable {
    /** Far longer than anything takes, the minute of an abandoned scroll of companies included: a slow machine fails no test. */
    public static final Duration LIMIT = Duration.ofMinutes(5);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name;
    private final Sandbox sandbox;
    private final Worker worker;
    private final Rest rest;
    private final Map<String, String> config;
    private final SinkView topics;

    Deployment(ClusterMode guarantee, Sandbox sandbox, Map<String, String> settings) {
        this(Worker.of(guarantee), sandbox, settings);
    }

    /** Creates nothing yet. */
    public Deployment(Worker worker, Sandbox sandbox, Map<String, String> settings) {
        this("intercom-" + NUMBER.incrementAndGet(), worker, sandbox, settings);
    }

    /** The same with a name that nobody else uses there. */
    public Deployment(String name, Worker worker, Sandbox sandbox, Map<String, String> settings) {
        this.name = name;
        this.sandbox = sandbox;
        this.worker = worker;
        this.rest = new Rest(worker.restUrl());
        this.config = new HashMap<>(config(sandbox, name + "."));
        this.config.putAll(settings);
        this.topics = topics(worker.isolation());
    }

    /** Settings under which a sandbox is read at a pace that suits tests. */
    static Map<String, String> config(Sandbox sandbox, String topicPrefix) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "io.kafkaconnect.intercom.IntercomSourceConnector");
        config.put("tasks.max", "1");
        config.put("topic.prefix", topicPrefix);
        config.put("intercom.access.token", "sandbox-token");
        config.put("intercom.base.url", sandbox.baseUrl());
        config.put("intercom.poll.interval.ms", "300");
        config.put("intercom.full.poll.interval.ms", "500");
        config.put("intercom.settle.ms", "3000");
        config.put("intercom.retry.backoff.ms", "100");
        config.put("intercom.retry.backoff.max.ms", "500");
        config.putAll(RecordFormat.chosen().connector());
        config.put("topic.creation.default.replication.factor", "1");
        config.put("topic.creation.default.partitions", "1");
        return config;
    }

    /** Creates the connector, or changes its settings. */
    public Deployment create() {
        Rest.Answer answer = rest.put("/connectors/" + name + "/config", config);
        assertThat(answer.status()).as(String.valueOf(answer.body())).isIn(200, 201);
        return this;
    }

    /** Changes some of its settings. */
    public Deployment reconfigure(Map<String, String> settings) {
        config.putAll(settings);
        return create();
    }

    /** The connector's name. */
    String name() {
        return name;
    }

    /** The beginning of the names of its topics. */
    public String topicPrefix() {
        return config.get("topic.prefix");
    }

    /** What a sink sees of its topics. */
    public SinkView topics() {
        return topics;
    }

    /** What a consumer sees that reads its topics with another isolation level; to be closed. */
    SinkView topics(String isolation) {
        return new SinkView(worker.bootstrapServers(), isolation, name + ".");
    }

    /** What the worker answers to a path below that of the connector. */
    public Rest.Answer get(String path) {
        return rest.get("/connectors/" + name + path);
    }

    /** The same with a PUT without a body. */
    public Rest.Answer put(String path) {
        return rest.put("/connectors/" + name + path, null);
    }

    Rest.Answer post(String path) {
        return rest.post("/connectors/" + name + path, null);
    }

    Rest.Answer patchOffsets(Object body) {
        return rest.patch("/connectors/" + name + "/offsets", body);
    }

    Rest.Answer deleteOffsets() {
        return rest.delete("/connectors/" + name + "/offsets");
    }

    /** Waits until the connector and its tasks are in that state. */
    public void awaitState(String state, int tasks) {
        await("state " + state).atMost(LIMIT).untilAsserted(() -> {
            JsonNode status = get("/status").body();
            assertThat(status.path("connector").path("state").asText()).isEqualTo(state);
            assertThat(status.path("tasks")).as(status.toPrettyString()).hasSize(tasks);
            assertThat(status.path("tasks"))
                    .as(status.toPrettyString())
                    .allSatisfy(task -> assertThat(task.path("state").asText()).isEqualTo(state));
        });
    }

    /** Fails if the connector or a task has failed. */
    public void assertAlive() {
        JsonNode status = get("/status").body();
        assertThat(status.findValuesAsText("state")).as(status.toPrettyString()).doesNotContain("FAILED");
    }

    /** Waits until every table equals the source, column by column. */
    void awaitTruth() {
        awaitTruth(Truth.of(sandbox.workspace()).keySet());
    }

    /** Waits until these tables equal the source, column by column, and the others have no record. */
    void awaitTruth(Iterable<String> tables) {
        awaitRows(tables);
        for (String table : topics.recordsByTable().keySet()) {
            assertThat(tables).contains(table);
        }
    }

    /** Waits until these tables equal the source, column by column, whatever the others have. */
    public void awaitRows(Iterable<String> tables) {
        await("rows equal to the source").atMost(LIMIT).untilAsserted(() -> {
            topics.read();
            assertAlive();
            Map<String, SortedMap<List<Object>, Map<String, Object>>> truth = Truth.of(sandbox.workspace());
            for (String table : tables) {
                assertThat(differences(comparable(topics.rows(table)), comparable(truth.get(table))))
                        .as("differences in " + table)
                        .isEmpty();
            }
        });
    }

    /** Waits until these rows are there by table, whatever else is. */
    void awaitAmongOthers(Map<String, SortedMap<List<Object>, Map<String, Object>>> rows) {
        await("rows of the source").atMost(LIMIT).untilAsserted(() -> {
            topics.readToTheEnd();
            rows.forEach((table, expected) -> {
                Map<String, String> wanted = comparable(expected);
                Map<String, String> actual = comparable(topics.rows(table));
                actual.keySet().retainAll(wanted.keySet());
                assertThat(differences(actual, wanted))
                        .as("differences in " + table)
                        .isEmpty();
            });
        });
    }

    private static List<String> differences(Map<String, String> actual, Map<String, String> expected) {
        Set<String> keys = new TreeSet<>(actual.keySet());
        keys.addAll(expected.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(actual.get(key), expected.get(key)))
                .map(key -> key + "\n  expected " + expected.get(key) + "\n  but was  " + actual.get(key))
                .limit(5)
                .toList();
    }

    /** By key as text; the signature of an attachment's URL is new in each answer and left out. */
    private static Map<String, String> comparable(Map<List<Object>, Map<String, Object>> rows) {
        Map<String, String> comparable = new TreeMap<>();
        rows.forEach((key, row) -> {
            Map<String, Object> copy = new LinkedHashMap<>(row);
            if (copy.containsKey("filesize") && copy.get("url") instanceof String url) {
                copy.put("url", url.replaceAll("\\?.*", ""));
            }
            comparable.put(key.toString(), copy.toString());
        });
        return comparable;
    }

    @Override
    public void close() {
        topics.close();
        rest.delete("/connectors/" + name);
    }
}
