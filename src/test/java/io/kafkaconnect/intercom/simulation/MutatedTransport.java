package io.kafkaconnect.intercom.simulation;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.http.Scheduler;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.sandbox.Backend;
import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import io.kafkaconnect.intercom.support.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A line to the sandbox in the time of the model, without faults of its own, on which some answers are made wrong. */
public final class MutatedTransport implements Transport, Scheduler {
    private static final int MOST_AT_ONCE = 20_000;

    private final Backend backend;
    private final ManualClock time;
    private final Random random;
    private final Mutations mutations;
    private Instant latest = Instant.EPOCH;
    private int atOnce;
    private boolean cut;

    MutatedTransport(Backend backend, ManualClock time, Random random, Mutations mutations) {
        this.backend = backend;
        this.time = time;
        this.random = random;
        this.mutations = mutations;
    }

    @Override
    public CompletableFuture<RawResponse> send(Request request) {
        CompletableFuture<RawResponse> answer = new CompletableFuture<>();
        if (cut) {
            answer.completeExceptionally(new IOException("closed"));
            return answer;
        }
        count(request);
        time.schedule(delay(), () -> arrived(request, answer));
        return answer;
    }

    private void count(Request request) {
        atOnce = time.instant().equals(latest) ? atOnce + 1 : 0;
        latest = time.instant();
        if (atOnce > MOST_AT_ONCE) {
            throw new AssertionError("Asks without end at one moment, now for " + request);
        }
    }

    private void arrived(Request request, CompletableFuture<RawResponse> answer) {
        ApiReply reply = backend.api().answer(SimulatedTransport.call(request));
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(reply.headers());
        headers.put("Date", Mutations.date(time.instant()));
        RawResponse given = mutations.of(request, reply.status(), headers, reply.body());
        schedule(delay(), () -> answer.complete(given));
    }

    private Duration delay() {
        return random.nextInt(4) == 0 ? Duration.ofMillis(random.nextInt(300)) : Duration.ZERO;
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        time.schedule(delay, () -> {
            if (!cut) {
                task.run();
            }
        });
    }

    @Override
    public void close() {
        cut = true;
    }
}
