package io.kafkaconnect.intercom.feed.contact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.reader.list.ContactLookup;

/**
 * A contact as it was read once.
 *
 * @param wasSent whether it comes from the stream of changed contacts, which has sent its row; false if it comes from a sweep
 * @param details which details were read with it
 */
record ContactReading(ObjectNode contact, ContactVersion version, boolean wasSent, Details details) {
    /** The notes and the event summary of a contact, as far as the tables need them. */
    enum Details {
        NONE,
        /** The event summary alone. */
        EVENTS,
        ALL,
        /** All. The stream that read them has sent their rows: only what is gone is left to find out. */
        SENT
    }

    /** A contact as a list or its id shows it. */
    static ContactReading listed(ObjectNode contact, ContactVersion version) {
        return new ContactReading(contact, version, false, Details.NONE);
    }

    /** The same contact, read again. */
    ContactReading at(ContactVersion later) {
        return new ContactReading(contact, later, wasSent, details);
    }

    /** Whether only the details of the contact were read. */
    boolean isOfDetails() {
        return details == Details.ALL || details == Details.EVENTS;
    }

    String id() {
        return contact.path("id").asText();
    }

    /** In epoch seconds; 0 if the contact does not say. */
    long updatedAt() {
        return ContactLookup.updatedAt(contact);
    }
}
