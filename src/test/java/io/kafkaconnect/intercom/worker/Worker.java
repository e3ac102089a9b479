package io.kafkaconnect.intercom.worker;

import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;

/**
 * A running worker, as seen from outside.
 *
 * @param isolation the isolation level of consumers that want to see what it promises
 */
public record Worker(String restUrl, String bootstrapServers, String isolation) {

    static Worker of(ClusterMode guarantee) {
        EmbeddedConnectCluster cluster = guarantee.cluster();
        return new Worker(cluster.endpointForResource(""), cluster.kafka().bootstrapServers(), guarantee.isolation());
    }
}
