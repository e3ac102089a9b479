package io.kafkaconnect.intercom.worker;

import io.kafkaconnect.intercom.shipped.Shipped;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The two ways a worker can run source connectors. Each has one cluster for the whole run, started when first needed. */
public enum ClusterMode {
    EXACTLY_ONCE("enabled", "read_committed"),
    AT_LEAST_ONCE("disabled", "read_uncommitted");

    private final String exactlyOnceSupport;
    private final String isolation;

    @SuppressWarnings("ImmutableEnumChecker") // One cluster a run is the point.
    private EmbeddedConnectCluster cluster;

    ClusterMode(String exactlyOnceSupport, String isolation) {
        this.exactlyOnceSupport = exactlyOnceSupport;
        this.isolation = isolation;
    }

    /** What consumers must be set to in order to see what is promised. */
    public String isolation() {
        return isolation;
    }

    /** Its cluster, which is started when first needed. */
    public synchronized EmbeddedConnectCluster cluster() {
        if (cluster == null) {
            cluster = start(name().toLowerCase(Locale.ROOT).replace('_', '-'), 1);
        }
        return cluster;
    }

    /** A cluster besides, of several workers; the caller stops it. */
    EmbeddedConnectCluster start(String name, int workers) {
        return start(name, workers, Map.of());
    }

    /** The same with such settings of the workers besides. */
    public EmbeddedConnectCluster start(String name, int workers, Map<String, String> more) {
        Map<String, String> settings = worker();
        settings.putAll(more);
        EmbeddedConnectCluster started = new EmbeddedConnectCluster.Builder()
                .name(name)
                .numWorkers(workers)
                .numBrokers(1)
                .brokerProps(broker())
                .workerProps(settings)
                .build();
        started.start();
        return started;
    }

    private synchronized void stop() {
        if (cluster != null) {
            cluster.stop();
            cluster = null;
        }
    }

    /** Stops the clusters when the last test is over. */
    public static final class Stopping implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            AutoCloseable stopAll = () -> {
                for (ClusterMode guarantee : values()) {
                    guarantee.stop();
                }
            };
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent("clusters", key -> stopAll);
        }
    }

    private static Properties broker() {
        Properties broker = new Properties();
        // A worker that was killed is missed soon.
        broker.put("group.min.session.timeout.ms", "1000");
        broker.put("transaction.state.log.replication.factor", "1");
        broker.put("transaction.state.log.min.isr", "1");
        broker.put("offsets.topic.num.partitions", "1");
        broker.put("transaction.state.log.num.partitions", "1");
        broker.put("group.initial.rebalance.delay.ms", "0");
        return broker;
    }

    /** How its workers are set up, but for their group and their broker. */
    Map<String, String> worker() {
        Map<String, String> worker = new HashMap<>(
                Shipped.at("config/connect-distributed.properties").worker());
        worker.keySet().removeIf(key -> !key.startsWith("config.providers"));
        worker.putAll(Map.of(
                "exactly.once.source.support",
                exactlyOnceSupport,
                "plugin.path",
                System.getProperty("archive.dir"),
                "plugin.discovery",
                "service_load",
                "offset.flush.interval.ms",
                "500",
                "scheduled.rebalance.max.delay.ms",
                "0"));
        return worker;
    }
}
