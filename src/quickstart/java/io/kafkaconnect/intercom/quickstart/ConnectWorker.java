package io.kafkaconnect.intercom.quickstart;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.errors.ConnectException;

/** A distributed worker in this process, set up as {@code config/connect-distributed.properties} says but for addresses and converters. */
public final class ConnectWorker {
    private ConnectWorker() {}

    /** Starts the worker, and returns the address of its REST API once it answers. */
    static String start(Path settings, int port, String bootstrapServers, String plugins, String registryUrl) {
        Map<String, String> worker = new HashMap<>();
        read(settings).forEach((key, value) -> worker.put(key.toString(), value.toString()));
        worker.keySet().removeIf(key -> key.startsWith("key.converter") || key.startsWith("value.converter"));
        worker.put("bootstrap.servers", bootstrapServers);
        worker.put("listeners", "http://127.0.0.1:" + port);
        worker.put("plugin.path", plugins);
        // The registry's converter is on the class path, where it needs no manifest.
        worker.put("plugin.discovery", "service_load");
        for (String topic : new String[] {"config", "offset", "status"}) {
            worker.put(topic + ".storage.replication.factor", "1");
        }
        worker.put("offset.storage.partitions", "1");
        worker.put("status.storage.partitions", "1");
        for (String side : new String[] {"key.converter", "value.converter"}) {
            worker.putAll(converter(side, registryUrl));
        }
        try {
            new ConnectDistributed().startConnect(worker);
        } catch (ConnectException failed) {
            throw new TroubleException("The Connect worker does not start: " + failed.getMessage(), failed);
        }
        return "http://127.0.0.1:" + port;
    }

    /** Writes the same bytes as Confluent's Avro converter: a zero, the id of the schema in the registry, the Avro bytes. */
    public static Map<String, String> converter(String side, String registryUrl) {
        return Map.of(
                side,
                "io.apicurio.registry.utils.converter.AvroConverter",
                side + ".apicurio.registry.url",
                registryUrl + "/apis/registry/v2",
                side + ".apicurio.registry.auto-register",
                "true",
                side + ".apicurio.registry.find-latest",
                "false",
                side + ".apicurio.registry.as-confluent",
                "true",
                side + ".apicurio.registry.use-id",
                "contentId",
                side + ".apicurio.registry.headers.enabled",
                "false");
    }

    private static Properties read(Path settings) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(settings)) {
            properties.load(reader);
        } catch (IOException unusable) {
            throw new TroubleException("The worker's settings cannot be read from " + settings, unusable);
        }
        return properties;
    }
}
