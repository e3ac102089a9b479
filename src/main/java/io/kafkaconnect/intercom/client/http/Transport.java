package io.kafkaconnect.intercom.client.http;

import io.kafkaconnect.intercom.client.Request;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Sends one request and returns one response, without retries and redirects. {@link #close} cancels the requests in flight. */
public interface Transport extends AutoCloseable {

    /**
     * One HTTP response of any status.
     *
     * @param header looks up a header by its name, ignoring case; null if absent
     * @param body the decompressed bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared; read once, by the parser.
    record RawResponse(int status, UnaryOperator<String> header, byte[] body) {}

    /**
     * Sends the request.
     *
     * @return completes on an I/O thread with the response; without one, exceptionally with an {@link java.io.IOException} or a
     *     {@link java.util.concurrent.TimeoutException}
     */
    CompletableFuture<RawResponse> send(Request request);

    /** The host of the requests, for messages. */
    default String host() {
        return "the host";
    }

    @Override
    void close();
}
