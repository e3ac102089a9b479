package io.kafkaconnect.intercom.sandbox.http;

import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.api.Reply;
import io.kafkaconnect.intercom.sandbox.api.Responder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives the same request the same answer, made and packed once, whatever has changed since and whoever asks: beside it, the one who asks can be
 * measured.
 */
public final class Replay implements Responder {

    private final Responder original;
    private final Map<Request, Reply> known = new ConcurrentHashMap<>();

    /** What tells requests apart. */
    private record Request(String method, String path, Object query, String body, boolean gzip) {}

    public Replay(Responder original) {
        this.original = original;
    }

    @Override
    public Reply answer(Call call) {
        boolean gzip = Transport.takesGzip(call);
        Request request = new Request(call.method(), call.path(), call.query(), call.text(), gzip);
        return known.computeIfAbsent(request, asked -> {
            Reply reply = original.answer(call);
            return gzip ? Transport.packed(reply) : reply;
        });
    }

    @Override
    public String routeOf(Call call) {
        return original.routeOf(call);
    }
}
