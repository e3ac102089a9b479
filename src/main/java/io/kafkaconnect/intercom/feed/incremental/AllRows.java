package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.reader.Entity;
import java.util.function.Predicate;

/**
 * Sends all rows of each entity, changed or not. They carry the offset of the stream.
 *
 * @param isWanted whether the rows of a table are sent, by the table's name
 */
public record AllRows(RowMapper rows, Predicate<String> isWanted, PartitionOffset position, StreamMetrics metrics)
        implements EntityRows {
    @Override
    public void send(Entity entity, Batch batch) {
        rows.map(entity, row -> {
            if (isWanted.test(row.table().name())) {
                metrics.add(StreamCounter.RECORDS, 1);
                batch.add(position, row);
            }
        });
    }
}
