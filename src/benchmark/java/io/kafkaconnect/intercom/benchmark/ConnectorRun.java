package io.kafkaconnect.intercom.benchmark;

import io.kafkaconnect.intercom.quickstart.Rest;
import io.kafkaconnect.intercom.worker.WorkerProcess;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A connector that reads an Intercom, with default settings except the given ones. Closing it deletes it. */
final class ConnectorRun implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "reading-" + NUMBER.incrementAndGet();
    private final Rest rest;

    /** Creates the connector in the worker. */
    ConnectorRun(WorkerProcess worker, String baseUrl, Map<String, String> settings) {
        this.rest = new Rest(worker.restUrl());
        Map<String, String> config = new HashMap<>(Map.of(
                "connector.class", "io.kafkaconnect.intercom.IntercomSourceConnector",
                "tasks.max", "1",
                "topic.prefix", prefix(),
                "intercom.access.token", "sandbox-token",
                "intercom.base.url", baseUrl,
                "key.converter.schemas.enable", "false",
                "value.converter.schemas.enable", "false",
                "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "topic.creation.default.replication.factor", "1"));
        config.put("topic.creation.default.partitions", "1");
        config.put("exactly.once.support", "required");
        config.putAll(settings);
        Rest.Answer answer = rest.put("/connectors/" + name + "/config", config);
        if (answer.status() != 201) {
            throw new IllegalStateException("The worker does not take the connector: " + answer.body());
        }
    }

    /** Its name in the worker. */
    String name() {
        return name;
    }

    /** The prefix of its topics. */
    String prefix() {
        return name + ".";
    }

    /** Throws if the connector or a task has failed. */
    void check() {
        String status = rest.get("/connectors/" + name + "/status").body().toString();
        if (status.contains("\"FAILED\"")) {
            throw new IllegalStateException(status);
        }
    }

    @Override
    public void close() {
        rest.delete("/connectors/" + name);
    }
}
