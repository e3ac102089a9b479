package io.kafkaconnect.intercom.shipped;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** The transformations of Kafka in the configuration of a sink. Those of a connector are not on our class path. */
final class SinkTransformations {
    private static final String OF_KAFKA = "org.apache.kafka.connect.transforms.";

    private final Map<String, String> settings;

    SinkTransformations(Map<String, String> settings) {
        this.settings = settings;
    }

    /** The names of the settings that these transformations document. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (String transformation : list("transforms")) {
            String prefix = "transforms." + transformation + ".";
            names.addAll(List.of(prefix + "type", prefix + "predicate", prefix + "negate"));
            if (isOfKafka(transformation)) {
                transformation(transformation).config().names().forEach(name -> names.add(prefix + name));
            } else {
                // Documented with the connector of ClickHouse.
                names.add(prefix + "field");
            }
        }
        list("predicates").forEach(predicate -> names.add("predicates." + predicate + ".type"));
        return names;
    }

    /** The record that the sink gets; null if it gets none. */
    SinkRecord apply(SinkRecord record) {
        SinkRecord current = record;
        for (String transformation : list("transforms")) {
            if (current != null && isOfKafka(transformation) && applies(transformation, current)) {
                Transformation<SinkRecord> transform = transformation(transformation);
                transform.configure(own("transforms." + transformation + "."));
                current = transform.apply(current);
            }
        }
        return current;
    }

    private boolean applies(String transformation, SinkRecord record) {
        String name = settings.get("transforms." + transformation + ".predicate");
        if (name == null) {
            return true;
        }
        @SuppressWarnings("unchecked")
        Predicate<SinkRecord> predicate =
                (Predicate<SinkRecord>) instance(settings.get("predicates." + name + ".type"));
        return predicate.test(record);
    }

    private boolean isOfKafka(String transformation) {
        return settings.get("transforms." + transformation + ".type").startsWith(OF_KAFKA);
    }

    @SuppressWarnings("unchecked")
    private Transformation<SinkRecord> transformation(String name) {
        return (Transformation<SinkRecord>) instance(settings.get("transforms." + name + ".type"));
    }

    private Map<String, String> own(String prefix) {
        Map<String, String> own = new TreeMap<>();
        settings.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), value);
            }
        });
        return own;
    }

    private List<String> list(String setting) {
        return Stream.of(settings.getOrDefault(setting, "").split(",", -1))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Object instance(String type) {
        try {
            return Class.forName(type).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException missing) {
            throw new LinkageError(type, missing);
        }
    }
}
