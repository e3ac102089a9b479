package io.kafkaconnect.intercom.benchmark;

import io.kafkaconnect.intercom.quickstart.Broker;
import io.kafkaconnect.intercom.quickstart.Ports;
import io.kafkaconnect.intercom.quickstart.Registry;
import io.kafkaconnect.intercom.shipped.Shipped;
import io.kafkaconnect.intercom.worker.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Everything that runs besides the measured code: a broker in this process, and, on demand, a schema registry and workers in processes of
 * their own.
 */
final class TestBench implements AutoCloseable {
    /** The options of Kafka's own script, without the console. */
    static final List<String> USUAL_JVM = List.of("-Xms256m", "-Xmx2g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20");

    /** The heap of a worker with little memory. */
    static final String SMALL_HEAP = "256m";

    static final List<String> SMALL_JVM = List.of("-Xms" + SMALL_HEAP, "-Xmx" + SMALL_HEAP, "-XX:+UseG1GC");

    private final Path home;
    private final String broker;
    private Registry registry;

    private TestBench(Path home, String broker) {
        this.home = home;
        this.broker = broker;
    }

    /** Starts the broker, with an empty log. */
    static TestBench open(Path home) {
        try {
            delete(home.resolve("data"));
            Path log = Files.createDirectories(home.resolve("data/kafka"));
            return new TestBench(home, Broker.start(Ports.any(), log));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** The folder of results and logs. */
    Path home() {
        return home;
    }

    String broker() {
        return broker;
    }

    /** Started on first use. */
    Registry registry() {
        if (registry == null) {
            try {
                Path temporary = Files.createDirectories(home.resolve("data/registry"));
                Path program = home.resolveSibling("quickstart/registry");
                registry = Registry.start(Ports.any(), program, temporary, home.resolve("registry.log"));
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
            registry.awaitReady();
        }
        return registry;
    }

    /** Starts a worker with the shipped settings, exactly-once included, and returns once it answers. The caller closes it. */
    WorkerProcess worker(List<String> jvm) {
        Map<String, String> settings = new HashMap<>(
                Shipped.at("config/connect-distributed.properties").worker());
        settings.keySet()
                .removeIf(key -> !key.startsWith("config.providers") && !key.equals("exactly.once.source.support"));
        settings.put("plugin.path", System.getProperty("archive.dir"));
        settings.put("plugin.discovery", "service_load");
        settings.put("scheduled.rebalance.max.delay.ms", "0");
        List<String> options = new ArrayList<>(jvm);
        options.addAll(List.of(System.getProperty("benchmark.worker", "").split(" ")));
        options.removeIf(String::isBlank);
        WorkerProcess worker = new WorkerProcess(broker, "read_committed", settings, options);
        worker.start();
        worker.awaitReady();
        return worker;
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.stop();
        }
        try {
            delete(home.resolve("data"));
        } catch (UncheckedIOException | IOException stillWritten) {
            // The broker keeps running; the next start deletes the remaining files.
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
