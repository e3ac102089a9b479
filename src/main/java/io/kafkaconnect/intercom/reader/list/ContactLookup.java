package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ExistenceCheck;
import io.kafkaconnect.intercom.reader.WakeupFutures;
import io.kafkaconnect.intercom.reader.enrich.ContactEnricher;
import io.kafkaconnect.intercom.reader.enrich.Enricher.Enriched;
import io.kafkaconnect.intercom.reader.enrich.SubscriptionLists;
import io.kafkaconnect.intercom.value.EntityId;
import io.kafkaconnect.intercom.value.IntercomTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads all contacts of a role, and single ones by their ids. Only a full list shows that a contact is deleted, and adding or removing a tag
 * need not change the contact's {@code updated_at}.
 */
public final class ContactLookup {
    private static final String NOTES = "notes";

    private final SnapshotReader all;
    private final ContactEnricher enricher;
    private final ContactEnricher details;
    private final ContactEnricher events;
    private final IntercomApi intercom;
    private final ExistenceCheck byId;
    private final String role;
    private final Runnable signal;

    /**
     * A lookup of the contacts of a role.
     *
     * @param enricher completes the lists of a contact
     * @param details requests the notes and event summaries
     * @param events requests the event summaries in the background
     * @param signal runs after each reply
     */
    public ContactLookup(
            SnapshotReader all,
            ContactEnricher enricher,
            ContactEnricher details,
            ContactEnricher events,
            IntercomApi intercom,
            String role,
            Runnable signal) {
        this.all = all;
        this.enricher = enricher;
        this.details = details;
        this.events = events;
        this.intercom = intercom;
        this.byId = new ExistenceCheck(intercom);
        this.role = role;
        this.signal = signal;
    }

    /** The reader of all contacts, pass after pass. */
    public SnapshotReader all() {
        return all;
    }

    /** A new pass over all contacts starts. A permission that was missing may have been granted. */
    public void passBegins() {
        enricher.forgetRefusals();
        details.forgetRefusals();
        events.forgetRefusals();
    }

    /** The update time of a contact in epoch seconds; 0 if it has none. */
    public static long updatedAt(ObjectNode contact) {
        return IntercomTime.seconds(contact.path("updated_at"), IntercomTime.NO_TIME);
    }

    /** Whether the contact contains all entries of a list. Intercom includes ten, so a missing entry may exist nevertheless. */
    public static boolean holdsAll(ObjectNode contact, String list) {
        return !ContactEnricher.hasMore(contact.path(list));
    }

    /** Returns the contact with the complete lists that the tables need, and with the details that it has. May change the given object. */
    public CompletableFuture<ObjectNode> complete(ObjectNode contact) {
        JsonNode notes = contact.get(NOTES);
        return WakeupFutures.by(
                signal, enricher.complete(contact, Instant.EPOCH).thenApply(done -> {
                    if (notes != null) {
                        contact.set(NOTES, notes);
                    }
                    return contact;
                }));
    }

    /** Adds the notes and the event summary to a contact, if the tables need them. Returns whether Intercom gave all of them. */
    public CompletableFuture<Boolean> details(ObjectNode contact) {
        return isWhole(details, contact);
    }

    /** Adds the event summary to a contact when no other request waits. Returns whether Intercom gave it. */
    public CompletableFuture<Boolean> events(ObjectNode contact) {
        return isWhole(events, contact);
    }

    private CompletableFuture<Boolean> isWhole(ContactEnricher calls, ObjectNode contact) {
        return WakeupFutures.by(
                signal,
                calls.complete(contact, Instant.EPOCH)
                        .thenApply(done -> done instanceof Enriched.Complete whole
                                && whole.refused().isEmpty()
                                && calls.isTold(contact)));
    }

    /**
     * Finds out whether a note of a contact that has ended is gone: the contact may have it in its other role, and another contact after a merge. Two
     * responses must agree that it is gone.
     *
     * @param found what was found of the contact
     */
    public CompletableFuture<Existence> presenceOfNote(String note, String contact, Existence found) {
        return WakeupFutures.by(
                signal,
                noteOf(contact, found, note)
                        .thenCompose(first -> first == Existence.GONE
                                ? noteOf(contact, found, note)
                                : CompletableFuture.completedFuture(first)));
    }

    private CompletableFuture<Existence> noteOf(String contact, Existence found, String note) {
        return byId.presence("/notes/{}", note, shown -> {
            Optional<String> owner = EntityId.of(shown.path("contact").path("id"));
            return owner.equals(Optional.of(contact)) ? found : Existence.UNLISTED;
        });
    }

    /** A contact, as Intercom returns it for its id. */
    public record FoundContact(ObjectNode contact, Instant asOf) {}

    /** Requests the contact with that id; empty if the response is not a contact of this role. */
    public CompletableFuture<Optional<FoundContact>> again(String id) {
        Request request = Request.get("/contacts/{}", id).about(id).asDetail();
        return WakeupFutures.by(signal, intercom.send(request).thenApply(reply -> {
            if (reply instanceof Reply.Unauthorized refused) {
                throw new IntercomException(refused);
            }
            if (!(reply instanceof Reply.Success found) || presence(id, found.body()) != Existence.THERE) {
                return Optional.empty();
            }
            SubscriptionLists.join(found.body());
            return Optional.of(new FoundContact(found.body(), found.asOf()));
        }));
    }

    /** Finds out whether a contact with that id exists. A contact of the other role is {@link Existence#UNLISTED}. */
    public CompletableFuture<Existence> presence(String id) {
        return WakeupFutures.by(signal, byId.presence("/contacts/{}", id, contact -> presence(id, contact)));
    }

    private Existence presence(String id, ObjectNode contact) {
        String now = role(id, contact);
        if (now.isEmpty()) {
            return Existence.UNKNOWN;
        }
        return now.equals(role) ? Existence.THERE : Existence.UNLISTED;
    }

    /** The role of the requested contact, user or lead; empty if the response does not show it. */
    static String role(String id, ObjectNode contact) {
        String role = contact.path("role").asText();
        boolean isRequested = EntityId.of(contact.path("id")).equals(Optional.of(id));
        return isRequested && (role.equals("user") || role.equals("lead")) ? role : "";
    }
}
