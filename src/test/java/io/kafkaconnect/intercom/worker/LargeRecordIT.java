package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.support.LogLines;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a row that is larger than Kafka takes. */
@ExtendWith(ClusterMode.Stopping.class)
class LargeRecordIT {
    private static final Size SMALL = new Size(30, 20, 10, 3, 6, 3, 2, 40, 0, 3, 3, Duration.ofDays(30));
    private static final String PARTS = "conversation_parts";
    private static final Map<String, String> SETTINGS = Map.of("intercom.tables", "conversations");

    private final LogLines lines = LogLines.of("io.kafkaconnect.intercom.task.LargeRecordWarning");
    private final Sandbox sandbox = Sandbox.start(new Options().size(SMALL));
    private final String conversation = sandbox.workspace()
            .conversations()
            .current()
            .all()
            .iterator()
            .next()
            .id();
    private final String large = sandbox.changes().conversations().answer(conversation, "x".repeat(1_500_000));
    private final Set<String> tables =
            new HashSet<>(Truth.of(sandbox.workspace()).keySet());

    LargeRecordIT() {
        tables.removeIf(table -> !table.startsWith("conversation"));
    }

    @AfterEach
    void close() {
        sandbox.close();
        lines.close();
    }

    @ParameterizedTest
    @EnumSource
    void the_task_fails_the_log_names_the_row_and_with_larger_limits_it_goes_on_where_it_was(ClusterMode guarantee)
            throws Exception {
        try (Deployment deployment = new Deployment(guarantee, sandbox, SETTINGS).create()) {
            assertThat(awaitFailure(deployment)).contains("RecordTooLargeException");
            assertThat(lines.said())
                    .singleElement()
                    .asString()
                    .contains(deployment.topicPrefix() + PARTS, "key Struct{id=" + large + "}", "nothing is lost");

            raise(guarantee, deployment);
            deployment.reconfigure(Map.of("producer.override.max.request.size", "4000000"));

            deployment.awaitTruth(tables);
            if (guarantee == ClusterMode.EXACTLY_ONCE) {
                assertThat(tables)
                        .allSatisfy(table -> assertThat(deployment.topics().repeats(table))
                                .as(table)
                                .isEmpty());
                assertThat(deployment.topics().timesSent(PARTS)).containsEntry(List.of(large), 1);
            }
        }
    }

    @Test
    void with_tolerance_the_row_is_left_out_and_named_and_the_others_come() {
        try (Deployment deployment = new Deployment(ClusterMode.AT_LEAST_ONCE, sandbox, SETTINGS)
                .reconfigure(Map.of("errors.tolerance", "all"))) {
            await("named as missing")
                    .atMost(Deployment.LIMIT)
                    .untilAsserted(() -> assertThat(lines.said())
                            .anyMatch(line -> line.startsWith("ERROR") && line.contains("Struct{id=" + large + "}")));
            Set<List<Object>> parts =
                    new HashSet<>(Truth.of(sandbox.workspace()).get(PARTS).keySet());
            parts.remove(List.of(large));
            await("the others").atMost(Deployment.LIMIT).untilAsserted(() -> {
                deployment.topics().read();
                assertThat(deployment.topics().rows(PARTS).keySet()).containsExactlyInAnyOrderElementsOf(parts);
            });
            deployment.awaitState("RUNNING", 1);
        }
    }

    @Test
    void with_tolerance_and_exactly_once_the_task_fails_all_the_same() {
        try (Deployment deployment = new Deployment(ClusterMode.EXACTLY_ONCE, sandbox, SETTINGS)
                .reconfigure(Map.of("errors.tolerance", "all"))) {
            assertThat(awaitFailure(deployment)).contains("RecordTooLargeException");
            assertThat(lines.said()).noneMatch(line -> line.startsWith("ERROR"));
        }
    }

    private static String awaitFailure(Deployment deployment) {
        await("failed")
                .atMost(Deployment.LIMIT)
                .untilAsserted(() ->
                        assertThat(task(deployment).path("state").asText()).isEqualTo("FAILED"));
        return task(deployment).path("trace").asText();
    }

    private static JsonNode task(Deployment deployment) {
        return deployment.get("/status").body().path("tasks").path(0);
    }

    private static void raise(ClusterMode guarantee, Deployment deployment) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, deployment.topicPrefix() + PARTS);
        AlterConfigOp raised =
                new AlterConfigOp(new ConfigEntry("max.message.bytes", "4000000"), AlterConfigOp.OpType.SET);
        try (Admin admin = guarantee.cluster().kafka().createAdminClient()) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(raised))).all().get();
        }
    }
}
