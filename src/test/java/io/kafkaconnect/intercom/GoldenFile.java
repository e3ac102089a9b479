package io.kafkaconnect.intercom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text to be looked at when it changes: {@code mvn test -Dgolden.update=true} writes it anew, the diff is read. */
record GoldenFile(String name) {

    void assertIs(String actual) {
        Path file = Path.of("src/test/resources", name);
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual, UTF_8);
            }
            assertThat(actual)
                    .as("%s; -Dgolden.update=true writes it anew", file)
                    .isEqualTo(Files.readString(file, UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
