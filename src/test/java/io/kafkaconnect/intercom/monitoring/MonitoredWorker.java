package io.kafkaconnect.intercom.monitoring;

import io.kafkaconnect.intercom.worker.ClusterMode;
import io.kafkaconnect.intercom.worker.FoundClassPath;
import io.kafkaconnect.intercom.worker.WorkerProcess;
import java.util.List;
import java.util.Map;

/** A worker with the archive and the JMX exporter's agent, as the page about monitoring says. */
record MonitoredWorker(WorkerProcess process, String metricsAddress) implements AutoCloseable {
    static MonitoredWorker start() {
        String address = "127.0.0.1:" + WorkerProcess.freePort();
        Map<String, String> settings = WorkerProcess.shippedSettings();
        settings.put("plugin.path", System.getProperty("archive.dir"));
        WorkerProcess worker = new WorkerProcess(
                ClusterMode.EXACTLY_ONCE.cluster().kafka().bootstrapServers(),
                ClusterMode.EXACTLY_ONCE.isolation(),
                settings,
                List.of(
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-javaagent:" + FoundClassPath.of("jmx-exporter") + "=" + address
                                + ":config/monitoring/jmx-exporter.yml"),
                FoundClassPath.ofWorker("4.3.1"));
        worker.start();
        worker.awaitReady();
        return new MonitoredWorker(worker, address);
    }

    @Override
    public void close() {
        process.close();
    }
}
