package io.kafkaconnect.intercom.feed;

/**
 * Passes changed contacts on to the present relations feed, which may be replaced. Without one they are dropped: the next relations feed
 * begins with a sweep over all contacts.
 */
public final class ChangedContactsRelay implements ChangedContacts {
    private ChangedContacts receiver = NONE;
    private boolean wasCaughtUp;
    private boolean wasBrokenOff;

    /** Sets the receiver from now on, and informs it whether the stream has caught up. */
    public void handTo(ChangedContacts next) {
        receiver = next;
        if (wasCaughtUp) {
            receiver.passFinished();
        } else if (wasBrokenOff) {
            receiver.passBroken();
        }
    }

    @Override
    public boolean isSaturated() {
        return receiver.isSaturated();
    }

    @Override
    public void contactChanged(ChangedContact contact) {
        receiver.contactChanged(contact);
    }

    @Override
    public void passFinished() {
        wasCaughtUp = true;
        receiver.passFinished();
    }

    @Override
    public void passBroken() {
        wasCaughtUp = false;
        wasBrokenOff = true;
        receiver.passBroken();
    }
}
