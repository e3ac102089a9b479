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
        return IntercomTime.seconds(contact.path("updated_at"), 0);
    }

    /** Whether the contact holds all of a list: what is not in it may be there all the same where Intercom inlined ten, or gave no more. */
    public static boolean holdsAll(ObjectNode contact, String list) {
        return !ContactDetails.hasMore(contact.path(list));
    }

    /** The contact with its lists whole, where the tables want them. May change what was given. */
    public CompletableFuture<ObjectNode> complete(ObjectNode contact) {
        return signalled(details.complete(contact, Instant.EPOCH).thenApply(done -> contact));
    }

    /** Whether there is no contact of this role with that id: deleted, merged, or of another role by now. */
    public CompletableFuture<Boolean> isGone(String id) {
        return signalled(intercom.ask(Request.get("/contacts/{}", id).asDetail())
                .thenApply(reply -> {
                    if (reply instanceof Reply.Found found) {
                        return !found.body().path("role").asText().equals(role);
                    }
                    if (reply instanceof Reply.Gone) {
                        return true;
                    }
                    throw new IntercomException((Reply.Failed) reply);
                }));
    }

    private <T> CompletableFuture<T> signalled(CompletableFuture<T> future) {
        var unused = future.whenComplete((done, thrown) -> signal.run());
        return future;
    }
}
