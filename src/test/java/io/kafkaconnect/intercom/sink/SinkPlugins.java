package io.kafkaconnect.intercom.sink;

import io.kafkaconnect.intercom.worker.ClusterMode;
import io.kafkaconnect.intercom.worker.FoundClassPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;

/** The sinks that are at hand, as folders on the {@code plugin.path} of a worker. */
final class SinkPlugins {
    /** Names a folder of sinks besides those that the build has: each in a folder of its own. */
    static final String MORE = "sinks.plugins";

    private static final Path ARCHIVE = Path.of(System.getProperty("archive.dir"));

    private SinkPlugins() {}

    /** The archive of Debezium's JDBC sink, which the build unpacks. */
    static Path debezium() {
        return ARCHIVE.resolveSibling("sink");
    }

    /** Apache Iceberg's sink, made of the jars that the build found. Hadoop reads them until the very end. */
    static Path iceberg() throws IOException {
        Path plugins = ARCHIVE.resolveSibling("iceberg-plugin");
        Path sink = Files.createDirectories(plugins.resolve("iceberg"));
        for (String jar : List.of(FoundClassPath.of("iceberg").split(File.pathSeparator, -1))) {
            Files.copy(Path.of(jar), sink.resolve(Path.of(jar).getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        return plugins;
    }

    /** Those that the user named; none by default. */
    static Stream<Path> more() {
        return Stream.of(System.getProperty(MORE, ""))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of);
    }

    /** A worker with these sinks beside our archive; the caller stops it. It also takes sinks without a list of their classes, as any worker does. */
    static EmbeddedConnectCluster worker(String name, Stream<Path> sinks) {
        String path =
                Stream.concat(Stream.of(ARCHIVE), sinks).map(Path::toString).collect(Collectors.joining(","));
        return ClusterMode.EXACTLY_ONCE.start(name, 1, Map.of("plugin.path", path, "plugin.discovery", "hybrid_warn"));
    }
}
