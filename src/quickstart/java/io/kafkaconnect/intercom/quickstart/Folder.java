package io.kafkaconnect.intercom.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder whose content the quickstart deletes. */
record Folder(Path path) {
    /** The broker of this process may write a file into a folder that is being deleted. */
    private static final int MAX_ATTEMPTS = 5;

    /** Deletes it with its content, as far as no other program uses the files. */
    void delete() {
        for (int attempt = 0; attempt < MAX_ATTEMPTS && Files.exists(path); attempt++) {
            deleteFiles();
        }
    }

    private void deleteFiles() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException stillWritten) {
            // The broker may still be writing; the next start deletes the remaining files.
        }
    }
}
