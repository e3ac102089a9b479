package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.IntercomException;
import io.kafkaconnect.intercom.api.Pages;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Lists that come in one answer (or, should Intercom begin to page them, in several), one after the other. */
final class WholeLists implements Pass {

    /** A list and the array it is under. */
    record Source(Request request, String array) {}

    private final Intercom intercom;
    private final Queue<Source> left;

    WholeLists(Intercom intercom, List<Source> sources) {
        this.intercom = intercom;
        this.left = new ArrayDeque<>(sources);
    }

    @Override
    public CompletableFuture<Part> next() {
        Source source = left.remove();
        return intercom.ask(source.request()).thenApply(reply -> part(source, reply));
    }

    private Part part(Source source, Reply reply) {
        if (!(reply instanceof Reply.Found found)) {
            throw new IntercomException((Reply.Failed) reply);
        }
        List<ObjectNode> entities = objects(found, source.array());
        List<Request.Param> next = next(found, entities);
        if (!next.isEmpty()) {
            Request following = source.request();
            for (Request.Param param : next) {
                following = following.with(param.name(), param.value());
            }
            left.add(new Source(following, source.array()));
        }
        return new Part(entities, left.isEmpty());
    }

    /** What asks for the page after this one; an empty page that names one is no end, and would delete rows if it were taken for one. */
    static List<Request.Param> next(Reply.Found found, List<ObjectNode> entities) {
        List<Request.Param> next = Pages.next(found.body());
        if (entities.isEmpty() && !next.isEmpty()) {
            throw new RestartException("an empty page names a next one in the answer to " + found.asked());
        }
        return next;
    }

    /** What the list in the answer holds; one that is not there would delete every row if it were taken for empty. */
    static List<ObjectNode> objects(Reply.Found found, String array) {
        JsonNode list = found.body().path(array);
        if (!list.isArray()) {
            throw new RestartException("no list '" + array + "' in the answer to " + found.asked());
        }
        List<ObjectNode> objects = new ArrayList<>();
        list.forEach(item -> {
            if (item instanceof ObjectNode object) {
                objects.add(object);
            }
        });
        return objects;
    }
}
