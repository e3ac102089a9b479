package io.kafkaconnect.intercom.client;

import java.time.Duration;

/** Receives an event for each exchange, for metrics and throttled log lines. I/O threads call it, so it must be quick and thread-safe. */
public interface ExchangeListener {

    /** Ignores all events. */
    ExchangeListener NONE = new ExchangeListener() {};

    /** An exchange ended with this reply. */
    default void exchanged(Request request, Reply reply, Duration latency) {}

    /** The client will send the request again. */
    default void retrying(RetriedRequest request) {}

    /** The request hangs, and the client sends it a second time. The first answer counts. */
    default void sentAgain(Request request) {}

    /** Intercom refused the token, the configuration now has a new one, and the client continues with it. */
    default void tokenReplaced() {}

    /** The client ignores the date of a response. {@code difference} is how far it is ahead of the worker's clock; negative if it is behind. */
    default void dateDistrusted(Duration difference) {}

    /** Intercom's clock is this far ahead of the worker's clock; negative if it is behind. */
    default void clockDiffers(Duration ahead) {}

    /** Requests are ready, but the rate limiter delays them this long. */
    default void held(Duration wait) {}

    /** A window of the rate limit is over. */
    default void windowOver(WindowUse use) {}
}
