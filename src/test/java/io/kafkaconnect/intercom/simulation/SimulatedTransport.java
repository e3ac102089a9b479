package io.kafkaconnect.intercom.simulation;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.http.Scheduler;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.sandbox.Backend;
import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.http.Exchange;
import io.kafkaconnect.intercom.sandbox.http.Fault;
import io.kafkaconnect.intercom.support.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * The line of one client to the sandbox, in the time of the model and without a socket: what is sent arrives later, is answered as of
 * then, and the answer comes later still, so that answers overtake each other. What meets a fault on the way is the weather's to say.
 */
public final class SimulatedTransport implements Transport, Scheduler {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Backend backend;
    private final ManualClock time;
    private final NetworkConditions weather;
    private final RequestLog traffic;
    private final Statistics figures;
    private Map<String, String> headers = headers("2.16");
    private boolean cut;

    SimulatedTransport(
            Backend backend, ManualClock time, NetworkConditions weather, RequestLog traffic, Statistics figures) {
        this.backend = backend;
        this.time = time;
        this.weather = weather;
        this.traffic = traffic;
        this.figures = figures;
    }

    private static Map<String, String> headers(String version) {
        return Map.of(
                "authorization", "Bearer sandbox-token",
                "accept", "application/json",
                "content-type", "application/json",
                "intercom-version", version);
    }

    /** The same line, on which this version of the API is spoken. */
    SimulatedTransport of(String version) {
        headers = headers(version);
        return this;
    }

    @Override
    public CompletableFuture<RawResponse> send(Request request) {
        CompletableFuture<RawResponse> answer = new CompletableFuture<>();
        if (cut) {
            answer.completeExceptionally(new IOException("closed"));
            return answer;
        }
        traffic.asked(request);
        Call call = call(request, headers);
        Fault fault = weather.fault(call);
        figures.request(!fault.equals(Fault.NONE));
        // It arrives even if its sender is no more.
        time.schedule(weather.delay(), () -> fault.apply(new Arrived(call, answer)));
        return answer;
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        time.schedule(delay, () -> {
            if (!cut) {
                task.run();
            }
        });
    }

    /** Nothing comes or goes any more: the client is closed, or its process dead. */
    @Override
    public void close() {
        cut = true;
    }

    private final class Arrived implements Exchange {
        private final Call call;
        private final CompletableFuture<RawResponse> answer;

        Arrived(Call call, CompletableFuture<RawResponse> answer) {
            this.call = call;
            this.answer = answer;
        }

        @Override
        public Call call() {
            return call;
        }

        @Override
        public Instant now() {
            return time.instant();
        }

        @Override
        public ApiReply answer() {
            return backend.api().answer(call);
        }

        @Override
        public void send(ApiReply reply) {
            traffic.answered(reply.status());
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(reply.headers());
            headers.putIfAbsent(ApiReply.DATE, ApiReply.date(time.instant()));
            headers.values().removeIf(String::isEmpty);
            schedule(
                    weather.delay(),
                    () -> answer.complete(new RawResponse(reply.status(), headers::get, reply.body())));
        }

        @Override
        public void sendHalf(ApiReply reply) {
            hangUp();
        }

        @Override
        public void hangUp() {
            schedule(weather.delay(), () -> answer.completeExceptionally(new IOException("hung up")));
        }

        @Override
        public void ignore() {
            schedule(TIMEOUT, () -> answer.completeExceptionally(new TimeoutException()));
        }

        @Override
        public void later(Duration delay, Runnable then) {
            time.schedule(delay, then);
        }
    }

    static Call call(Request request) {
        return call(request, headers("2.16"));
    }

    private static Call call(Request request, Map<String, String> headers) {
        Map<String, List<String>> query = new HashMap<>();
        request.query().forEach(param -> query.put(param.name(), List.of(param.value())));
        byte[] body =
                request.body() == null ? new byte[0] : request.body().toString().getBytes(StandardCharsets.UTF_8);
        return new Call(request.method().name().toUpperCase(Locale.ROOT), request.path(), query, headers, body);
    }
}
