package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.IntercomException;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Who is in which segment: one contact search per segment, 150 members at a time, instead of one call per contact (segments are not
 * inlined in contacts). Sorted by id, which does not change while the pages are read.
 */
final class SegmentMembers implements Pass {
    private final Intercom intercom;
    private final int pageSize;
    private final WholeLists list;
    private final Queue<String> segments = new ArrayDeque<>();
    private String segment;
    private Request page;
    private boolean follows;

    SegmentMembers(Intercom intercom, int pageSize) {
        this.intercom = intercom;
        this.pageSize = pageSize;
        this.list = new WholeLists(intercom, List.of(new WholeLists.Source(Request.get("/segments"), "segments")));
    }

    @Override
    public CompletableFuture<Part> next() {
        if (segment == null) {
            return list.next().thenApply(this::segments);
        }
        return intercom.ask(page).thenApply(reply -> {
            if (reply instanceof Reply.Found found) {
                return members(found);
            }
            Reply.Failed failed = (Reply.Failed) reply;
            if (failed instanceof Reply.Gone || (failed instanceof Reply.Rejected && follows)) {
                throw new RestartException("a segment or its cursor is no more: "
                        + failed.failure().describe());
            }
            throw new IntercomException(failed);
        });
    }

    private Part segments(Part listed) {
        listed.entities().forEach(one -> segments.add(one.path("id").asText()));
        return new Part(List.of(), listed.last() && !nextSegment());
    }

    private Part members(Reply.Found found) {
        List<ObjectNode> contacts = WholeLists.objects(found, "data");
        List<Request.Param> next = WholeLists.next(found, contacts);
        boolean more = !next.isEmpty();
        List<ObjectNode> members = contacts.stream().map(this::membership).toList();
        follows = more;
        if (more) {
            page = Listing.Search.after(found.asked(), next, found.asked().pageSize());
        } else {
            more = nextSegment();
        }
        return new Part(members, !more);
    }

    private boolean nextSegment() {
        segment = segments.poll();
        if (segment == null) {
            return false;
        }
        page = Listing.Search.request(
                "/contacts/search", Listing.Search.filter("segment_id", "=", segment), "id", "ascending", pageSize);
        return true;
    }

    private ObjectNode membership(ObjectNode contact) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("contact_id", contact.path("id").asText())
                .put("segment_id", segment)
                .put("role", contact.path("role").asText());
    }
}
