package io.kafkaconnect.intercom.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Leads to the feed that takes what is handed over now, which may change. While there is none, what is handed over goes nowhere: the feed that takes it
 * next begins with a reading of everything.
 */
public final class ChangedContactsRelay implements ChangedContacts {
    private ChangedContacts taker = NONE;
    private boolean wasCaughtUp;
    private boolean wasBrokenOff;

    /** From now on that feed takes it. */
    public void leadsTo(ChangedContacts next) {
        taker = next;
        if (wasCaughtUp) {
            taker.caughtUp();
        } else if (wasBrokenOff) {
            taker.breaksOff();
        }
    }

    @Override
    public boolean isFull() {
        return taker.isFull();
    }

    @Override
    public void changed(ObjectNode entity, Instant asOf) {
        taker.changed(entity, asOf);
    }

    @Override
    public void caughtUp() {
        wasCaughtUp = true;
        taker.caughtUp();
    }

    @Override
    public void breaksOff() {
        wasCaughtUp = false;
        wasBrokenOff = true;
        taker.breaksOff();
    }
}
