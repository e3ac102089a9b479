package io.kafkaconnect.intercom.quickstart;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that runs besides the connector: broker, registry, worker and, without a token, the sandbox. */
final class LocalCluster {
    /** Intercom's rate limit per minute. */
    private static final int RATE_LIMIT = 10_000;

    private final Choices choices;
    private final Screen screen;
    private volatile Registry registry;
    private volatile Sandbox sandbox;
    private String broker;
    private String worker;

    LocalCluster(Choices choices, Screen screen) {
        this.choices = choices;
        this.screen = screen;
    }

    /** Starts everything, and prints the addresses. */
    void start() throws IOException {
        Ports ports = choices.ports().free();
        deleteData();
        Path temporary = Files.createDirectories(data().resolve("registry"));
        registry = Registry.start(
                ports.registry(),
                choices.registryHome(),
                temporary,
                choices.home().resolve("registry.log"));
        if (!choices.realWorkspace()) {
            sandbox = Sandbox.start(new Options()
                    .port(ports.sandbox())
                    .size(choices.size())
                    .rateLimitPerMinute(RATE_LIMIT)
                    .logCapacity(0));
        }
        screen.say(
                "Intercom         " + source() + (sandbox == null ? "" : " (set " + Choices.TOKEN + " to read yours)"));
        broker = Broker.start(ports.broker(), data().resolve("kafka"));
        screen.say("Kafka broker     " + broker);
        screen.say("Schema registry  " + registry.awaitReady().url() + Registry.API);
        worker = ConnectWorker.start(choices.worker(), ports.rest(), broker, choices.plugins(), registry.url());
        screen.say("Connect worker   " + worker + ", its log is " + Choices.shown(choices.log()));
    }

    /** Describes what is read. */
    String source() {
        return sandbox == null ? "your workspace" : "the sandbox at " + sandbox.baseUrl();
    }

    Optional<Sandbox> sandbox() {
        return Optional.ofNullable(sandbox);
    }

    String broker() {
        return broker;
    }

    String worker() {
        return worker;
    }

    Registry registry() {
        return registry;
    }

    /** Ends the processes and deletes the data that were started so far; everything else ends with this process. */
    void clean() {
        if (registry != null) {
            registry.stop();
        }
        deleteData();
    }

    private Path data() {
        return choices.home().resolve("data");
    }

    private void deleteData() {
        if (!Files.exists(data())) {
            return;
        }
        try (Stream<Path> paths = Files.walk(data())) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException stillWritten) {
            // The broker may still be writing; the next start deletes the remaining files.
        }
    }
}
