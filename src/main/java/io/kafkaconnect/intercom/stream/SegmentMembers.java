package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.Request;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Who is in which segment: one contact search per segment, 150 members at a time, instead of one call per contact (segments are not
 * inlined in contacts).
 */
final class SegmentMembers implements Pass {
    private final Intercom intercom;
    private final PageSize pageSize;
    private final WholeLists list;
    private final Queue<String> segments = new ArrayDeque<>();
    private String segment;
    private ContactPages contacts;

    SegmentMembers(Intercom intercom, PageSize pageSize) {
        this.intercom = intercom;
        this.pageSize = pageSize;
        this.list = new WholeLists(intercom, List.of(new WholeLists.Source(Request.get("/segments"), "segments")));
    }

    @Override
    public CompletableFuture<Part> next() {
        if (segment == null) {
            return list.next().thenApply(this::segments);
        }
        return contacts.next().thenApply(this::members);
    }

    private Part segments(Part listed) {
        listed.entities().forEach(one -> segments.add(one.path("id").asText()));
        return new Part(List.of(), listed.last() && !nextSegment());
    }

    private Part members(Part found) {
        List<ObjectNode> members =
                found.entities().stream().map(this::membership).toList();
        return new Part(members, found.last() && !nextSegment());
    }

    private boolean nextSegment() {
        segment = segments.poll();
        if (segment == null) {
            return false;
        }
        contacts = new ContactPages(intercom, "segment_id", segment, true, pageSize);
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
