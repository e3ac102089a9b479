package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.Request;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Who is in which segment: one contact search per segment, 150 members at a time, instead of one call per contact (segments are not
 * inlined in contacts). Several segments are read side by side, each page after page; the page that comes first is the next part.
 */
final class SegmentMembers implements Pass {
    private static final int SIDE_BY_SIDE = 8;

    private final Intercom intercom;
    private final PageSize pageSize;
    private final WholeLists list;
    private boolean listed;
    private final Queue<String> unread = new ArrayDeque<>();
    private final Set<Segment> reading = new LinkedHashSet<>();

    SegmentMembers(Intercom intercom, PageSize pageSize) {
        this.intercom = intercom;
        this.pageSize = pageSize;
        this.list = new WholeLists(intercom, List.of(new WholeLists.Source(Request.get("/segments"), "segments")));
    }

    /** A page of a segment. */
    private record Page(Segment segment, Part members) {}

    /** A segment that is not read to its end. At most one page of it is under way or waits. */
    private final class Segment {
        private final String id;
        private final ContactPages contacts;
        private CompletableFuture<Page> page;

        Segment(String id) {
            this.id = id;
            this.contacts = new ContactPages(intercom, "segment_id", id, true, pageSize);
        }

        /** The page under way, or the next one. */
        CompletableFuture<Page> page() {
            if (page == null) {
                // What is not needed of the contacts does not wait with them.
                page = contacts.next().thenApply(found -> new Page(this, members(found)));
            }
            return page;
        }

        void taken() {
            page = null;
        }

        private Part members(Part found) {
            return new Part(found.entities().stream().map(this::membership).toList(), found.last());
        }

        private ObjectNode membership(ObjectNode contact) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("contact_id", contact.path("id").asText())
                    .put("segment_id", id)
                    .put("role", contact.path("role").asText());
        }
    }

    @Override
    public CompletableFuture<Part> next() {
        if (!listed) {
            return list.next().thenApply(this::segments);
        }
        while (reading.size() < SIDE_BY_SIDE && !unread.isEmpty()) {
            reading.add(new Segment(unread.remove()));
        }
        return CompletableFuture.anyOf(reading.stream().map(Segment::page).toArray(CompletableFuture[]::new))
                .thenApply(first -> take((Page) first));
    }

    private Part segments(Part found) {
        found.entities().forEach(one -> unread.add(one.path("id").asText()));
        listed = found.last();
        return new Part(List.of(), listed && unread.isEmpty());
    }

    private Part take(Page page) {
        page.segment().taken();
        if (page.members().last()) {
            reading.remove(page.segment());
        }
        return new Part(page.members().entities(), reading.isEmpty() && unread.isEmpty());
    }
}
