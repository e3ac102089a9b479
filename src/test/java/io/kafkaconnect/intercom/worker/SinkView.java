package io.kafkaconnect.intercom.worker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.storage.Converter;

/** What a sink sees of one connector's topics: every record, the row that each key has at last, and what came again unchanged. */
public final class SinkView implements AutoCloseable {
    private final String prefix;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Converter keyConverter = RecordFormat.chosen().converter(true);
    private final Converter valueConverter = RecordFormat.chosen().converter(false);

    private final Map<String, SortedMap<List<Object>, Map<String, Object>>> rows = new TreeMap<>();
    private final Map<String, List<List<Object>>> history = new TreeMap<>();
    private final Map<String, Map<List<Object>, Integer>> rowsSent = new TreeMap<>();
    private final Map<String, List<List<Object>>> repeats = new TreeMap<>();
    private final Map<String, Map<List<Object>, Set<String>>> owners = new TreeMap<>();
    private final Map<String, Long> values = new TreeMap<>();

    /** Reads nothing yet. */
    public SinkView(String bootstrapServers, String isolation, String prefix) {
        this.prefix = prefix;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        "reads-" + UUID.randomUUID(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation,
                        // New topics are to be seen soon.
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        "250"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(Pattern.compile(Pattern.quote(prefix) + ".*"));
    }

    /** Takes in what has come. */
    public void read() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            String table = record.topic().substring(prefix.length());
            List<Object> key =
                    key(keyConverter.toConnectData(record.topic(), record.key()).value());
            history.computeIfAbsent(table, name -> new ArrayList<>()).add(key);
            owners.computeIfAbsent(table, name -> new HashMap<>())
                    .computeIfAbsent(key, first -> new HashSet<>())
                    .add(owner(record));
            SortedMap<List<Object>, Map<String, Object>> tableRows =
                    rows.computeIfAbsent(table, name -> new TreeMap<>(SinkView::compare));
            Object value = record.value() == null
                    ? null
                    : valueConverter
                            .toConnectData(record.topic(), record.value())
                            .value();
            Map<String, Object> row = value == null ? null : row((Struct) value);
            values.merge(table, row == null ? 0L : 1L, Long::sum);
            Map<String, Object> before = row == null ? tableRows.remove(key) : tableRows.put(key, row);
            if (row != null) {
                rowsSent.computeIfAbsent(table, name -> new HashMap<>()).merge(key, 1, Integer::sum);
            }
            if (row != null && row.equals(before)) {
                repeats.computeIfAbsent(table, name -> new ArrayList<>()).add(key);
            }
        }
    }

    /** Takes in all that is there, and tells how many records that is by now. */
    public int readToTheEnd() {
        int before;
        do {
            before = records();
            read();
        } while (records() > before);
        return before;
    }

    /** The rows of a table by key, as they are now. */
    public SortedMap<List<Object>, Map<String, Object>> rows(String table) {
        return rows.getOrDefault(table, new TreeMap<>(SinkView::compare));
    }

    /** How often each key of a table was sent, tombstones included. */
    public Map<List<Object>, Integer> timesSent(String table) {
        Map<List<Object>, Integer> times = new HashMap<>();
        history.getOrDefault(table, List.of()).forEach(key -> times.merge(key, 1, Integer::sum));
        return times;
    }

    /** How often a row was sent for each key of a table, tombstones left out. */
    Map<List<Object>, Integer> rowsSent(String table) {
        return rowsSent.getOrDefault(table, Map.of());
    }

    /** The keys of a table whose row came again as it was, each as often as that happened. */
    List<List<Object>> repeats(String table) {
        return repeats.getOrDefault(table, List.of());
    }

    /** The owners that the records of each key named, tombstones included; blank for none. */
    Map<List<Object>, Set<String>> owners(String table) {
        return owners.getOrDefault(table, Map.of());
    }

    /** All records so far. */
    int records() {
        return history.values().stream().mapToInt(List::size).sum();
    }

    /** The tables whose topics have records. */
    public Map<String, Integer> recordsByTable() {
        Map<String, Integer> counts = new TreeMap<>();
        history.forEach((table, keys) -> counts.put(table, keys.size()));
        return counts;
    }

    /** How many records that are no tombstones the topic of each table has. */
    public Map<String, Long> valuesByTable() {
        return values;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static String owner(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader("intercom.owner.id");
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static List<Object> key(Object key) {
        if (!(key instanceof Struct struct)) {
            return List.of(key);
        }
        List<Object> parts = new ArrayList<>();
        for (Field field : struct.schema().fields()) {
            parts.add(struct.get(field));
        }
        return parts;
    }

    private static Map<String, Object> row(Struct value) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (Field field : value.schema().fields()) {
            row.put(field.name(), value.get(field));
        }
        return row;
    }

    private static int compare(List<Object> one, List<Object> other) {
        return one.toString().compareTo(other.toString());
    }
}
