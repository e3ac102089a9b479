package io.kafkaconnect.intercom.feed.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.feed.list.PendingLookups;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.list.ContactLookup;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Completes a contact by detail calls and compares it. If rows seem to be gone, it fetches the contact by its id as well: only what both
 * readings lack is deleted.
 */
final class ContactCompletion {
    private final ContactLookup contacts;
    private final PendingLookups lookups;
    private final ContactFingerprints fingerprints;
    private final ContactVersions versions;
    private final ContactComparison comparison;
    private final boolean needsTaggers;
    private final BiConsumer<ContactReading, ContactDifference> results;
    private final StreamMetrics metrics;

    /**
     * A completion.
     *
     * @param lookups takes the pending calls; what follows a response runs when the response is polled there
     * @param needsTaggers whether a call is needed to learn who put the tags on
     * @param results takes each contact with what differs
     */
    ContactCompletion(
            ContactLookup contacts,
            PendingLookups lookups,
            ContactFingerprints fingerprints,
            ContactVersions versions,
            ContactComparison comparison,
            boolean needsTaggers,
            BiConsumer<ContactReading, ContactDifference> results,
            StreamMetrics metrics) {
        this.contacts = contacts;
        this.lookups = lookups;
        this.fingerprints = fingerprints;
        this.versions = versions;
        this.comparison = comparison;
        this.needsTaggers = needsTaggers;
        this.results = results;
        this.metrics = metrics;
    }

    /** Whether the contact cannot be compared without a call. */
    boolean needsCall(ObjectNode contact) {
        return needsTaggers || !comparison.isWhole(contact);
    }

    /** Compares a contact, now or once its detail calls are answered. */
    void start(ContactReading reading) {
        metrics.add(StreamCounter.ENTITIES, 1);
        if (needsTaggers) {
            lookups.add(reading.id(), CompletableFuture.completedFuture(() -> completeIfChanged(reading)));
        } else {
            complete(reading);
        }
    }

    /** Calling for the tags of each contact would be expensive: calls only if something else has changed. */
    private void completeIfChanged(ContactReading reading) {
        ObjectNode contact = reading.contact();
        ContactDifference difference = comparison.isWhole(contact) ? compare(contact, true) : null;
        if (difference != null && difference.isEmpty()) {
            results.accept(reading, difference);
        } else {
            complete(reading);
        }
    }

    private void complete(ContactReading reading) {
        lookups.add(
                reading.id(),
                complete(reading.contact()).thenApply(difference -> () -> confirmDeletions(reading, difference.get())));
    }

    /** Compares the details of a contact that were read alone. */
    void compareDetails(ContactReading stub) {
        confirmDeletions(stub, compare(stub.contact(), true));
    }

    /**
     * Requests the details of a contact that a list shows, and compares them alone. If Intercom refuses them, the incremental stream
     * reports it: the lists of contacts do not wait for that.
     */
    void startDetails(ContactReading stub) {
        lookups.add(stub.id(), contacts.details(stub.contact()).handle((isWhole, thrown) -> () -> {
            if (thrown == null && isWhole) {
                compareDetails(stub);
            }
        }));
    }

    /** The supplier compares the contact. It must run on the task's thread, which owns the fingerprints. */
    private CompletableFuture<Supplier<ContactDifference>> complete(ObjectNode contact) {
        JsonNode inlined = contact.get(ContactComparison.TAGS);
        return contacts.complete(contact).handle((done, thrown) -> () -> {
            if (thrown != null) {
                rethrowUnlessOfContact(thrown);
                comparison.removePartialLists(contact, needsTaggers);
            }
            return compare(contact, !needsTaggers || !Objects.equals(contact.get(ContactComparison.TAGS), inlined));
        });
    }

    private ContactDifference compare(ObjectNode contact, boolean hasTaggers) {
        String id = contact.path("id").asText();
        return comparison.compare(contact, fingerprints.of(id), hasTaggers);
    }

    /** Throws on a failure that concerns more than this contact. */
    private static void rethrowUnlessOfContact(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (!(cause instanceof IntercomException failure)) {
            throw new CompletionException(cause);
        }
        if (failure.reply() instanceof Reply.Forbidden) {
            throw failure;
        }
    }

    private void confirmDeletions(ContactReading reading, ContactDifference difference) {
        if (!difference.hasDeletions() || versions.isOvertaken(reading)) {
            results.accept(reading, difference);
            return;
        }
        lookups.add(reading.id(), contacts.again(reading.id()).thenApply(found -> () -> {
            if (found.isPresent()) {
                confirmBy(found.get(), reading, difference);
            } else {
                results.accept(reading, difference.withoutDeletions());
            }
        }));
    }

    private void confirmBy(ContactLookup.FoundContact found, ContactReading reading, ContactDifference difference) {
        ObjectNode contact = found.contact();
        ContactDetails.remove(contact);
        CompletableFuture<Supplier<ContactDifference>> again = complete(contact);
        if (reading.details() != ContactReading.Details.NONE) {
            // A request that fails leaves the details out: they then confirm no deletion.
            again = again.thenCompose(later -> contacts.details(contact).handle((isWhole, thrown) -> later));
        }
        lookups.add(reading.id(), again.thenApply(later -> () -> {
            boolean isOvertaken =
                    versions.isOvertaken(reading) || (reading.isOfDetails() && versions.areDetailsSentSince(reading));
            if (isOvertaken) {
                results.accept(reading, difference.withoutDeletions());
            } else {
                results.accept(reading.at(versions.of(found.asOf())), difference.confirmedBy(later.get()));
            }
        }));
    }
}
