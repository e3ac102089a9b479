package io.kafkaconnect.intercom.simulation;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.http.Scheduler;
import io.kafkaconnect.intercom.client.http.Transport;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A line on which a test sees each request, and answers some in place of the sandbox.
 *
 * @param answers the answer of the test; empty if the sandbox answers
 */
record InterceptedLine(
        SimulatedTransport line, Function<Request, Optional<CompletableFuture<Transport.RawResponse>>> answers)
        implements Transport, Scheduler {

    @Override
    public CompletableFuture<RawResponse> send(Request request) {
        return answers.apply(request).orElseGet(() -> line.send(request));
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        line.schedule(delay, task);
    }

    @Override
    public void close() {
        line.close();
    }
}
