package io.kafkaconnect.intercom.worker;

import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.quickstart.ParentWatchdog;
import io.kafkaconnect.intercom.quickstart.Rest;
import io.kafkaconnect.intercom.shipped.Shipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.connect.cli.ConnectDistributed;

/**
 * A distributed worker in a process of its own, the only one of its group, which can be killed and started again. Its log, of all its
 * lives, is below {@code target/workers}. It never outlives the process that started it.
 */
public final class WorkerProcess implements AutoCloseable {
    private final String bootstrapServers;
    private final String isolation;
    private final List<String> jvm;
    private final String classPath;
    private final String group;
    private final int port = freePort();
    private final Path settings;
    private final Path log;
    private volatile Process process;

    /** A worker that is killed soon. */
    WorkerProcess(ClusterMode guarantee) {
        this(guarantee, Map.of());
    }

    /** The same with such settings besides. */
    WorkerProcess(ClusterMode guarantee, Map<String, String> more) {
        this(
                guarantee.cluster().kafka().bootstrapServers(),
                guarantee.isolation(),
                shortLived(guarantee.worker(), more),
                List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    }

    /**
     * Starts nothing yet.
     *
     * @param isolation the isolation level of consumers that want to see what it promises
     * @param worker its settings, but for its group and addresses
     * @param jvm the options of its Java
     */
    public WorkerProcess(String bootstrapServers, String isolation, Map<String, String> worker, List<String> jvm) {
        this(bootstrapServers, isolation, worker, jvm, System.getProperty("java.class.path"));
    }

    /** The same with such a class path in place of that of the tests. */
    public WorkerProcess(
            String bootstrapServers, String isolation, Map<String, String> worker, List<String> jvm, String classPath) {
        this.bootstrapServers = bootstrapServers;
        this.isolation = isolation;
        this.jvm = List.copyOf(jvm);
        this.classPath = classPath;
        this.group = "worker-" + UUID.randomUUID();
        Path folder = Path.of(System.getProperty("archive.dir")).resolveSibling("workers");
        this.settings = folder.resolve(group + ".properties");
        this.log = folder.resolve(group + ".log");
        try {
            Files.createDirectories(folder);
            try (Writer writer = Files.newBufferedWriter(settings)) {
                Properties properties = new Properties();
                properties.putAll(own());
                properties.putAll(worker);
                properties.store(writer, null);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** The settings of the project's own file for workers, but for those that each process has of its own. They may be changed. */
    public static Map<String, String> shippedSettings() {
        Map<String, String> settings = new HashMap<>(
                Shipped.at("config/connect-distributed.properties").worker());
        settings.keySet()
                .removeIf(key -> key.equals("bootstrap.servers")
                        || key.equals("listeners")
                        || key.equals("group.id")
                        || key.endsWith(".storage.topic"));
        return settings;
    }

    private Map<String, String> own() {
        return Map.ofEntries(
                Map.entry("bootstrap.servers", bootstrapServers),
                Map.entry("listeners", "http://127.0.0.1:" + port),
                Map.entry("group.id", group),
                Map.entry("config.storage.topic", group + "-configs"),
                Map.entry("offset.storage.topic", offsetsTopic()),
                Map.entry("status.storage.topic", group + "-status"),
                Map.entry("config.storage.replication.factor", "1"),
                Map.entry("offset.storage.replication.factor", "1"),
                Map.entry("status.storage.replication.factor", "1"),
                Map.entry("offset.storage.partitions", "1"),
                Map.entry("status.storage.partitions", "1"),
                Map.entry("key.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("value.converter", "org.apache.kafka.connect.json.JsonConverter"));
    }

    /** The group notices a death before the next life has begun. */
    private static Map<String, String> shortLived(Map<String, String> worker, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(worker);
        settings.put("session.timeout.ms", "2000");
        settings.put("heartbeat.interval.ms", "500");
        // A transaction of a dead worker ends when the next one begins. A shorter time fails tasks on a busy machine.
        settings.put("producer.transaction.timeout.ms", "30000");
        settings.put("offset.flush.interval.ms", "150");
        settings.putAll(more);
        return settings;
    }

    /** Where its REST API is. */
    public String restUrl() {
        return "http://127.0.0.1:" + port;
    }

    /** As seen from outside. */
    public Worker worker() {
        return new Worker(restUrl(), bootstrapServers, isolation);
    }

    /** Starts it, and returns at once. */
    public void start() {
        start(Map.of());
    }

    /** The same with such variables in its environment. */
    public void start(Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(
                "-Xshare:auto",
                "-Droot.log.level=WARN",
                "-cp",
                classPath,
                ParentWatchdog.class.getName(),
                ConnectDistributed.class.getName(),
                settings.toString()));
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns when its REST API answers. */
    public void awaitReady() {
        Rest rest = new Rest(restUrl());
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

    /** Ends it as an operator does, and returns when it has ended. */
    public void stop() {
        process.destroy();
        process.onExit().join();
    }

    /** Ends it with SIGKILL: nothing of it runs on, not even a shutdown hook. */
    void kill() {
        process.destroyForcibly();
    }

    /** The topic in which it stores the offsets of its connectors. */
    public String offsetsTopic() {
        return group + "-offsets";
    }

    /** The states that the only task of a connector has had so far, also those that were over soon. */
    List<String> statesOfTask(String connector) {
        return new Records(bootstrapServers, group + "-status")
                .values("status-task-" + connector + "-0").stream()
                        .map(status -> status.path("state").asText())
                        .toList();
    }

    /** The lines of its log so far. */
    List<String> logLines() {
        try {
            return Files.readAllLines(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Its process, to be measured. */
    public ProcessHandle handle() {
        return process.toHandle();
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

    /** A port of the loopback address that nobody uses now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
