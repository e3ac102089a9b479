package io.kafkaconnect.intercom.feed.contact;

import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.change.RowChange;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The difference between a contact and the rows that were sent of it.
 *
 * @param reads the rows of the contact as they were read, to be counted once the difference is used
 */
record ContactDifference(Collection<RowChange> changes, List<RowMapper.Read> reads) {
    /** Whether nothing has to be sent or logged. */
    boolean isEmpty() {
        return changes.isEmpty()
                && reads.stream().allMatch(read -> read.malformed().isEmpty());
    }

    boolean hasDeletions() {
        return changes.stream().anyMatch(RowChange::isGone);
    }

    ContactDifference withoutDeletions() {
        return new ContactDifference(
                changes.stream().filter(change -> !change.isGone()).toList(), reads);
    }

    /** The changes that a later reading also shows, as the later reading shows them. The rows are counted as this reading had them. */
    ContactDifference confirmedBy(ContactDifference later) {
        Map<String, Boolean> isGone = new HashMap<>();
        changes.forEach(change -> isGone.put(change.name(), change.isGone()));
        return new ContactDifference(
                later.changes.stream()
                        .filter(change -> Objects.equals(isGone.get(change.name()), change.isGone()))
                        .toList(),
                reads);
    }
}
