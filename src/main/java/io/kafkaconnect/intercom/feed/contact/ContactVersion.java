package io.kafkaconnect.intercom.feed.contact;

import java.time.Instant;

/**
 * The age of a reading of a contact.
 *
 * @param asOf when Intercom had the contact like this, by Intercom's clock
 * @param number decides between two readings of the same time: the higher one is newer
 */
record ContactVersion(Instant asOf, long number) {
    boolean isBefore(ContactVersion other) {
        return asOf.equals(other.asOf) ? number < other.number : asOf.isBefore(other.asOf);
    }
}
