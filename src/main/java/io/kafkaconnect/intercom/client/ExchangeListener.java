package io.kafkaconnect.intercom.client;

import java.time.Duration;

/** Is told of every exchange, for metrics and throttled log lines. Called on I/O threads; must be quick and thread-safe. */
public interface ExchangeListener {

    /** Hears nothing. */
    ExchangeListener NONE = new ExchangeListener() {};

    /** An exchange ended; {@code reply} is what it was taken for. */
    default void exchanged(Request request, Reply reply, Duration latency) {}

    /** The request will be asked again. */
    default void retrying(RetriedRequest request) {}

    /** Intercom refused the token. The configuration gives a new one now, and requests go on with it. */
    default void tokenReplaced() {}

    /** The date of an answer is not believed. {@code difference} is how far it is ahead of our clock, or behind where negative. */
    default void dateDistrusted(Duration difference) {}

    /** Intercom's clock is so far ahead of ours, or behind where negative. */
    default void clockDiffers(Duration ahead) {}

    /** Requests are ready but the rate budget asks to wait this long. */
    default void held(Duration wait) {}

    /**
     * A window of the rate limit is over.
     *
     * @param taken requests that it counted, of everybody, as far as our answers tell
     * @param allowed requests that all tasks of this connector may send in such a window, one at least
     */
    default void windowOver(int taken, int allowed) {}
}
