package io.kafkaconnect.intercom.feed.contact;

import io.kafkaconnect.intercom.feed.list.PendingLookups;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.list.ContactLookup;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contacts that a sweep has not seen. Looks each one up by its id, and looks up a missing one again some time later: one response
 * deletes no contact.
 */
final class UnseenContacts {
    private static final Logger log = LoggerFactory.getLogger(UnseenContacts.class);

    private final String stream;
    private final ContactLookup contacts;
    private final PendingLookups lookups;
    private final ContactVersions versions;
    private final Clock clock;
    private final BiConsumer<String, Existence> gone;
    private final Queue<ContactCheck> first = new ArrayDeque<>();
    private final Queue<ContactCheck> second = new ArrayDeque<>();
    private int unconfirmed;

    /**
     * A lookup of a contact.
     *
     * @param number given when the sweep ended: a contact that was sent since then exists
     * @param due the earliest time of the lookup
     */
    private record ContactCheck(String id, long number, boolean isFirst, Instant due) {}

    /**
     * No contacts yet.
     *
     * @param gone takes the id of each contact that two lookups did not find in this role: it is {@link Existence#GONE}, or has another role
     */
    UnseenContacts(
            String stream,
            ContactLookup contacts,
            PendingLookups lookups,
            ContactVersions versions,
            Clock clock,
            BiConsumer<String, Existence> gone) {
        this.stream = stream;
        this.contacts = contacts;
        this.lookups = lookups;
        this.versions = versions;
        this.clock = clock;
        this.gone = gone;
    }

    /** Queues contacts for their first lookup. */
    void add(Collection<String> ids) {
        ids.forEach(id -> first.add(new ContactCheck(id, versions.nextNumber(), true, Instant.MIN)));
    }

    /** Whether no lookup is queued. */
    boolean isEmpty() {
        return first.isEmpty() && second.isEmpty();
    }

    /** When the next second lookup is due; {@link Instant#MAX} if none is queued. */
    Instant nextDue() {
        return second.isEmpty() ? Instant.MAX : second.element().due();
    }

    /** Starts the next lookup that is due; returns whether there was one. */
    boolean lookUpNext() {
        if (!first.isEmpty()) {
            lookUp(first.remove());
            return true;
        }
        if (!second.isEmpty() && !nextDue().isAfter(clock.instant())) {
            lookUp(second.remove());
            return true;
        }
        return false;
    }

    private void lookUp(ContactCheck check) {
        lookups.add(check.id(), contacts.presence(check.id()).thenApply(found -> () -> lookedUp(check, found)));
    }

    private void lookedUp(ContactCheck check, Existence found) {
        if (found == Existence.UNKNOWN) {
            unconfirmed++;
        } else if (found == Existence.THERE) {
            return;
        } else if (check.isFirst()) {
            Instant due = clock.instant().plus(PendingLookups.RECHECK_DELAY);
            second.add(new ContactCheck(check.id(), check.number(), false, due));
        } else if (!versions.isSentSince(check.id(), check.number())) {
            gone.accept(check.id(), found);
        }
    }

    /** Logs how many contacts were kept because a lookup had no clear answer since the last call. */
    void logUnconfirmed() {
        if (unconfirmed > 0) {
            log.warn(
                    "Stream {} keeps {} contacts that its list did not contain, because Intercom does not confirm that they"
                            + " are deleted. The connector checks them again at the next interval",
                    stream,
                    unconfirmed);
            unconfirmed = 0;
        }
    }
}
