package io.kafkaconnect.intercom.client.http;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The access token of the requests. A newer token from the configuration may replace it. Thread-safe. */
public final class AccessToken {
    private final Supplier<String> configured;
    private final Executor executor;
    private volatile String value;

    /**
     * The token.
     *
     * @param value the first token
     * @param configured reads the current token from the configuration; may block and may throw
     * @param executor runs {@code configured}
     */
    public AccessToken(String value, Supplier<String> configured, Executor executor) {
        this.value = value;
        this.configured = configured;
        this.executor = executor;
    }

    /** A token that is never replaced. */
    public static AccessToken fixed(String value) {
        return new AccessToken(value, () -> value, Runnable::run);
    }

    /** The secret: not for logs or messages. */
    public String value() {
        return value;
    }

    /** Reads the token from the configuration again. {@code then} receives whether it has changed. */
    public void renew(Consumer<Boolean> then) {
        executor.execute(() -> then.accept(isReplaced()));
    }

    private boolean isReplaced() {
        try {
            String now = configured.get();
            boolean replaced = now != null && !now.isBlank() && !now.equals(value);
            if (replaced) {
                value = now;
            }
            return replaced;
        } catch (RuntimeException | LinkageError unreadable) {
            // The configuration may be unavailable, too. The token stays.
            return false;
        }
    }

    @Override
    public String toString() {
        return "AccessToken";
    }
}
