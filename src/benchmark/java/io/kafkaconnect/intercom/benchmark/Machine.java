package io.kafkaconnect.intercom.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The machine of the measurements. */
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private Machine() {}

    /** One line. */
    static String describe() {
        long gigabytes =
                Math.round(Long.parseLong(value(MEMORY, "MemTotal", "0").replaceAll("\\D", "")) / 1048576.0);
        return "Measured on %d cores of %s, %d GB, %s, Java %s."
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        value(PROCESSORS, "model name", System.getProperty("os.arch")),
                        gigabytes,
                        System.getProperty("os.name"),
                        System.getProperty("java.version"));
    }

    private static String value(Path file, String key, String unknown) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException notLinux) {
            return unknown;
        }
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(unknown);
    }
}
