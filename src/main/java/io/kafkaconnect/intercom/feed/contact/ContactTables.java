package io.kafkaconnect.intercom.feed.contact;

import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.table.RowReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The selected tables of the contacts of a role.
 *
 * @param compared for the tables whose rows are compared with those that were sent
 * @param details the names of the compared tables that a sweep does not show: notes and event summaries. Another stream reads them
 * @param own for the tables whose row is the contact itself, and ends with it. Another stream sends them
 */
public record ContactTables(RowMapper compared, Set<String> details, List<RowReader> own) {
    static final String NOTES = "notes";
    static final String EVENTS = "events_summary";

    /** The id of a note, by the name of its row; empty for any other row. */
    static Optional<String> noteOf(String row) {
        return Optional.of(row)
                .filter(name -> name.startsWith(NOTES + '/'))
                .map(name -> name.substring(NOTES.length() + 1));
    }

    /** Whether a row is one of the details, by the row's name. */
    boolean isDetail(String row) {
        return details.stream().anyMatch(table -> row.startsWith(table + '/'));
    }

    /** Whether a detail table is selected. */
    boolean hasDetails(String table) {
        return details.contains(table);
    }

    /** The names of the compared tables. */
    List<String> names() {
        return names(compared.readers());
    }

    /** The names of all tables. */
    List<String> all() {
        return Stream.concat(names().stream(), names(own).stream()).toList();
    }

    private static List<String> names(List<RowReader> readers) {
        return readers.stream().map(reader -> reader.table().name()).toList();
    }
}
