package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The access token is replaced at Intercom, and later in the file that the connector's configuration names. */
@ExtendWith(ClusterMode.Stopping.class)
class TokenRotationIT {
    private static final Size SIZE = new Size(150, 60, 40, 4, 12, 4, 2, 150, 0, 4, 3, Duration.ofDays(40));
    private static final int IN_THE_MIDDLE = 150;

    /** Each of them asked for a new token in vain. */
    private static final int REFUSALS = 3;

    @TempDir
    private Path folder;

    private final Countdown backfill = new Countdown();
    private final Sandbox sandbox = Sandbox.start(
            new Options().token("first").size(SIZE).logCapacity(100_000).latency(call -> {
                backfill.event();
                return 10;
            }));

    @Test
    void a_running_task_takes_up_each_new_token_and_neither_loses_nor_repeats_anything() throws IOException {
        provide("first");
        try (sandbox;
                WorkerProcess worker = new WorkerProcess(ClusterMode.EXACTLY_ONCE, providers())) {
            worker.start();
            worker.awaitReady();
            backfill.arm(IN_THE_MIDDLE, () -> sandbox.access().token("second"));
            try (Deployment deployment = new Deployment(worker.worker(), sandbox, settings()).create()) {
                awaitRefusals();
                provide("second");
                deployment.awaitTruth();
                assertThat(Truth.TABLES)
                        .allSatisfy(table -> assertThat(
                                        deployment.topics().timesSent(table).values())
                                .as(table)
                                .allMatch(times -> times == 1));

                int sent = deployment.topics().records();
                sandbox.access().token("third");
                awaitRefusals();
                String lead = leadWithoutNotes();
                sandbox.changes().contacts().rename(lead, "Renamed under the third token");
                provide("third");
                deployment.awaitTruth();
                assertThat(deployment.topics().records()).isEqualTo(sent + 1);

                deployment.awaitState("RUNNING", 1);
                assertThat(worker.statesOfTask(deployment.name())).containsExactly("RUNNING");
            }
        }
    }

    private Map<String, String> providers() {
        return Map.of(
                "config.providers",
                "file",
                "config.providers.file.class",
                FileConfigProvider.class.getName(),
                "config.providers.file.param.allowed.paths",
                folder.toString());
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("intercom.access.token", "${file:" + file() + ":token}");
        settings.put("intercom.max.in.flight.requests", "8");
        return settings;
    }

    private Path file() {
        return folder.resolve("intercom.properties");
    }

    /** All at once, as mounted secrets change. */
    private void provide(String token) throws IOException {
        Path next = Files.writeString(folder.resolve("next"), "token=" + token);
        Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void awaitRefusals() {
        long before = refusals();
        await("refusals of the token").atMost(Deployment.LIMIT).until(() -> refusals() >= before + REFUSALS);
    }

    private long refusals() {
        return sandbox.requests().of("GET /me").stream()
                .filter(request -> request.status() == 401)
                .count();
    }

    private String leadWithoutNotes() {
        List<Contact> contacts =
                List.copyOf(sandbox.workspace().contacts().current().all());
        return contacts.stream()
                .filter(contact ->
                        contact.role() == Role.LEAD && contact.links().notes().isEmpty())
                .findFirst()
                .orElseThrow()
                .id();
    }
}
