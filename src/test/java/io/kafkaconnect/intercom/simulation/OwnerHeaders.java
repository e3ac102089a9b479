package io.kafkaconnect.intercom.simulation;

import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;

/** Checks that each row below an entity names its owner, and that a tombstone names the owner that its row had. */
final class OwnerHeaders {
    private final Map<String, Object> owners = new HashMap<>();

    void check(SourceRecord record) {
        String table = SimulatedTopics.table(record);
        String name = table + SimulatedTopics.key(record);
        Header header = record.headers().lastWithName(SourceRecordFactory.OWNER_HEADER);
        boolean hasOwner = Tables.named(table).orElseThrow().owner() != null;
        if (hasOwner == (header == null)) {
            throw new AssertionError(name + " has this header of its owner: " + header);
        }
        if (hasOwner) {
            Object before = record.value() == null ? owners.remove(name) : owners.put(name, header.value());
            // A note moves along when its contact is merged into another.
            if (before != null && !before.equals(header.value()) && !table.equals("notes")) {
                throw new AssertionError(name + " belonged to " + before + " and now to " + header.value());
            }
        }
    }
}
