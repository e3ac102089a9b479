package io.kafkaconnect.intercom.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One of the alerts that users get. */
record Alert(String name, String expression, Map<String, String> annotations) {
    static final File FILE = new File("config/monitoring/alerts.yml");

    /** The first comparison is the threshold; it stands outside of all braces. */
    private static final Pattern THRESHOLD = Pattern.compile(" > [0-9.]+");

    static List<Alert> read() {
        try {
            List<Alert> alerts = new ArrayList<>();
            ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
            for (JsonNode rule : yaml.readTree(FILE).at("/groups/0/rules")) {
                alerts.add(new Alert(
                        rule.path("alert").asText(),
                        rule.path("expr").asText(),
                        Map.of(
                                "summary", rule.at("/annotations/summary").asText(),
                                "description",
                                        rule.at("/annotations/description").asText())));
            }
            return alerts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What the alert watches, whether it is too much or not. */
    String watched() {
        return THRESHOLD.matcher(expression).replaceFirst("");
    }
}
