package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ExistenceCheck;
import io.kafkaconnect.intercom.reader.WakeupFutures;
import io.kafkaconnect.intercom.reader.enrich.ContactEnricher;
import io.kafkaconnect.intercom.reader.incremental.Enricher;
import io.kafkaconnect.intercom.value.EntityId;
import io.kafkaconnect.intercom.value.IntercomTime;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * All contacts of a role, and what can be asked about one of them. Intercom says nowhere else that a contact is gone, and a tag put on
 * or taken off need not move its {@code updated_at}.
 */
public final class ContactLookup {
    private final SnapshotReader all;
    private final Enricher details;
    private final IntercomApi intercom;
    private final ExistenceCheck byId;
    private final String role;
    private final Runnable signal;

    public ContactLookup(SnapshotReader all, Enricher details, IntercomApi intercom, String role, Runnable signal) {
        this.all = all;
        this.details = details;
        this.intercom = intercom;
        this.byId = new ExistenceCheck(intercom);
        this.role = role;
        this.signal = signal;
    }

    /** Reads all of them, pass after pass. */
    public SnapshotReader all() {
        return all;
    }

    /** A new reading of all of them begins: a permission that was missing may be there. */
    public void passBegins() {
        details.forgetRefusals();
    }

    /** In epoch seconds; 0 where it does not say. */
    public static long updatedAt(ObjectNode contact) {
        return IntercomTime.seconds(contact.path("updated_at"), IntercomTime.NO_TIME);
    }

    /** Whether the contact holds all of a list: what is not in it may be there all the same where Intercom inlined ten, or gave no more. */
    public static boolean holdsAll(ObjectNode contact, String list) {
        return !ContactEnricher.hasMore(contact.path(list));
    }

    /** The contact with its lists whole, where the tables want them. May change what was given. */
    public CompletableFuture<ObjectNode> complete(ObjectNode contact) {
        return WakeupFutures.by(signal, details.complete(contact, Instant.EPOCH).thenApply(done -> contact));
    }

    /** A contact as Intercom gives it by its id. */
    public record FoundContact(ObjectNode contact, Instant asOf) {}

    /** The contact with that id; empty where the answer is no contact of this role. */
    public CompletableFuture<Optional<FoundContact>> again(String id) {
        Request request = Request.get("/contacts/{}", id).about(id).asDetail();
        return WakeupFutures.by(signal, intercom.ask(request).thenApply(reply -> {
            if (reply instanceof Reply.Unauthorized refused) {
                throw new IntercomException(refused);
            }
            return reply instanceof Reply.Success found && presence(id, found.body()) == Existence.THERE
                    ? Optional.of(new FoundContact(found.body(), found.asOf()))
                    : Optional.empty();
        }));
    }

    /** Whether there is a contact of this role with that id: one of the other role is none of these. */
    public CompletableFuture<Existence> presence(String id) {
        return WakeupFutures.by(signal, byId.presence("/contacts/{}", id, contact -> presence(id, contact)));
    }

    private Existence presence(String id, ObjectNode contact) {
        String now = role(id, contact);
        if (now.isEmpty()) {
            return Existence.UNKNOWN;
        }
        return now.equals(role) ? Existence.THERE : Existence.GONE;
    }

    /** The role of the contact that was asked for: user or lead; empty where the answer does not tell. */
    static String role(String id, ObjectNode contact) {
        String role = contact.path("role").asText();
        boolean isIt = EntityId.of(contact.path("id")).equals(Optional.of(id));
        return isIt && (role.equals("user") || role.equals("lead")) ? role : "";
    }
}
