package io.kafkaconnect.intercom.worker;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class paths that the build has found for the modules below {@code src/compatibility}. */
public final class FoundClassPath {
    private static final Path FOLDER = Path.of(System.getProperty("compatibility.dir"));

    private FoundClassPath() {}

    /** The jars of a module, such as {@code tools}. */
    public static String of(String module) {
        try {
            return Files.readString(FOLDER.resolve(module + ".classpath")).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The class path of a {@link WorkerProcess} of that version of Kafka. */
    public static String ofWorker(String version) {
        return FOLDER.resolve("classes") + File.pathSeparator + of("kafka-" + version);
    }
}
