package io.kafkaconnect.intercom.monitoring;

import io.kafkaconnect.intercom.shipped.Shipped;
import io.kafkaconnect.intercom.worker.ClusterMode;
import io.kafkaconnect.intercom.worker.WorkerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A worker with the archive and the JMX exporter's agent, as the page about monitoring says. */
record MonitoredWorker(WorkerProcess process, String metricsAddress) implements AutoCloseable {
    private static final Path CLASS_PATHS = Path.of(System.getProperty("compatibility.dir"));

    static MonitoredWorker start() {
        String address = "127.0.0.1:" + WorkerProcess.freePort();
        Map<String, String> settings = new HashMap<>(
                Shipped.at("config/connect-distributed.properties").worker());
        settings.keySet()
                .removeIf(key -> key.equals("bootstrap.servers")
                        || key.equals("listeners")
                        || key.equals("group.id")
                        || key.endsWith(".storage.topic"));
        settings.put("plugin.path", System.getProperty("archive.dir"));
        WorkerProcess worker = new WorkerProcess(
                ClusterMode.EXACTLY_ONCE.cluster().kafka().bootstrapServers(),
                ClusterMode.EXACTLY_ONCE.isolation(),
                settings,
                List.of(
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-javaagent:" + classPath("jmx-exporter") + "=" + address
                                + ":config/monitoring/jmx-exporter.yml"),
                CLASS_PATHS.resolve("classes") + File.pathSeparator + classPath("kafka-4.3.1"));
        worker.start();
        worker.awaitReady();
        return new MonitoredWorker(worker, address);
    }

    private static String classPath(String name) {
        try {
            return Files.readString(CLASS_PATHS.resolve(name + ".classpath")).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
