package io.kafkaconnect.intercom.worker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.Testcontainers;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** The archive as a user installs it, in the images that users run. */
class ContainerIT {
    private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.3.1");
    private static final int REST = 8083;

    private static final String WORKER = String.join(
            "\n",
            "bootstrap.servers=kafka:19092",
            "group.id=connect",
            "config.storage.topic=connect-configs",
            "offset.storage.topic=connect-offsets",
            "status.storage.topic=connect-status",
            "config.storage.replication.factor=1",
            "offset.storage.replication.factor=1",
            "status.storage.replication.factor=1",
            "key.converter=org.apache.kafka.connect.json.JsonConverter",
            "value.converter=org.apache.kafka.connect.json.JsonConverter",
            "exactly.once.source.support=enabled",
            "plugin.path=/plugins",
            "plugin.discovery=service_load",
            "listeners=http://0.0.0.0:" + REST);

    @BeforeAll
    static void aDockerEngineAnswers() {
        boolean available = DockerClientFactory.instance().isDockerAvailable();
        String message = "The archive is not tried in the images of Kafka: no Docker engine answers here";
        if (!available) {
            // The build's output says that a test was skipped, but not why.
            System.out.println(message);
        }
        assumeTrue(available, message);
    }

    @Test
    void the_archive_fills_all_tables_from_a_container_of_the_kafka_image() {
        try (Sandbox sandbox = Sandbox.start(new Options());
                Network network = Network.newNetwork();
                KafkaContainer kafka =
                        new KafkaContainer(KAFKA).withNetwork(network).withListener("kafka:19092");
                GenericContainer<?> connect = connect(network)) {
            Testcontainers.exposeHostPorts(URI.create(sandbox.baseUrl()).getPort());
            kafka.start();
            connect.start();
            Worker worker = new Worker(
                    "http://" + connect.getHost() + ":" + connect.getMappedPort(REST),
                    kafka.getBootstrapServers(),
                    "read_committed");
            String fromInside = "http://host.testcontainers.internal:"
                    + URI.create(sandbox.baseUrl()).getPort();
            try (Deployment deployment =
                    new Deployment(worker, sandbox, Map.of("intercom.base.url", fromInside)).create()) {
                deployment.awaitTruth();
            }
        }
    }

    private static GenericContainer<?> connect(Network network) {
        return new GenericContainer<>(KAFKA)
                .withNetwork(network)
                .withExposedPorts(REST)
                .withCopyFileToContainer(MountableFile.forHostPath(System.getProperty("archive.dir")), "/plugins")
                .withCopyToContainer(Transferable.of(WORKER), "/tmp/connect.properties")
                .withCommand("/opt/kafka/bin/connect-distributed.sh", "/tmp/connect.properties")
                .waitingFor(Wait.forHttp("/connectors").forPort(REST));
    }
}
