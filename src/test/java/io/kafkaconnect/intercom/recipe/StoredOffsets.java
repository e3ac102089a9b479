package io.kafkaconnect.intercom.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topic in which a worker stores offsets. Its REST API takes only offsets that the archive of the worker can read. */
record StoredOffsets(String bootstrapServers, String topic) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Replaces the stored offset of a stream by the same with another version, as an archive of that version stores it. */
    void setVersion(String stream, int version) {
        try {
            ConsumerRecord<byte[], byte[]> latest = latest(stream);
            store(latest.key(), ((ObjectNode) JSON.readTree(latest.value())).put("version", version));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Replaces the stored offset of a stream. */
    void replace(String stream, Path file) {
        try {
            store(latest(stream).key(), JSON.readTree(file.toFile()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void store(byte[] key, JsonNode offset) throws IOException {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            var unused = producer.send(new ProducerRecord<>(topic, key, JSON.writeValueAsBytes(offset)));
        }
    }

    private ConsumerRecord<byte[], byte[]> latest(String stream) throws IOException {
        TopicPartition partition = new TopicPartition(topic, 0);
        ConsumerRecord<byte[], byte[]> latest = null;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    JsonNode key = JSON.readTree(record.key()).path(1);
                    if (key.path("stream").asText().equals(stream) && !key.has("shard")) {
                        latest = record;
                    }
                }
            }
        }
        return latest;
    }
}
