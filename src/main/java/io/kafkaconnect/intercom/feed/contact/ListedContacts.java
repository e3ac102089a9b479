package io.kafkaconnect.intercom.feed.contact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.feed.list.PendingLookups;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.list.ContactLookup;

/** Compares each contact that a sweep shows. Reads the details of a contact again if the list shows that they have changed. */
record ListedContacts(
        ContactLookup contacts,
        PendingLookups lookups,
        ContactFingerprints fingerprints,
        ContactVersions versions,
        ContactLedger ledger,
        ContactCompletion completion,
        ContactDetails details,
        RelationsOptions options) {

    /** Takes the next contact of the sweep. */
    void accept(Entity entity) {
        ObjectNode contact = entity.json();
        ContactReading reading = ContactReading.listed(contact, versions.of(entity.asOf()));
        String id = reading.id();
        ObjectNode stub = ContactDetails.stub(contact);
        ContactDetails.remove(contact);
        boolean isOld = versions.isSentAsOf(id, entity.asOf()) || reading.updatedAt() < options.since();
        boolean wouldWait = lookups.isLate(id) && completion.needsCall(contact);
        if (isOld || wouldWait) {
            return;
        }
        if (ledger.isDeleted(id)) {
            compareIfBack(id);
            return;
        }
        if (options.remembersAll().getAsBoolean()) {
            // No record has stored that the details were read: there were none.
            fingerprints.setDetailsRead(id, ContactDetails.time(stub));
        }
        boolean isStale =
                details.isStale(stub, fingerprints.of(id), entity.asOf().minus(options.settle()));
        completion.start(reading);
        if (isStale && !lookups.isLate(id)) {
            completion.startDetails(new ContactReading(stub, reading.version(), false, ContactReading.Details.ALL));
        }
    }

    /** The list lags and still shows deleted contacts: such a contact is back only if a lookup by its id finds it. */
    private void compareIfBack(String id) {
        lookups.add(
                id,
                contacts.again(id)
                        .thenApply(found -> () -> found.ifPresent(back -> {
                            ContactDetails.remove(back.contact());
                            completion.start(ContactReading.listed(back.contact(), versions.of(back.asOf())));
                        })));
    }
}
