package io.kafkaconnect.intercom.feed.contact;

import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.list.ContactLookup;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/**
 * Reads the list of all contacts, pass after pass, and finds out which known contacts it did not show. If a pass lacks many, a second pass
 * follows, and only what both lack is looked up by id.
 */
final class ContactSweep {
    /** If a pass lacks more contacts than this and more than a tenth of all, a second pass costs less than a request for each. */
    private static final int MAX_UNSEEN = 100;

    private static final ReadStep.Idle NOTHING = new ReadStep.Idle(Instant.MAX, false);

    private final ContactLookup contacts;
    private final ContactFingerprints fingerprints;
    private final UnseenContacts unseen;
    private final Collection<String> tables;
    private final StreamMetrics metrics;

    private Phase phase;
    private int knownAtStart;

    /** The contacts that the first pass lacked. */
    private Set<String> suspects = Set.of();

    private enum Phase {
        /** The sweep waits until the changed contacts have been handed over. */
        WAITING,
        /** The first pass is next or under way. */
        FIRST_PASS,
        /** The first pass lacked many contacts: a second one is next. */
        SECOND_PASS_DUE,
        /** The second pass is under way. If it is interrupted, the pass after it is a first one again. */
        SECOND_PASS
    }

    /**
     * A sweep.
     *
     * @param unseen takes the contacts that the sweep did not show
     * @param tables the names of the tables that contacts feed
     * @param waits whether the first pass waits for {@link #allow}
     */
    ContactSweep(
            ContactLookup contacts,
            ContactFingerprints fingerprints,
            UnseenContacts unseen,
            Collection<String> tables,
            boolean waits,
            StreamMetrics metrics) {
        this.contacts = contacts;
        this.fingerprints = fingerprints;
        this.unseen = unseen;
        this.tables = tables;
        this.metrics = metrics;
        this.phase = waits ? Phase.WAITING : Phase.FIRST_PASS;
    }

    /** The first pass may begin. */
    void allow() {
        phase = phase == Phase.WAITING ? Phase.FIRST_PASS : phase;
    }

    /** The next step of the list. */
    ReadStep next() {
        if (phase == Phase.WAITING) {
            return NOTHING;
        }
        ReadStep step = contacts.all().next();
        if (step instanceof ReadStep.Item item) {
            fingerprints.markSeen(item.entity().json().path("id").asText());
        } else if (step instanceof ReadStep.PassStarted) {
            passStarted();
        } else if (step instanceof ReadStep.PassFinished) {
            passFinished(fingerprints.unseen(tables));
        }
        return step;
    }

    private void passStarted() {
        metrics.passBegins(0);
        fingerprints.passStarted();
        contacts.passBegins();
        if (phase == Phase.SECOND_PASS_DUE) {
            phase = Phase.SECOND_PASS;
        } else {
            phase = Phase.FIRST_PASS;
            suspects = Set.of();
            knownAtStart = fingerprints.size();
        }
    }

    private void passFinished(Set<String> missing) {
        if (phase == Phase.FIRST_PASS && missing.size() > MAX_UNSEEN && missing.size() * 10L > knownAtStart) {
            phase = Phase.SECOND_PASS_DUE;
            suspects = missing;
            contacts.all().again();
            return;
        }
        if (phase == Phase.SECOND_PASS) {
            missing.retainAll(suspects);
            phase = Phase.FIRST_PASS;
            suspects = Set.of();
        }
        unseen.add(missing);
        metrics.add(StreamCounter.PASSES, 1);
        metrics.passCompletes();
    }
}
