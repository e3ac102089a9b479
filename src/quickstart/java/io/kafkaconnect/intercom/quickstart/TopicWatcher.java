package io.kafkaconnect.intercom.quickstart;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumes every record of the connector's topics, committed ones only, and decodes it. Not thread-safe. */
final class TopicWatcher implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Arrivals arrivals;
    private final Samples samples;
    private final AvroReader avro;
    private final Clock clock;

    TopicWatcher(String broker, String topicPrefix, Arrivals arrivals, Samples samples, AvroReader avro, Clock clock) {
        this.arrivals = arrivals;
        this.samples = samples;
        this.avro = avro;
        this.clock = clock;
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker,
                        ConsumerConfig.GROUP_ID_CONFIG, "quickstart",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000",
                        // A topic appears with its first record, and must be visible soon.
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG, "500"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(Pattern.compile(Pattern.quote(topicPrefix) + ".*"));
    }

    /** Consumes the records of that time, and returns their number. */
    int take(Duration patience) {
        var records = consumer.poll(patience);
        Instant now = clock.instant();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                samples.add(record.topic(), avro.read(record.key()), avro.read(record.value()));
            } catch (IOException undecodable) {
                throw new TroubleException(
                        "A record of " + record.topic() + " cannot be decoded with the registry: "
                                + undecodable.getMessage(),
                        undecodable);
            }
            arrivals.add(record.topic(), ByteBuffer.wrap(record.key()), record.value() == null, now);
        }
        return records.count();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
