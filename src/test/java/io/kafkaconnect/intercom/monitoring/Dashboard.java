package io.kafkaconnect.intercom.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The dashboard that users get. */
record Dashboard(List<Panel> panels) {
    static final File FILE = new File("config/monitoring/grafana/dashboards/intercom.json");

    /** A panel with its queries, as Prometheus gets them from Grafana if every connector is selected. */
    record Panel(String title, String type, String unit, List<Query> queries) {}

    /** A query and the name of each of its lines, in which {@code {{label}}} is the value of a label. */
    record Query(String expression, String legend) {}

    static Dashboard read() {
        try {
            List<Panel> panels = new ArrayList<>();
            for (JsonNode panel : new ObjectMapper().readTree(FILE).path("panels")) {
                List<Query> queries = new ArrayList<>();
                panel.path("targets")
                        .forEach(target -> queries.add(new Query(
                                replaceVariables(target.path("expr").asText()),
                                target.path("legendFormat").asText())));
                panels.add(new Panel(
                        panel.path("title").asText(),
                        panel.path("type").asText(),
                        panel.at("/fieldConfig/defaults/unit").asText(),
                        queries));
            }
            return new Dashboard(panels);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All queries. */
    List<String> expressions() {
        return panels.stream()
                .flatMap(panel -> panel.queries().stream())
                .map(Query::expression)
                .toList();
    }

    private static String replaceVariables(String expression) {
        return expression.replace("$connector", ".*").replace("$__rate_interval", "20s");
    }
}
