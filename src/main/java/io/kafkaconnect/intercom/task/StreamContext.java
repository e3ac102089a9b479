package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.config.ErrorPolicy;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.config.RowTracking;
import io.kafkaconnect.intercom.feed.PermissionPolicy;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.change.ShardOffsets;
import io.kafkaconnect.intercom.feed.incremental.OmittedTables;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.plan.StreamPlan;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.stream.SourcePartition;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.table.BadValueListener;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One stream of the task, with everything that its feeds need.
 *
 * @param tables the selected tables that the stream feeds, or whose rows it deletes
 * @param stored the stored offsets of the task
 * @param metrics the metrics of the stream
 * @param throttle suppresses log lines of the stream that were logged before, also by an earlier feed of it
 */
record StreamContext(
        Stream stream,
        List<Table> tables,
        StoredState stored,
        StreamMetrics metrics,
        IntercomConfig config,
        PermissionPolicy missingPermission,
        LogThrottle throttle) {

    String name() {
        return stream.name();
    }

    /** A listener that has not logged anything yet. */
    StreamListener listener() {
        return new StreamEvents(name(), metrics, missingPermission, FailurePolicy.of(config), throttle);
    }

    /** The listener of a part of the stream. It records the tables that are left out. */
    StreamListener listener(StreamMetrics counts, OmittedTables leftOut) {
        return new StreamEvents(name(), counts, missingPermission, FailurePolicy.of(config), leftOut, throttle);
    }

    /** A mapper for these tables. */
    RowMapper rows(List<Table> some) {
        return rows(some, metrics);
    }

    /** A mapper for these tables in a part of the stream. */
    RowMapper rows(List<Table> some, StreamMetrics counts) {
        return new RowMapper(
                name(), rowReaders(some), config.onMalformedEntity() == ErrorPolicy.FAIL, counts, throttle);
    }

    List<RowReader> rowReaders(List<Table> some) {
        BadValueListener defects = new BadValueLog(name(), metrics, throttle);
        return some.stream()
                .map(table -> new RowReader(table, config.columns(), defects))
                .toList();
    }

    /** The selected tables below a contact whose rows the relations compare and send, though this stream reads them. */
    List<Table> detailTables() {
        return stream.isOfContacts() && config.rowTracking() == RowTracking.FULL
                ? tables.stream().filter(table -> !table.lists().isEmpty()).toList()
                : List.of();
    }

    /** The details that these tables need. */
    Set<Enrichment> details(List<Table> some) {
        return StreamPlan.details(config, some.stream().map(Table::name).toList());
    }

    /** The memory of the stream's sent rows. */
    SentRows memory() {
        return stored.memory(stream);
    }

    /** The source partitions of the memory. */
    ShardOffsets shards() {
        return stored.shards(stream);
    }

    /** Whether some of the rows that were sent are not remembered. */
    boolean isMemoryPartial() {
        return stored.isPartial(stream);
    }

    /**
     * Whether an entity that the stream names as deleted ends even if it is not remembered. On its first start, a stream finds deletions from before
     * the connector existed. A shortcut names what another stream has ended.
     */
    boolean endsUnknown() {
        return storedCursor() != null && !stream.isShortcut();
    }

    /** The source partition of the cursor. */
    Map<String, String> partition() {
        return SourcePartition.ofCursor(stored.workspace(), stream);
    }

    /** The stored offset of the cursor; null if there is none. */
    Map<String, Object> storedCursor() {
        return stored.cursor(stream);
    }
}
