package io.kafkaconnect.intercom.simulation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Exactly-once: the records of a batch and their offsets in one transaction. One that was not committed never was. */
record ExactlyOnceDelivery(SourceTask task, SimulatedTopics topics, Offsets offsets) implements Delivery {

    @Override
    public void take(List<SourceRecord> batch, int count) {
        if (count < batch.size()) {
            return;
        }
        batch.forEach(topics::add);
        // A later one of the same partition replaces the earlier.
        batch.forEach(record -> offsets.store(cast(record.sourcePartition()), cast(record.sourceOffset())));
        // The worker keeps them in a map.
        new LinkedHashSet<>(batch).forEach(record -> acknowledge(task, record));
        commit(task);
    }

    @Override
    public void goOn() {}

    @Override
    public void die() {}

    @Override
    public void stop(boolean inTime) {}

    /** The worker says that Kafka has the record. */
    static void acknowledge(SourceTask task, SourceRecord record) {
        try {
            task.commitRecord(record, new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0));
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The worker says that it has stored offsets. */
    static void commit(SourceTask task) {
        try {
            task.commit();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @SuppressWarnings("unchecked") // Connect declares no more than a map.
    static Map<String, ?> cast(Map<?, ?> map) {
        return (Map<String, ?>) map;
    }
}
