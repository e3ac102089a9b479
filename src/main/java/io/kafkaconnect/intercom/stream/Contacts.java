package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.IntercomException;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import io.kafkaconnect.intercom.value.IntercomTime;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * All contacts of a role, and what can be asked about one of them. Intercom says nowhere else that a contact is gone, and a tag put on
 * or taken off need not move its {@code updated_at}.
 */
public final class Contacts {
    private final SnapshotReader all;
    private final Details details;
    private final Intercom intercom;
    private final String role;
    private final Runnable signal;

    Contacts(SnapshotReader all, Details details, Intercom intercom, String role, Runnable signal) {
        this.all = all;
        this.details = details;
        this.intercom = intercom;
        this.role = role;
        this.signal = signal;
    }

    /** Reads all of them, pass after pass. */
    public SnapshotReader all() {
        return all;
    }

    /** In epoch seconds; 0 where it does not say. */
    public static long updatedAt(ObjectNode contact) {
        return IntercomTime.seconds(contact.path("updated_at"), IntercomTime.NO_TIME);
    }

    /** Whether the contact holds all of a list: what is not in it may be there all the same where Intercom inlined ten, or gave no more. */
    public static boolean holdsAll(ObjectNode contact, String list) {
        return !ContactDetails.hasMore(contact.path(list));
    }

    /** The contact with its lists whole, where the tables want them. May change what was given. */
    public CompletableFuture<ObjectNode> complete(ObjectNode contact) {
        return signalled(details.complete(contact, Instant.EPOCH).thenApply(done -> contact));
    }

    /** What Intercom says of a contact by its id. */
    public enum Presence {
        /** It is there, in this role. */
        THERE,
        /** There is none of this role: it was deleted, merged, or is of the other role by now. */
        GONE,
        /** The answer does not tell. */
        UNKNOWN
    }

    /** Whether there is a contact of this role with that id. */
    public CompletableFuture<Presence> presence(String id) {
        Request request = Request.get("/contacts/{}", id).about(id).asDetail();
        return signalled(intercom.ask(request).thenApply(reply -> {
            if (reply instanceof Reply.Found found) {
                return presence(id, found.body());
            }
            if (reply instanceof Reply.Gone) {
                return Presence.GONE;
            }
            if (reply instanceof Reply.Unauthorized) {
                throw new IntercomException((Reply.Failed) reply);
            }
            return Presence.UNKNOWN;
        }));
    }

    private Presence presence(String id, ObjectNode contact) {
        if (!contact.path("id").asText().equals(id)) {
            return Presence.UNKNOWN;
        }
        return switch (contact.path("role").asText()) {
            case "user", "lead" -> contact.path("role").asText().equals(role) ? Presence.THERE : Presence.GONE;
            default -> Presence.UNKNOWN;
        };
    }

    /** Runs the signal behind all that waits for the future. */
    private <T> CompletableFuture<T> signalled(CompletableFuture<T> future) {
        CompletableFuture<T> told = new CompletableFuture<>();
        var unused = future.whenComplete((done, thrown) -> {
            if (thrown == null) {
                told.complete(done);
            } else {
                told.completeExceptionally(thrown);
            }
            signal.run();
        });
        return told;
    }
}
