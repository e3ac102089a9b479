package io.kafkaconnect.intercom.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.RowSink;
import io.kafkaconnect.intercom.value.EntityId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps the entities of a stream to the rows of the selected tables. */
public final class RowMapper {
    private static final Logger log = LoggerFactory.getLogger(RowMapper.class);
    private static final String SEPARATOR = "/";

    private final String stream;
    private final List<RowReader> readers;
    private final boolean failOnMalformed;
    private final StreamMetrics metrics;
    private final LogThrottle throttle;

    /**
     * A mapper for one stream.
     *
     * @param readers one for each selected table that the stream feeds, in the order in which an entity's rows are sent
     * @param throttle a list read whole shows the same malformed entity in each pass: each is logged once
     */
    public RowMapper(
            String stream,
            List<RowReader> readers,
            boolean failOnMalformed,
            StreamMetrics metrics,
            LogThrottle throttle) {
        this.stream = stream;
        this.readers = readers;
        this.failOnMalformed = failOnMalformed;
        this.metrics = metrics;
        this.throttle = throttle;
    }

    /** Maps an entity to its rows, or a deleted entity to the tombstones of its rows, and counts them. */
    public void map(Entity entity, Consumer<Row> rows) {
        metrics.add(StreamCounter.ENTITIES, 1);
        if (entity.deleted()) {
            mapDeleted(entity.json(), rows);
            return;
        }
        readers.forEach(reader -> map(reader, entity.json(), rows));
    }

    private void mapDeleted(ObjectNode entity, Consumer<Row> rows) {
        Optional<String> id = EntityId.of(entity.path("id"));
        for (RowReader reader : readers) {
            if (id.isPresent()) {
                metrics.add(StreamCounter.TOMBSTONES, 1);
                rows.accept(reader.tombstone(List.of(id.get())));
            } else {
                malformed(reader.table().name(), "the deleted entity has no usable id", id);
            }
        }
    }

    private void map(RowReader reader, ObjectNode entity, Consumer<Row> rows) {
        Read read = read(reader, entity);
        count(read);
        read.rows().forEach(rows);
    }

    /**
     * The rows of an entity in one table, before they are counted.
     *
     * @param id the id of the entity; empty if it has no usable id
     * @param malformed the reasons why other rows of the entity are not usable
     */
    public record Read(String table, Optional<String> id, List<Row> rows, List<String> malformed) {}

    /** Reads the rows of an entity in one table. */
    public Read read(RowReader reader, ObjectNode entity) {
        Read read =
                new Read(reader.table().name(), EntityId.of(entity.path("id")), new ArrayList<>(), new ArrayList<>());
        reader.read(entity, new RowSink() {
            @Override
            public void row(Row row) {
                read.rows().add(row);
            }

            @Override
            public void malformed(String table, String reason) {
                read.malformed().add(reason);
            }
        });
        return read;
    }

    /** Counts the rows, and logs or fails on the malformed ones. */
    public void count(Read read) {
        metrics.add(StreamCounter.ROWS, read.rows().size());
        read.malformed().forEach(reason -> malformed(read.table(), reason, read.id()));
    }

    /** The readers of the selected tables, in the order in which an entity's rows are sent. */
    public List<RowReader> readers() {
        return readers;
    }

    /** The name of a row, which is unique in its stream: table and key, as in {@code users_tags/5f3a/42}. */
    public static String name(Row row) {
        return row.table().name() + SEPARATOR + String.join(SEPARATOR, row.keyParts());
    }

    /**
     * The tombstone of the row with this name; null if its table is not selected, or if it is not the name of a row.
     *
     * @param owner the id of the entity that the row belongs to, or that it is
     */
    public Row tombstone(String owner, String name) {
        for (RowReader reader : readers) {
            String prefix = reader.table().name() + SEPARATOR;
            if (name.startsWith(prefix)) {
                // Only the last part of a key may hold the separator.
                int columns = reader.keySchema().fields().size();
                List<String> parts =
                        Arrays.asList(name.substring(prefix.length()).split(SEPARATOR, columns));
                return parts.size() == columns ? reader.tombstone(owner, parts) : null;
            }
        }
        return null;
    }

    /** Names the entity only by a checked id: any other text may hold line breaks or personal data. */
    private void malformed(String table, String reason, Optional<String> id) {
        metrics.add(StreamCounter.MALFORMED, 1);
        String which = id.map(checked -> "entity " + checked).orElse("an entity without a usable id");
        String what = which + " has no usable row for table " + table + ": " + reason;
        if (failOnMalformed) {
            throw new MalformedEntityException(stream, what);
        }
        if (throttle.isFirst(what)) {
            log.warn("Stream {}: {}. Skipping it (intercom.behavior.on.malformed.entity=skip)", stream, what);
        }
    }
}
