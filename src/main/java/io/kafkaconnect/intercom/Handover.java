package io.kafkaconnect.intercom;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Takes from a stream read by update time what another feed of the same task can use sooner than it would find it. */
interface Handover {

    /** Where nobody can. */
    Handover NONE = new Handover() {
        @Override
        public boolean isFull() {
            return false;
        }

        @Override
        public void changed(ObjectNode entity) {}

        @Override
        public void caughtUp() {}
    };

    /** Whether as much was handed over as may wait: nothing more should be until something of it is done. */
    boolean isFull();

    /** An entity was sent; it is not needed any more, and may be changed. */
    void changed(ObjectNode entity);

    /** All that has changed so far was handed over. */
    void caughtUp();
}
