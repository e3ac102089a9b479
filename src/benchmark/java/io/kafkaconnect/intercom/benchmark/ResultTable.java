package io.kafkaconnect.intercom.benchmark;

import io.kafkaconnect.intercom.benchmark.chart.LineChart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The result of a benchmark, as a Markdown table that is also readable in a terminal. */
final class ResultTable {
    private final String question;
    private final String goal;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();
    private LineChart chart;

    /**
     * An empty one.
     *
     * @param question the question, and how it is measured
     * @param goal the expected result
     */
    ResultTable(String question, String goal, String... columns) {
        this.question = question;
        this.goal = goal;
        this.columns = List.of(columns);
    }

    /** One more row; numbers become text as {@link #text} says. */
    ResultTable row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(text(cell));
        }
        rows.add(row);
        return this;
    }

    /** The same result as a chart. */
    ResultTable drawn(LineChart drawn) {
        chart = drawn;
        return this;
    }

    /** The chart; empty if the result has none. */
    Optional<LineChart> chart() {
        return Optional.ofNullable(chart);
    }

    /** A fraction as a percentage. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String text(Object cell) {
        if (cell instanceof Double number) {
            return String.format(Locale.ROOT, Math.abs(number) < 100 ? "%.2f" : "%,.0f", number);
        }
        return cell instanceof Number number ? String.format(Locale.ROOT, "%,d", number.longValue()) : cell.toString();
    }

    String markdown() {
        List<List<String>> all = new ArrayList<>();
        all.add(columns);
        all.add(Collections.nCopies(columns.size(), "---"));
        all.addAll(rows);
        String table = all.stream().map(this::line).collect(Collectors.joining("\n"));
        return question + "\n\n" + table + "\n\nGoal: " + goal + "\n";
    }

    private String line(List<String> cells) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> pad(cells.get(i), i))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String pad(String cell, int column) {
        int width = Math.max(
                columns.get(column).length(),
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
        return cell + (cell.equals("---") ? "-" : " ").repeat(Math.max(0, width - cell.length()));
    }
}
