package io.kafkaconnect.intercom.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.quickstart.Rest;
import io.kafkaconnect.intercom.support.Postgres;
import io.kafkaconnect.intercom.worker.Worker;
import java.util.Map;

/** A JDBC sink, set up as its file in {@code config/sinks} says but for names, converters and the database. Gone when closed. */
final class JdbcSink implements AutoCloseable {
    private final Rest rest;
    private final String path;

    private JdbcSink(Rest rest, String path) {
        this.rest = rest;
        this.path = path;
    }

    /**
     * Creates the sink, whose topics need not exist yet.
     *
     * @param file what sets it up
     * @param topicPrefix the beginning of the names of its topics
     * @param converters the settings of the converters, which a user's worker has
     */
    static JdbcSink create(
            JdbcFile file, Worker worker, Postgres postgres, String topicPrefix, Map<String, String> converters) {
        Map<String, String> config = file.settings();
        String name = topicPrefix + config.remove("name");
        config.put("topics.regex", topicPrefix.replace(".", "[.]") + ".*");
        config.put("connection.url", postgres.url());
        // Debezium calls it a username, the others a user.
        config.replaceAll((setting, value) -> setting.startsWith("connection.user") ? Postgres.USER : value);
        config.put("connection.password", Postgres.USER);
        config.putAll(converters);
        Rest rest = new Rest(worker.restUrl());
        String path = "/connectors/" + name;
        Rest.Answer answer = rest.put(path + "/config", config);
        assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(201);
        return new JdbcSink(rest, path);
    }

    /** Fails if the sink has failed. */
    void assertAlive() {
        JsonNode status = rest.get(path + "/status").body();
        assertThat(status.findValuesAsText("state")).as(status.toPrettyString()).doesNotContain("FAILED");
    }

    @Override
    public void close() {
        rest.delete(path);
    }
}
