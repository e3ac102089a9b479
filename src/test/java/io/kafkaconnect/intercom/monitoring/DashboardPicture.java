package io.kafkaconnect.intercom.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.benchmark.chart.LineChart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The panels of the dashboard as one picture, with the data of a Prometheus. */
record DashboardPicture(Dashboard dashboard, Prometheus prometheus, long from, long to) {
    private static final int COLUMNS = 3;
    private static final int WIDTH = 400;
    private static final int HEIGHT = 250;
    private static final int GAP = 8;
    private static final int MAX_POINTS = 120;
    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    /** What Grafana calls the units. */
    private static final Map<String, String> UNITS = Map.of(
            "s", "seconds",
            "ms", "ms",
            "percent", "%",
            "reqps", "requests/s",
            "wps", "records/s",
            "rowsps", "rows/s",
            "Bps", "bytes/s",
            "bytes", "bytes",
            "short", "");

    String svg() {
        List<Dashboard.Panel> panels = dashboard.panels().stream()
                .filter(panel -> !panel.type().equals("row"))
                .toList();
        int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
        StringBuilder picture = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">%n"
                .formatted(COLUMNS * (WIDTH + GAP), rows * (HEIGHT + GAP)));
        for (int i = 0; i < panels.size(); i++) {
            picture.append(
                    chart(panels.get(i)).svg(i % COLUMNS * (WIDTH + GAP), i / COLUMNS * (HEIGHT + GAP), WIDTH, HEIGHT));
        }
        return picture.append("</svg>\n").toString();
    }

    private LineChart chart(Dashboard.Panel panel) {
        List<LineChart.Line> lines = new ArrayList<>();
        for (Dashboard.Query query : panel.queries()) {
            for (JsonNode series : prometheus.query(query.expression(), from, to, step())) {
                lines.add(new LineChart.Line(name(query.legend(), series.path("metric")), points(series)));
            }
        }
        return new LineChart(panel.title(), UNITS.getOrDefault(panel.unit(), panel.unit()), "s", lines);
    }

    private Duration step() {
        return Duration.ofSeconds(Math.max(1, (to - from) / MAX_POINTS));
    }

    private List<LineChart.Point> points(JsonNode series) {
        List<LineChart.Point> points = new ArrayList<>();
        series.path("values").forEach(value -> {
            double number = Double.parseDouble(value.path(1).asText());
            if (Double.isFinite(number) && number >= 0) {
                points.add(new LineChart.Point(value.path(0).asDouble() - from, number));
            }
        });
        return points;
    }

    private static String name(String legend, JsonNode labels) {
        return LABEL.matcher(legend)
                .replaceAll(found ->
                        Matcher.quoteReplacement(labels.path(found.group(1)).asText()));
    }
}
