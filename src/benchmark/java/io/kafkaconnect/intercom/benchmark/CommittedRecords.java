package io.kafkaconnect.intercom.benchmark;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed records in some topics. */
final class CommittedRecords implements AutoCloseable {
    private final Admin admin;
    private final String broker;
    private final Predicate<String> topics;

    /** Records, and the bytes of their keys and values. */
    record Volume(long records, long bytes) {}

    private CommittedRecords(String broker, Predicate<String> topics) {
        this.admin = Admin.create(Map.of("bootstrap.servers", broker));
        this.broker = broker;
        this.topics = topics;
    }

    /** Those in one topic. */
    static CommittedRecords ofTopic(String broker, String topic) {
        return new CommittedRecords(broker, topic::equals);
    }

    /** Those in all topics whose names begin with the prefix. */
    static CommittedRecords ofPrefix(String broker, String prefix) {
        return new CommittedRecords(broker, topic -> topic.startsWith(prefix));
    }

    /** The sum of the last stable offsets of all topics: cheap to get, and it grows with each transaction. */
    long end() {
        return ends().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Reads everything. */
    Volume read() {
        Map<TopicPartition, Long> ends = ends();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "10000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            long records = 0;
            long bytes = 0;
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    records++;
                    bytes += Math.max(0, record.serializedKeySize()) + Math.max(0, record.serializedValueSize());
                }
            }
            return new Volume(records, bytes);
        }
    }

    private Map<TopicPartition, Long> ends() {
        try {
            List<String> names =
                    admin.listTopics().names().get().stream().filter(topics).toList();
            Map<TopicPartition, OffsetSpec> latest = admin.describeTopics(names).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
            Map<TopicPartition, Long> ends = new HashMap<>();
            admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
