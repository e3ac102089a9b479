package io.kafkaconnect.intercom.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The cost of mapping Intercom's responses to rows: {@link PageToRows} under JMH, in a JVM with our classes instead of the archive. */
final class RowMapping implements Benchmark {
    @Override
    public ResultTable run(TestBench stand) {
        Path results = stand.home().resolve("jmh.json");
        String classPath = String.join(
                File.pathSeparator, System.getProperty("benchmark.classes"), System.getProperty("java.class.path"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "org.openjdk.jmh.Main",
                PageToRows.class.getName(),
                "-prof",
                "gc",
                "-foe",
                "true",
                "-rf",
                "json",
                "-rff",
                results.toString());
        try {
            int exit = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(stand.home().resolve("jmh.log").toFile())
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException(
                        "JMH failed; its log is " + stand.home().resolve("jmh.log"));
            }
            return table(new ObjectMapper().readTree(results.toFile()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static ResultTable table(JsonNode results) {
        ResultTable table = new ResultTable(
                "From the bytes of Intercom's answer to rows of all tables, by entity, on one core (JMH).",
                "none; rows should not cost much beside parsing.",
                "benchmark",
                "µs an entity",
                "± (99.9 %)",
                "entities/s",
                "bytes allocated an entity");
        for (JsonNode result : results) {
            double micros = result.at("/primaryMetric/score").asDouble();
            table.row(
                    result.path("benchmark").asText().replaceFirst(".*\\.", ""),
                    micros,
                    String.format(
                            Locale.ROOT,
                            "%.2f",
                            result.at("/primaryMetric/scoreError").asDouble()),
                    Math.round(1e6 / micros),
                    Math.round(result.path("secondaryMetrics")
                            .path("gc.alloc.rate.norm")
                            .path("score")
                            .asDouble()));
        }
        return table;
    }
}
