package io.kafkaconnect.intercom.client.http;

import io.kafkaconnect.intercom.client.Request;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Sends one request and brings one answer; no retries, no redirects. Closing it cancels what is in flight. */
public interface Transport extends AutoCloseable {

    /**
     * One HTTP answer, whatever its status.
     *
     * @param header looks a header up by its name in any case; null when absent
     * @param body the decompressed bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared; read once, by the parser.
    record RawResponse(int status, UnaryOperator<String> header, byte[] body) {}

    /**
     * Sends.
     *
     * @return completes on an I/O thread with the answer, or exceptionally with an {@link java.io.IOException} or a
     *     {@link java.util.concurrent.TimeoutException} when there is none
     */
    CompletableFuture<RawResponse> send(Request request);

    /** The host that is asked, for messages. */
    default String host() {
        return "the host";
    }

    @Override
    void close();
}
