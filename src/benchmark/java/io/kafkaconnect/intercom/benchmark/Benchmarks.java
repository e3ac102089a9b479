package io.kafkaconnect.intercom.benchmark;

import io.kafkaconnect.intercom.benchmark.chart.LineChart;
import io.kafkaconnect.intercom.quickstart.ParentWatchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;

/** Runs the benchmarks chosen by {@code -Dbenchmark=name,name}, or all, and writes each one's table below {@code target/benchmark}. */
final class Benchmarks {
    private static final Map<String, Benchmark> ALL = all();
    private static final int WIDTH = 640;
    private static final int HEIGHT = 340;

    private Benchmarks() {}

    private static Map<String, Benchmark> all() {
        Map<String, Benchmark> all = new LinkedHashMap<>();
        all.put("limit", new LimitUse());
        all.put("unlimited", new Unlimited());
        all.put("serial", new Serial());
        all.put("memory", new Memory());
        all.put("rows", new SentRowsUse());
        all.put("contacts", new ContactReading());
        all.put("growth", new Growth());
        all.put("restart", new Restart());
        all.put("replies", new Replies());
        all.put("freshness", new Freshness());
        all.put("jmh", new RowMapping());
        return all;
    }

    /** Exits with 0 if all benchmarks ran, with any figures, and with 1 if one failed. */
    public static void main(String[] args) {
        LogManager.getLogManager().reset();
        ParentWatchdog.toParent(() -> Runtime.getRuntime().halt(1));
        int exit = 1;
        try (TestBench stand = TestBench.open(Path.of(System.getProperty("benchmark.home")))) {
            System.out.println("\n" + Machine.describe() + "\n");
            for (String name : chosen(System.getProperty("benchmark", ""))) {
                ResultTable table = ALL.get(name).run(stand);
                String text = "## " + name + "\n\n" + table.markdown() + "\n" + Machine.describe() + "\n";
                System.out.println(text);
                Files.writeString(stand.home().resolve(name + ".md"), text);
                if (table.chart().isPresent()) {
                    draw(table.chart().get(), stand.home(), name);
                }
            }
            exit = 0;
        } catch (IOException | RuntimeException | AssertionError failed) {
            failed.printStackTrace(System.out);
        }
        // The broker's threads would keep it alive.
        Runtime.getRuntime().halt(exit);
    }

    /** Draws the chart beside the table, and into the documentation if {@code -Dbenchmark.charts} names its folder of pictures. */
    private static void draw(LineChart chart, Path home, String name) throws IOException {
        String picture = chart.file(WIDTH, HEIGHT);
        Files.writeString(home.resolve(name + ".svg"), picture);
        String pictures = System.getProperty("benchmark.charts", "");
        if (!pictures.isBlank()) {
            Files.writeString(Path.of(pictures).resolve("benchmark-" + name + ".svg"), picture);
        }
    }

    private static List<String> chosen(String names) {
        List<String> chosen = names.isBlank() ? List.copyOf(ALL.keySet()) : List.of(names.split(","));
        if (!ALL.keySet().containsAll(chosen)) {
            throw new IllegalArgumentException(
                    "-Dbenchmark=" + names + " is not a list of some of " + String.join(",", ALL.keySet()));
        }
        return chosen;
    }
}
