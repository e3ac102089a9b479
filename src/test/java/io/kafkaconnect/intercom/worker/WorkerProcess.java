package io.kafkaconnect.intercom.worker;

import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.quickstart.Leash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.connect.cli.ConnectDistributed;

/**
 * A distributed worker in a process of its own, the only one of its group, which can be killed and started again. Its log, of all its
 * lives, is below {@code target/workers}. It never outlives the process that started it.
 */
final class WorkerProcess implements AutoCloseable {
    private final Guarantee guarantee;
    private final String group;
    private final int port = freePort();
    private final Path settings;
    private final Path log;
    private volatile Process process;

    WorkerProcess(Guarantee guarantee) {
        this.guarantee = guarantee;
        this.group = "worker-" + UUID.randomUUID();
        Path folder = Path.of(System.getProperty("archive.dir")).resolveSibling("workers");
        this.settings = folder.resolve(group + ".properties");
        this.log = folder.resolve(group + ".log");
        try {
            Files.createDirectories(folder);
            try (Writer writer = Files.newBufferedWriter(settings)) {
                Properties properties = new Properties();
                properties.putAll(guarantee.worker());
                properties.putAll(own());
                properties.store(writer, null);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private Map<String, String> own() {
        return Map.ofEntries(
                Map.entry("bootstrap.servers", bootstrapServers()),
                Map.entry("listeners", "http://127.0.0.1:" + port),
                Map.entry("group.id", group),
                Map.entry("config.storage.topic", group + "-configs"),
                Map.entry("offset.storage.topic", group + "-offsets"),
                Map.entry("status.storage.topic", group + "-status"),
                Map.entry("config.storage.replication.factor", "1"),
                Map.entry("offset.storage.replication.factor", "1"),
                Map.entry("status.storage.replication.factor", "1"),
                Map.entry("offset.storage.partitions", "1"),
                Map.entry("status.storage.partitions", "1"),
                Map.entry("key.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("value.converter", "org.apache.kafka.connect.json.JsonConverter"),
                // Over before the next life has begun.
                Map.entry("session.timeout.ms", "2000"),
                Map.entry("heartbeat.interval.ms", "500"),
                Map.entry("producer.transaction.timeout.ms", "10000"),
                Map.entry("offset.flush.interval.ms", "150"));
    }

    private String bootstrapServers() {
        return guarantee.cluster().kafka().bootstrapServers();
    }

    Worker worker() {
        return new Worker("http://127.0.0.1:" + port, bootstrapServers(), guarantee.isolation());
    }

    /** Starts it, and returns at once. */
    void start() {
        try {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xshare:auto",
                            "-Droot.log.level=WARN",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Leash.class.getName(),
                            ConnectDistributed.class.getName(),
                            settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns when its REST API answers. */
    void awaitReady() {
        Rest rest = new Rest(worker().restUrl());
        await("worker, whose log is " + log)
                .atMost(Deployment.LIMIT)
                .ignoreExceptions()
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("The worker ended at its start; its log is " + log);
                    }
                    return rest.get("/connectors").status() == 200;
                });
    }

    /** Ends it with SIGKILL: nothing of it runs on, not even a shutdown hook. */
    void kill() {
        process.destroyForcibly();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
