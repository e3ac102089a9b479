package io.kafkaconnect.intercom.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files with the expected results, to be reviewed in the diff. {@code mvn test -Dgolden.update=true} rewrites them; otherwise a
 * folder must hold exactly the files that are expected, each with exactly this text.
 */
public final class Golden {

    private static final Path RESOURCES = Path.of(System.getProperty("basedir", ""), "src", "test", "resources");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private Golden() {}

    /** A folder of the test resources, for input. */
    public static Path resource(String path) {
        return RESOURCES.resolve(path);
    }

    /** Compares the folder with its expected files, by their path in the folder; or writes them. */
    public static void check(String folder, Map<String, String> files) {
        try {
            Path root = resource(folder);
            if (UPDATE) {
                write(root, files);
            }
            assertThat(namesIn(root)).as("files in %s", folder).isEqualTo(new TreeSet<>(files.keySet()));
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                assertThat(file.getValue())
                        .as("%s/%s (to accept: -Dgolden.update=true)", folder, file.getKey())
                        .isEqualTo(Files.readString(root.resolve(file.getKey())));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares a file with the actual text; or writes it. */
    public static void check(Path file, UnaryOperator<String> expected) {
        try {
            String actual = Files.readString(file);
            String wanted = expected.apply(actual);
            if (UPDATE) {
                Files.writeString(file, wanted);
            } else {
                assertThat(actual)
                        .as("%s (to accept: -Dgolden.update=true)", file.getFileName())
                        .isEqualTo(wanted);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path root, Map<String, String> files) throws IOException {
        for (String obsolete : namesIn(root)) {
            if (!files.containsKey(obsolete)) {
                Files.delete(root.resolve(obsolete));
            }
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private static Set<String> namesIn(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return Set.of();
        }
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString().replace('\\', '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
