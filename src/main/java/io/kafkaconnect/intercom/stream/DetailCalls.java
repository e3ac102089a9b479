package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.IntercomException;
import io.kafkaconnect.intercom.api.Pages;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The detail calls a stream may make: those its tables need, less those that turned out not to be permitted. Thread-safe. */
final class DetailCalls {
    private final Intercom intercom;
    private final boolean skipDenied;
    private final StreamListener listener;
    private final Set<Detail> wanted;

    /**
     * The calls.
     *
     * @param skipDenied whether a missing permission leaves the detail out instead of ending the stream
     */
    DetailCalls(Intercom intercom, Set<Detail> needed, boolean skipDenied, StreamListener listener) {
        this.intercom = intercom;
        this.skipDenied = skipDenied;
        this.listener = listener;
        Set<Detail> copy = EnumSet.noneOf(Detail.class);
        copy.addAll(needed);
        this.wanted = Collections.synchronizedSet(copy);
    }

    boolean wants(Detail detail) {
        return wanted.contains(detail);
    }

    /** One answer; empty when the thing is gone or the detail not permitted. */
    CompletableFuture<Optional<Reply.Found>> ask(Detail detail, Request request) {
        return intercom.ask(request.asDetail()).thenApply(reply -> {
            if (reply instanceof Reply.Found found) {
                return Optional.of(found);
            }
            Reply.Failed failed = (Reply.Failed) reply;
            if (failed instanceof Reply.Gone) {
                return Optional.empty();
            }
            if (failed instanceof Reply.Denied denied) {
                if (!skipDenied) {
                    throw new IntercomException(denied, detail.permission());
                }
                if (wanted.remove(detail)) {
                    listener.detailDenied(detail, denied.failure());
                }
                return Optional.empty();
            }
            throw new IntercomException(failed);
        });
    }

    /** All items of a list, page by page; the array is under the first of the names that is there. */
    CompletableFuture<ArrayNode> askAll(Detail detail, Request request, List<String> arrays) {
        return collect(detail, request, arrays, JsonNodeFactory.instance.arrayNode());
    }

    private CompletableFuture<ArrayNode> collect(Detail detail, Request request, List<String> arrays, ArrayNode items) {
        return ask(detail, request).thenCompose(answer -> {
            if (answer.isEmpty()) {
                return CompletableFuture.completedFuture(items);
            }
            ObjectNode body = answer.get().body();
            int before = items.size();
            arrays.stream()
                    .map(body::path)
                    .filter(JsonNode::isArray)
                    .findFirst()
                    .ifPresent(page -> page.forEach(items::add));
            Request asked = answer.get().asked();
            List<Request.Param> params = Pages.next(body);
            Request next = following(asked, params);
            // A page without items, or one that is its own next, ends the list, or a faulty one would never end.
            if (params.isEmpty() || items.size() == before || next.equals(asked)) {
                return CompletableFuture.completedFuture(items);
            }
            return collect(detail, next, arrays, items);
        });
    }

    private static Request following(Request asked, List<Request.Param> params) {
        if (asked.body() != null) {
            return Listing.Search.after(asked, params, asked.pageSize());
        }
        Request next = asked;
        for (Request.Param param : params) {
            next = next.with(param.name(), param.value());
        }
        return next;
    }
}
