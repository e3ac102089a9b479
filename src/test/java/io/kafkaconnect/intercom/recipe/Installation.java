package io.kafkaconnect.intercom.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.worker.ClusterMode;
import io.kafkaconnect.intercom.worker.FoundClassPath;
import io.kafkaconnect.intercom.worker.WorkerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A worker that is installed as the pages say, in a folder of its own: the archive, a file with the token, Kafka's scripts, JMX, and the
 * project's files of {@code config}.
 */
final class Installation implements AutoCloseable {
    static final String CONNECTOR = "intercom";
    private static final String CONFIGURATION = "config/intercom-source.json";
    private static final Path ARCHIVE = Path.of(System.getProperty("archive.zip"));
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The class of each script of Kafka that the page names. */
    private static final Map<String, String> SCRIPTS = Map.of(
            "kafka-run-class.sh", "",
            "kafka-console-consumer.sh", "org.apache.kafka.tools.consumer.ConsoleConsumer",
            "kafka-configs.sh", "kafka.admin.ConfigCommand");

    private final Path folder;
    private final int jmxPort = WorkerProcess.freePort();
    private final WorkerProcess worker;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * Starts nothing yet.
     *
     * @param folder an empty one
     * @param settings settings of the connector that replace those of the project's file
     */
    Installation(Path folder, Map<String, String> settings) {
        this.folder = folder;
        try {
            Files.createDirectories(plugins());
            Files.createDirectories(secrets());
            Files.copy(ARCHIVE, folder.resolve(ARCHIVE.getFileName()));
            Files.createDirectory(folder.resolve("config"));
            writeConnector(settings);
            writeScripts();
            this.worker = worker();
            terminal().execute("unzip -q kafkaconnect-*.zip -d /opt/connect-plugins", Map.of());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path plugins() {
        return folder.resolve("opt/connect-plugins");
    }

    private Path secrets() {
        return folder.resolve("etc/kafka/secrets");
    }

    /** The file whose key {@code access.token} is the token. */
    Path tokenFile() {
        return secrets().resolve("intercom.properties");
    }

    /** The body of a {@code POST /connectors}. */
    JsonNode connector() {
        try {
            return JSON.readTree(folder.resolve(CONFIGURATION).toFile());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    StoredOffsets offsets() {
        return new StoredOffsets(bootstrapServers(), worker.offsetsTopic());
    }

    WorkerProcess process() {
        return worker;
    }

    /** Starts the worker with such variables, besides those of its earlier starts. */
    void start(Map<String, String> variables) {
        environment.putAll(variables);
        worker.start(environment);
        worker.awaitReady();
    }

    /** A terminal on the machine of the worker. */
    Terminal terminal() {
        return new Terminal(
                folder,
                Map.of(
                        "http://localhost:8083", worker.restUrl(),
                        "localhost:8083", worker.restUrl(),
                        "localhost:9092", bootstrapServers(),
                        "localhost:9999", "127.0.0.1:" + jmxPort,
                        "/opt/connect-plugins", plugins().toString(),
                        "/etc/kafka/secrets", secrets().toString()),
                Map.of("KAFKA_HOME", folder.resolve("kafka").toString()));
    }

    private static String bootstrapServers() {
        return ClusterMode.EXACTLY_ONCE.cluster().kafka().bootstrapServers();
    }

    private WorkerProcess worker() {
        Map<String, String> settings = WorkerProcess.shippedSettings();
        settings.putAll(Map.of(
                "plugin.path",
                plugins().toString(),
                "config.providers",
                "env,file",
                "config.providers.file.class",
                "org.apache.kafka.common.config.provider.FileConfigProvider",
                "config.providers.file.param.allowed.paths",
                secrets().toString()));
        String jmx = "-Dcom.sun.management.jmxremote";
        return new WorkerProcess(
                bootstrapServers(),
                ClusterMode.EXACTLY_ONCE.isolation(),
                settings,
                List.of(
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        jmx + ".port=" + jmxPort,
                        jmx + ".rmi.port=" + jmxPort,
                        jmx + ".host=127.0.0.1",
                        jmx + ".authenticate=false",
                        jmx + ".ssl=false",
                        "-Djava.rmi.server.hostname=127.0.0.1"),
                FoundClassPath.ofWorker("4.3.1"));
    }

    private void writeConnector(Map<String, String> settings) throws IOException {
        ObjectNode body = (ObjectNode) JSON.readTree(new File(CONFIGURATION));
        settings.forEach((key, value) -> ((ObjectNode) body.path("config")).put(key, value));
        JSON.writeValue(folder.resolve(CONFIGURATION).toFile(), body);
    }

    private void writeScripts() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("kafka/bin"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:TieredStopAtLevel=1 -cp "
                + FoundClassPath.of("tools");
        for (Map.Entry<String, String> script : SCRIPTS.entrySet()) {
            Files.writeString(
                    Files.createFile(
                            bin.resolve(script.getKey()),
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"))),
                    "#!/bin/sh\nexec " + java + ' ' + script.getValue() + " \"$@\"\n");
        }
    }

    @Override
    public void close() {
        worker.close();
    }
}
