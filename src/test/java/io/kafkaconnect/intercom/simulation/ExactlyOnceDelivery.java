package io.kafkaconnect.intercom.simulation;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/** Exactly-once: the records of a batch and their offsets in one transaction. One that was not committed never was. */
record ExactlyOnceDelivery(SimulatedTopics topics, Offsets offsets) implements Delivery {

    @Override
    public void take(List<SourceRecord> batch, int count) {
        if (count < batch.size()) {
            return;
        }
        batch.forEach(topics::add);
        // A later one of the same partition replaces the earlier.
        batch.forEach(record -> offsets.store(cast(record.sourcePartition()), cast(record.sourceOffset())));
    }

    @Override
    public void goOn() {}

    @Override
    public void die() {}

    @Override
    public void stop(boolean inTime) {}

    @SuppressWarnings("unchecked") // Connect declares no more than a map.
    static Map<String, ?> cast(Map<?, ?> map) {
        return (Map<String, ?>) map;
    }
}
