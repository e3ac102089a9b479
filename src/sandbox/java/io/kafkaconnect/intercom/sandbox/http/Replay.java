package io.kafkaconnect.intercom.sandbox.http;

import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.api.Responder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Returns the same response to the same request, made and compressed once, in spite of later changes. It costs so little that the client can be
 * measured.
 */
public final class Replay implements Responder {

    private final Responder original;
    private final Map<RequestKey, ApiReply> known = new ConcurrentHashMap<>();

    /** The number of requests since a scroll was opened. All of them but the first are the same, and each returns the next page. */
    private final AtomicInteger turn = new AtomicInteger();

    /** The key that distinguishes requests. */
    private record RequestKey(String method, String path, Object query, String body, boolean gzip, int turn) {}

    public Replay(Responder original) {
        this.original = original;
    }

    @Override
    public ApiReply answer(Call call) {
        boolean gzip = ReplyEncoder.takesGzip(call);
        RequestKey request = new RequestKey(call.method(), call.path(), call.query(), call.text(), gzip, turn(call));
        return known.computeIfAbsent(request, asked -> {
            ApiReply reply = original.answer(call);
            return gzip ? ReplyEncoder.packed(reply) : reply;
        });
    }

    private int turn(Call call) {
        if (!call.path().endsWith("/scroll")) {
            return 0;
        }
        return turn.updateAndGet(last -> call.param("scroll_param") == null ? 0 : last + 1);
    }

    @Override
    public String routeOf(Call call) {
        return original.routeOf(call);
    }
}
