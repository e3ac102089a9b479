package io.kafkaconnect.intercom.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Takes from a stream read by update time what another feed of the same task can use sooner than it would find it. */
public interface ChangedContacts {

    /** Where nobody can. */
    ChangedContacts NONE = new ChangedContacts() {
        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void changed(ObjectNode entity, Instant asOf) {}

        @Override
        public void caughtUp() {}

        @Override
        public void breaksOff() {}
    };

    /** Whether as much was handed over as may wait: nothing more should be until something of it is done. */
    boolean isFull();

    /**
     * An entity was sent; it is not needed any more, and may be changed.
     *
     * @param asOf when Intercom had it so
     */
    void changed(ObjectNode entity, Instant asOf);

    /** All that has changed so far was handed over. */
    void caughtUp();

    /** What has changed is not handed over for some time: whoever waits for it should not. */
    void breaksOff();
}
