package io.kafkaconnect.intercom.feed.list;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.change.PendingChanges;
import io.kafkaconnect.intercom.feed.change.RowChange;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.table.RowReader;
import java.util.List;
import java.util.Set;

/**
 * Stages the rows of each entity of a list that differ from those that were sent. A row below an entity, such as an admin in a team, ends when
 * the entity's list no longer holds it: that needs no request of its own, unless each list comes in a response of its own.
 */
record ListedRows(SentRows memory, RowMapper rows, PendingChanges changes) {
    /** Stages what differs in an entity, and marks its rows as seen. */
    void take(ObjectNode entity) {
        for (RowReader reader : rows.readers()) {
            RowMapper.Read read = rows.read(reader, entity);
            rows.count(read);
            read.rows().forEach(this::stage);
            if (!reader.table().lists().isEmpty() && reader.isSelected(entity)) {
                boolean isComplete = read.malformed().isEmpty() && reader.isToldBy(entity) && reader.isWhole(entity);
                // What is not seen is looked up at the end of the pass.
                boolean isLookedUp = isComplete && reader.table().confirmed();
                read.id().filter(owner -> !isLookedUp).ifPresent(owner -> endAllBut(read, owner, isComplete));
            }
        }
    }

    private void stage(Row row) {
        String name = RowMapper.name(row);
        String owner = row.owner() == null ? SentRows.ownerIn(name) : row.owner();
        RowChange change = new RowChange(owner, name, row, row.digest());
        memory.markSeen(change.owner(), name);
        if (row.table().confirmed()) {
            memory.markSeen(name);
        }
        boolean isSent = memory.isSent(change.owner(), name, change.fingerprint());
        // If a pass shows a row twice, the last time counts, also when the row is again as it was sent.
        changes.stage(name, isSent ? List.of() : List.of(change));
    }

    /** The rows of a list that is not complete stay. */
    private void endAllBut(RowMapper.Read read, String owner, boolean isComplete) {
        Set<String> present = read.rows().stream().map(RowMapper::name).collect(toSet());
        memory.rowsOf(owner).keySet().stream()
                .filter(name -> name.startsWith(read.table() + '/') && !present.contains(name))
                .forEach(name -> {
                    memory.markSeen(owner, name);
                    if (isComplete) {
                        end(owner, name);
                    } else {
                        memory.markSeen(name);
                    }
                });
    }

    /** Stages the tombstone of a row. A row that the pass has seen below another owner is only forgotten below this one: a tombstone would end it. */
    void end(String owner, String name) {
        Row tombstone = memory.isSeen(name) ? null : tombstone(owner, name);
        changes.stage(name, List.of(RowChange.gone(owner, name, tombstone)));
    }

    /** The tombstone of a row; null if its table is not selected, or if it is not the name of a row. */
    Row tombstone(String owner, String name) {
        return rows.tombstone(owner, name);
    }
}
