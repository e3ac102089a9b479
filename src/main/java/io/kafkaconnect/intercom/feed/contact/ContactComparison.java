package io.kafkaconnect.intercom.feed.contact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.change.RowChange;
import io.kafkaconnect.intercom.feed.change.RowComparison;
import io.kafkaconnect.intercom.feed.change.VersionMark;
import io.kafkaconnect.intercom.reader.list.ContactLookup;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.table.RowReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Compares a contact with the fingerprints of the rows that were sent of it. Does no I/O and changes nothing. */
final class ContactComparison {
    static final String TAGS = "tags";

    /** Makes the digest of a row without its tagger differ from that of the same row with an unknown tagger. */
    private static final long WITHOUT_TAGGER = 0x5deece66dL;

    private final ContactTables tables;
    private final RowMapper rows;

    ContactComparison(ContactTables tables) {
        this.tables = tables;
        this.rows = tables.compared();
    }

    /**
     * The difference between a contact and what was sent of it. A list that the contact does not hold whole deletes no row.
     *
     * @param sent the fingerprints of the contact's rows by name
     * @param hasTaggers whether the contact says who put its tags on, if the tables have columns for that
     */
    ContactDifference compare(ObjectNode contact, Map<String, Long> sent, boolean hasTaggers) {
        String id = contact.path("id").asText();
        RowComparison comparison = new RowComparison(id, sent, rows::tombstone);
        List<RowMapper.Read> reads = new ArrayList<>();
        for (RowReader reader : rows.readers()) {
            if (reader.isToldBy(contact)) {
                RowMapper.Read read = rows.read(reader, contact);
                reads.add(read);
                long mask = hasTaggers || !isOfTags(reader) ? 0 : WITHOUT_TAGGER;
                // A malformed row may be one of those that seem to be gone.
                boolean isComplete =
                        holdsAll(reader, contact) && read.malformed().isEmpty();
                boolean isDetail = tables.hasDetails(reader.table().name());
                comparison.compare(reader.table().name(), fingerprints(id, read.rows(), isDetail, mask), isComplete);
            }
        }
        return new ContactDifference(comparison.changes(), reads);
    }

    private static List<RowChange> fingerprints(String owner, List<Row> rows, boolean isDetail, long mask) {
        return rows.stream()
                .map(row -> {
                    long digest = isDetail ? row.digest() : row.documentedDigest() ^ mask;
                    return new RowChange(owner, RowMapper.name(row), row, digest);
                })
                .toList();
    }

    /** Deletes everything that was sent of a contact, except its notes: another contact may have them now. */
    Collection<RowChange> deletionsOf(String id, Map<String, Long> sent) {
        RowComparison comparison = new RowComparison(id, sent, rows::tombstone);
        tables.names().stream()
                .filter(table -> !table.equals(ContactTables.NOTES))
                .forEach(comparison::deleteAll);
        String mark = VersionMark.name(id);
        for (RowReader reader : tables.own()) {
            Row tombstone = reader.tombstone(List.of(id));
            if (VersionMark.isSent(sent, id)) {
                comparison.delete(RowMapper.name(tombstone), tombstone);
            }
        }
        comparison.delete(mark, null);
        comparison.delete(ContactDetails.mark(id), null);
        return comparison.changes();
    }

    /** Whether the contact holds the list of each table whole. */
    boolean isWhole(ObjectNode contact) {
        return rows.readers().stream().allMatch(reader -> holdsAll(reader, contact));
    }

    /**
     * Removes from a contact whose detail calls failed the lists that are not whole.
     *
     * @param needsTaggers whether a list of tags without the taggers counts as not whole
     */
    void removePartialLists(ObjectNode contact, boolean needsTaggers) {
        rows.readers().stream()
                .filter(reader -> !holdsAll(reader, contact) || (needsTaggers && isOfTags(reader)))
                .forEach(reader -> contact.remove(reader.table().listField()));
    }

    private static boolean isOfTags(RowReader reader) {
        return reader.table().listField().equals(TAGS);
    }

    private static boolean holdsAll(RowReader reader, ObjectNode contact) {
        return ContactLookup.holdsAll(contact, reader.table().listField());
    }
}
