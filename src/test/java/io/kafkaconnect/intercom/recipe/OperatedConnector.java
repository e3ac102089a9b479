package io.kafkaconnect.intercom.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.quickstart.Rest;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.worker.Deployment;
import io.kafkaconnect.intercom.worker.SinkView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The connector that the recipes operate, and what it has sent since a moment. */
final class OperatedConnector implements AutoCloseable {
    private static final String RUNNING = "RUNNING";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> POLLS =
            List.of("POST /conversations/search", "POST /contacts/search", "GET /tags", "GET /companies/scroll");

    private final Installation installation;
    private final Sandbox sandbox;
    private final Rest rest;
    private final Deployment deployment;
    private Map<String, Map<List<Object>, Integer>> before = Map.of();

    OperatedConnector(Installation installation, Sandbox sandbox) {
        this.installation = installation;
        this.sandbox = sandbox;
        this.rest = new Rest(installation.process().restUrl());
        this.deployment =
                new Deployment(Installation.CONNECTOR, installation.process().worker(), sandbox, Map.of());
    }

    /** Waits until it is there, runs, and has sent what the sandbox holds. What is sent counts from now on. */
    void ready() {
        if (!exists()) {
            assertThat(rest.post("/connectors", installation.connector()).status())
                    .isEqualTo(201);
        }
        deployment.put("/resume");
        awaitRunning();
        awaitEqualToSource();
        awaitPolls();
        topics().readToTheEnd();
        before = counts();
    }

    boolean exists() {
        return get("").status() != 404;
    }

    /** What the worker answers to a path below that of the connector. */
    Rest.Answer get(String path) {
        return deployment.get(path);
    }

    SinkView topics() {
        return deployment.topics();
    }

    /** The partitions and offsets of a stream, as the worker shows them, but for those of shards. */
    JsonNode offset(String stream) {
        for (JsonNode each : get("/offsets").body().path("offsets")) {
            if (each.at("/partition/stream").asText().equals(stream)
                    && each.at("/partition/shard").isMissingNode()) {
                return each.path("offset");
            }
        }
        throw new AssertionError("No offset of " + stream);
    }

    void awaitRunning() {
        deployment.awaitState(RUNNING, 1);
    }

    /** Waits until the connector and its tasks, in this order, have these states. */
    void awaitStates(String... states) {
        await("states")
                .atMost(Deployment.LIMIT)
                .untilAsserted(() -> assertThat(get("/status").body().findValuesAsText("state"))
                        .containsExactly(states));
    }

    /** Stops it, and lets it run again as soon as this is done. */
    void whileStopped(Runnable work) {
        deployment.put("/stop");
        awaitStates("STOPPED");
        work.run();
        deployment.put("/resume");
    }

    /** Waits until the topics of the selected tables hold what the sandbox holds. */
    void awaitEqualToSource() {
        deployment.awaitRows(tables());
    }

    /** Changes settings. */
    void configure(Map<String, String> settings) {
        Map<String, String> config = JSON.convertValue(get("/config").body(), new TypeReference<>() {});
        config.putAll(settings);
        Rest.Answer answer = rest.put("/connectors/" + Installation.CONNECTOR + "/config", config);
        assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(200);
    }

    /** The tables that its configuration selects. */
    Set<String> tables() {
        return Stream.of(get("/config").body().path("intercom.tables").asText().split(",", -1))
                .flatMap(name -> name.equals("conversations")
                        ? Truth.TABLES.stream().filter(table -> table.startsWith("conversation"))
                        : Stream.of(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every row of these tables, once. */
    Map<String, Map<List<Object>, Integer>> allOnce(Iterable<String> tables) {
        Map<String, Map<List<Object>, Integer>> all = new TreeMap<>();
        for (String table : tables) {
            Map<List<Object>, Integer> rows = new HashMap<>();
            topics().rows(table).keySet().forEach(key -> rows.put(key, 1));
            if (!rows.isEmpty()) {
                all.put(table, rows);
            }
        }
        return all;
    }

    /** Waits until exactly this has been sent, by table and key the number of records, and nothing else comes. */
    void awaitSent(Map<String, Map<List<Object>, Integer>> expected) {
        await("sent").atMost(Deployment.LIMIT).untilAsserted(() -> {
            topics().readToTheEnd();
            deployment.assertAlive();
            assertThat(sent()).isEqualTo(expected);
        });
        awaitPolls();
        topics().readToTheEnd();
        assertThat(sent()).isEqualTo(expected);
    }

    private Map<String, Map<List<Object>, Integer>> sent() {
        Map<String, Map<List<Object>, Integer>> sent = new TreeMap<>();
        counts().forEach((table, counts) -> {
            Map<List<Object>, Integer> more = new HashMap<>();
            counts.forEach((key, count) -> {
                int added = count - before.getOrDefault(table, Map.of()).getOrDefault(key, 0);
                if (added > 0) {
                    more.put(key, added);
                }
            });
            if (!more.isEmpty()) {
                sent.put(table, more);
            }
        });
        return sent;
    }

    private Map<String, Map<List<Object>, Integer>> counts() {
        Map<String, Map<List<Object>, Integer>> counts = new TreeMap<>();
        topics().recordsByTable().keySet().forEach(table -> counts.put(table, topics().timesSent(table)));
        return counts;
    }

    /** Waits until the sandbox has answered some more polls of every kind. */
    private void awaitPolls() {
        for (String route : POLLS) {
            int answered = sandbox.requests().count(route);
            await(route).atMost(Deployment.LIMIT).until(() -> sandbox.requests().count(route) >= answered + 2);
        }
    }

    /** The tables with a row that holds this text. */
    Set<String> tablesNaming(String text) {
        return tables().stream()
                .filter(table -> topics().rows(table).entrySet().stream()
                        .anyMatch(row -> row.toString().contains(text)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        deployment.close();
    }
}
