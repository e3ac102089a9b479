package io.kafkaconnect.intercom.feed;

/** Receives each contact that the incremental feed has just read, so that the relations feed can compare it before its next sweep. */
public interface ChangedContacts {

    /** Ignores everything: the task has no relations feed. */
    ChangedContacts NONE = new ChangedContacts() {
        @Override
        public boolean isSaturated() {
            return false;
        }

        @Override
        public void contactChanged(ChangedContact contact) {}

        @Override
        public void passFinished() {}

        @Override
        public void passBroken() {}
    };

    /** Whether the receiver is busy: nothing more should be handed over for now. */
    boolean isSaturated();

    /** Hands over a contact. */
    void contactChanged(ChangedContact contact);

    /** Every contact that has changed so far has been handed over. */
    void passFinished();

    /** Changed contacts are not handed over for some time: the receiver must not wait for them. */
    void passBroken();
}
