package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.NextPage;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ExistenceCheck;
import io.kafkaconnect.intercom.reader.enrich.ContactEnricher;
import io.kafkaconnect.intercom.value.EntityId;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Checks whether memberships that a pass did not find still exist: by the id of their segment, or of their contact. */
final class MembershipCheck {
    private static final String SEGMENT = "segment/";
    private static final String CONTACT = "contact/";

    private final ExistenceCheck byId;

    MembershipCheck(IntercomApi intercom) {
        this.byId = new ExistenceCheck(intercom);
    }

    /** The subject of a check by segment. */
    static String bySegment(Membership membership) {
        return SEGMENT + membership.segment();
    }

    /** The subject of a check by contact. */
    static String byContact(Membership membership) {
        return CONTACT + membership.contact();
    }

    CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
        String id = subject.substring(subject.indexOf('/') + 1);
        if (subject.startsWith(SEGMENT)) {
            return byId.presence("/segments/{}", id).thenApply(presence -> row -> presence);
        }
        if (!EntityId.isValid(id)) {
            return CompletableFuture.completedFuture(row -> Existence.GONE);
        }
        Request request = Request.get("/contacts/{}/segments", id).listing("data");
        return byId.ask(request, ContactSegments.NONE, ContactSegments.UNKNOWN, ContactSegments::of)
                .thenCompose(segments -> withRole(id, rows, segments));
    }

    /** The contact may be in the segment with another role. */
    private CompletableFuture<Function<String, Existence>> withRole(
            String contact, Set<String> rows, ContactSegments segments) {
        if (rows.stream().noneMatch(row -> segments.presence(row) == Existence.THERE)) {
            return CompletableFuture.completedFuture(segments::presence);
        }
        return byId.ask(
                        Request.get("/contacts/{}", contact).about(contact),
                        "",
                        "",
                        found -> ContactLookup.role(contact, found))
                .thenApply(role -> row ->
                        segments.presence(row) == Existence.THERE ? presence(row, role) : segments.presence(row));
    }

    private static Existence presence(String row, String role) {
        if (role.isEmpty()) {
            return Existence.UNKNOWN;
        }
        return Membership.of(row).isOf(role) ? Existence.THERE : Existence.GONE;
    }

    /**
     * The segments of a contact.
     *
     * @param otherwise the existence of memberships in any other segment
     */
    private record ContactSegments(Set<String> ids, Existence otherwise) {
        static final ContactSegments NONE = new ContactSegments(Set.of(), Existence.GONE);
        static final ContactSegments UNKNOWN = new ContactSegments(Set.of(), Existence.UNKNOWN);

        static ContactSegments of(ObjectNode answer) {
            JsonNode list = answer.path("data");
            Set<String> ids = new HashSet<>();
            list.forEach(segment -> EntityId.of(segment.path("id")).ifPresent(ids::add));
            boolean isWhole = list.isArray()
                    && ids.size() == list.size()
                    && NextPage.next(answer).isEmpty()
                    && !NextPage.isTorn(answer)
                    && !ContactEnricher.hasMore(answer);
            return new ContactSegments(ids, isWhole ? Existence.GONE : Existence.UNKNOWN);
        }

        Existence presence(String row) {
            return ids.contains(Membership.of(row).segment()) ? Existence.THERE : otherwise;
        }
    }
}
