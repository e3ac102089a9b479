package io.kafkaconnect.intercom.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules that the JMX exporter gets. It takes the first rule that fits an attribute of a bean. */
record ExporterRules(List<Rule> rules) {
    private static final File FILE = new File("config/monitoring/jmx-exporter.yml");

    /** A rule: the pattern of an attribute, and the name that the metric gets. */
    record Rule(Pattern pattern, String name) {}

    static ExporterRules read() {
        try {
            List<Rule> rules = new ArrayList<>();
            for (JsonNode rule :
                    new ObjectMapper(new YAMLFactory()).readTree(FILE).path("rules")) {
                rules.add(new Rule(
                        Pattern.compile(rule.path("pattern").asText()),
                        rule.path("name").asText()));
            }
            return new ExporterRules(rules);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The name of the metric that an attribute becomes; empty if no rule fits.
     *
     * @param attribute such as {@code kafka.connect<type=plugins, connector=intercom, task=0><>requests-total: 5}
     */
    Optional<String> metric(String attribute) {
        return rules.stream()
                .map(rule -> name(rule, attribute))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> name(Rule rule, String attribute) {
        Matcher found = rule.pattern().matcher(attribute);
        if (!found.find()) {
            return Optional.empty();
        }
        String name = rule.name();
        for (int group = 1; group <= found.groupCount(); group++) {
            name = name.replace("$" + group, found.group(group));
        }
        return Optional.of(name.replace('-', '_'));
    }
}
