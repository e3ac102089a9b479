package io.kafkaconnect.intercom.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commands for what runs, each with what it does.
 *
 * @param steps in the order in which to try them
 */
record NextSteps(List<Step> steps) {

    /** One command. */
    record Step(String what, String command) {}

    /** Those for this cluster. */
    static NextSteps of(LocalCluster stack, Connector connector, Optional<Sink> sink, Path body) {
        String connectors = stack.worker() + "/connectors/" + connector.name();
        List<Step> steps = new ArrayList<>();
        sink.flatMap(into -> into.database().psql())
                .ifPresent(psql -> steps.add(new Step("Look around in the tables", psql)));
        steps.add(new Step("State of connector and task", "curl -s " + connectors + "/status"));
        steps.add(
                new Step(
                        "How far each stream has been read",
                        "curl -s " + connectors + "/offsets | jq -c '.offsets[] | select(.partition.shard == null)"
                                + " | [.partition.stream, .offset.updated_at // .offset.deleted_at // .offset.created_at // .offset.rows]'"));
        steps.add(new Step("Pause; then the same with /resume", "curl -s -X PUT " + connectors + "/pause"));
        steps.add(new Step("Delete the connector", "curl -s -X DELETE " + connectors));
        steps.add(new Step(
                "Create it again",
                "curl -s -H 'Content-Type: application/json' -d @" + Choices.shown(body) + " " + stack.worker()
                        + "/connectors"));
        steps.add(
                new Step("Schemas of the topics", "curl -s " + stack.registry().url() + Registry.API + "/subjects"));
        steps.add(new Step(
                "Records of a topic, in Avro, with Kafka's own tool",
                "kafka-console-consumer.sh --bootstrap-server " + stack.broker() + " --topic " + connector.topicPrefix()
                        + "tags --from-beginning --isolation-level read_committed"));
        return new NextSteps(steps);
    }

    /** In lines as long as the commands. */
    List<String> lines() {
        return steps.stream()
                .flatMap(step -> List.of("  # " + step.what(), "  " + step.command()).stream())
                .toList();
    }

    /** Writes them into a file. */
    void save(Path file) throws IOException {
        Files.write(file, lines().stream().map(String::strip).toList());
    }
}
