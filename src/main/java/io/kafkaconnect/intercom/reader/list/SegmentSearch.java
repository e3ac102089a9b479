package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.ListPass;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The contact search of one segment. At most one of its pages is in flight or waits to be taken. */
final class SegmentSearch {
    private static final int MAX_TRIES = 2;

    private final IntercomApi intercom;
    private final AdaptivePageSize pageSize;
    private final String id;
    /** Null before the first try. */
    private WholeSearch contacts;

    private volatile CompletableFuture<MembersPage> page;
    private int tries;
    private boolean whole;
    private boolean vanished;

    /** A page of members, or the failure of that page. */
    record MembersPage(SegmentSearch segment, ListPass.Page members, RuntimeException failure) {

        /** Whether Intercom fails at this page while it answers others. That is not a refusal. */
        boolean isWithheld() {
            return SegmentSearch.isWithheld(failure);
        }
    }

    SegmentSearch(IntercomApi intercom, AdaptivePageSize pageSize, String id) {
        this.intercom = intercom;
        this.pageSize = pageSize;
        this.id = id;
    }

    /** Starts at the first page. */
    SegmentSearch start() {
        contacts = WholeSearch.contacts(intercom, "segment_id", id, pageSize);
        tries++;
        return this;
    }

    /** The page in flight, or the next one. */
    CompletableFuture<MembersPage> page() {
        if (page == null) {
            // A waiting page keeps only the memberships, not the contacts.
            page = contacts.next()
                    .handle((found, thrown) -> thrown == null
                            ? new MembersPage(this, members(found), null)
                            : new MembersPage(this, null, ownFailure(thrown)));
        }
        return page;
    }

    void pageTaken() {
        page = null;
    }

    /** Ends the page in flight as failed. */
    void giveUp() {
        CompletableFuture<MembersPage> late = page;
        if (late != null) {
            WholeSearch lateContacts = contacts;
            late.complete(
                    new MembersPage(this, null, new ListPass.RestartException("a page of a segment did not come")));
            lateContacts.giveUp();
        }
    }

    /** The last page was taken; {@code isWhole} is false when entries are missing. */
    void finished(boolean isWhole) {
        whole = isWhole;
    }

    void failed(RuntimeException failure) {
        vanished = failure instanceof IntercomException stuck && stuck.reply() instanceof Reply.NotFound;
    }

    boolean isWhole() {
        return whole;
    }

    /** Whether the segment does not exist any more. */
    boolean isVanished() {
        return vanished;
    }

    boolean mayTryAgain() {
        return tries < MAX_TRIES && !vanished;
    }

    /** Whether this search has read all members, and so many memberships cannot be missing by chance. */
    boolean isMass(int missing) {
        return whole && contacts != null && missing > contacts.pages();
    }

    private ListPass.Page members(ListPass.Page found) {
        List<ObjectNode> members = new ArrayList<>();
        for (ObjectNode contact : found.entities()) {
            String role = contact.path("role").asText();
            if (role.equals("user") || role.equals("lead")) {
                members.add(membership(contact, role));
            }
        }
        return new ListPass.Page(members, found.flaws(), found.asOf(), found.last());
    }

    private ObjectNode membership(ObjectNode contact, String role) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("contact_id", contact.path("id").asText())
                .put("segment_id", id)
                .put("role", role);
    }

    /** Returns a failure that concerns this segment alone, and throws any other. */
    private static RuntimeException ownFailure(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof ListPass.RestartException broken) {
            return broken;
        }
        if (cause instanceof IntercomException stuck
                && (isWithheld(stuck) || stuck.reply().failure().status() != 401)) {
            return stuck;
        }
        throw thrown instanceof CompletionException wrapped ? wrapped : new CompletionException(thrown);
    }

    private static boolean isWithheld(RuntimeException failure) {
        return failure instanceof IntercomException stuck && stuck.reply() instanceof Reply.Withheld;
    }
}
