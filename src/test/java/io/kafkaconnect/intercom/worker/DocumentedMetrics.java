package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/** The metrics that the documentation names, as a worker has them in JMX. */
record DocumentedMetrics(MBeanServerConnection jmx, String connector) {
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", ""), "src", "site", "markdown", "monitoring.md");

    /** The beans of the connector in this worker. */
    List<String> beans() throws IOException, JMException {
        return jmx.queryNames(new ObjectName("kafka.connect:type=plugins,connector=" + connector + ",*"), null).stream()
                .map(ObjectName::toString)
                .sorted()
                .toList();
    }

    /** Checks that the only task has every documented metric, for itself and for each of these streams, and no other metric. */
    void assertThere(List<String> streams) throws IOException, JMException {
        Map<String, List<String>> documented = documented();
        assertThat(documented).hasSize(2);
        TreeSet<String> names = new TreeSet<>();
        for (Map.Entry<String, List<String>> bean : documented.entrySet()) {
            String ofTask = bean.getKey().replace("NAME", connector).replace("NUMBER", "0");
            List<String> all = ofTask.contains("STREAM")
                    ? streams.stream()
                            .map(stream -> ofTask.replace("STREAM", stream))
                            .toList()
                    : List.of(ofTask);
            for (String name : all) {
                names.add(name);
                assertThat(attributes(name)).as(name).containsExactlyInAnyOrderElementsOf(bean.getValue());
            }
        }
        assertThat(beans()).containsExactlyElementsOf(names);
    }

    private List<String> attributes(String name) throws IOException, JMException {
        return Arrays.stream(jmx.getMBeanInfo(new ObjectName(name)).getAttributes())
                .map(MBeanAttributeInfo::getName)
                .toList();
    }

    /** The sum of a metric over all streams. */
    long sumOverStreams(String metric) throws IOException, JMException {
        long sum = 0;
        for (String name : beans()) {
            sum += name.contains(",stream=") ? value(name, metric) : 0;
        }
        return sum;
    }

    /** A metric of the only task. */
    long ofTask(String metric) throws IOException, JMException {
        return value("kafka.connect:type=plugins,connector=" + connector + ",task=0", metric);
    }

    private long value(String bean, String metric) throws IOException, JMException {
        return ((Number) jmx.getAttribute(new ObjectName(bean), metric)).longValue();
    }

    /** The attributes of each bean of the page. */
    private static Map<String, List<String>> documented() throws IOException {
        return Pattern.compile("`(kafka\\.connect:type=plugins[^`]*)`:\n\n((?:\\|.*\n)+)")
                .matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap(bean -> bean.group(1), bean -> metrics(bean.group(2))));
    }

    private static List<String> metrics(String table) {
        Stream<String> rows =
                Pattern.compile("\\| `([a-z-]+)` \\|").matcher(table).results().map(row -> row.group(1));
        return rows.toList();
    }
}
