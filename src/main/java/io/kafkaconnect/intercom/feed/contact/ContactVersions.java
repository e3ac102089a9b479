package io.kafkaconnect.intercom.feed.contact;

import io.kafkaconnect.intercom.feed.RecentIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Decides which of two readings of a contact is newer. Remembers the readings that were sent and that were reported last. */
final class ContactVersions {
    private static final int MAX_REMEMBERED = 100_000;

    private final Clock clock;

    /** The contacts of the stream of changed contacts: a sweep may show older readings of them. */
    private final Map<String, SentContact> sent = RecentIds.mapOf(MAX_REMEMBERED);

    /** For each contact, the number that was next when its notes or event summary were sent last. */
    private final Map<String, Long> detailsSent = RecentIds.mapOf(MAX_REMEMBERED);

    /** The reading of each contact whose rows were reported last. */
    private final Map<String, ContactVersion> reported = RecentIds.mapOf(MAX_REMEMBERED);

    private long nextNumber;

    /** The latest time of Intercom's clock in a response, and the worker's clock at that moment. */
    private Instant latestAsOf = Instant.EPOCH;

    private Instant latestSeen = Instant.EPOCH;

    private record SentContact(ContactVersion version, long updatedAt) {}

    ContactVersions(Clock clock) {
        this.clock = clock;
    }

    /** The version of a reading that Intercom has just given. */
    ContactVersion of(Instant asOf) {
        if (asOf.isAfter(latestAsOf)) {
            latestAsOf = asOf;
            latestSeen = clock.instant();
        }
        return new ContactVersion(asOf, nextNumber());
    }

    /** The version of something that was found out now, by Intercom's clock. */
    ContactVersion now() {
        return new ContactVersion(latestAsOf.plus(Duration.between(latestSeen, clock.instant())), nextNumber());
    }

    /** A number that is higher than that of each version so far. */
    long nextNumber() {
        return nextNumber++;
    }

    /** The stream of changed contacts has sent this reading. */
    void sent(ContactReading reading) {
        sent.put(reading.id(), new SentContact(reading.version(), reading.updatedAt()));
    }

    /** Whether the reading that was sent is at least as new as a reading of that time. */
    boolean isSentAsOf(String id, Instant asOf) {
        SentContact last = sent.get(id);
        return last != null && !last.version().asOf().isBefore(asOf);
    }

    /** Whether the contact was sent with this update time or a later one. */
    boolean isSentWith(String id, long updatedAt) {
        SentContact last = sent.get(id);
        return last != null && last.updatedAt() >= updatedAt;
    }

    /** Whether the contact was sent after this number was given. */
    boolean isSentSince(String id, long number) {
        SentContact last = sent.get(id);
        return last != null && last.version().number() > number;
    }

    /** A stream has sent the notes or the event summary of a contact. */
    void detailsSent(String id) {
        detailsSent.put(id, nextNumber());
    }

    /** Whether the notes or the event summary of the contact were sent after this reading of it began. */
    boolean areDetailsSentSince(ContactReading reading) {
        Long last = detailsSent.get(reading.id());
        return last != null && last > reading.version().number();
    }

    /** The rows of this version of the contact were reported. */
    void reported(String id, ContactVersion version) {
        reported.put(id, version);
    }

    /** Whether a newer reading of the contact was reported. */
    boolean isOvertaken(ContactReading reading) {
        ContactVersion last = reported.get(reading.id());
        return last != null && reading.version().isBefore(last);
    }
}
