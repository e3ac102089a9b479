package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.api.Connection;
import io.kafkaconnect.intercom.api.ExchangeListener;
import io.kafkaconnect.intercom.api.HttpTransport;
import io.kafkaconnect.intercom.api.IntercomClient;
import io.kafkaconnect.intercom.api.RateBudget;
import io.kafkaconnect.intercom.api.Retry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Opens clients as the settings say. */
final class Clients {
    private static final String PRODUCT = "kafka-connect-intercom/";

    private Clients() {}

    /** The client of a task; the caller closes it. */
    static IntercomClient open(IntercomConfig config, Clock clock, ExchangeListener listener) {
        return open(config, config.requestTimeout(), config.maxRetries().orElse(-1), clock, listener);
    }

    /** A client that gives up after one try and a short time, for the check behind {@code validate}. */
    static IntercomClient impatient(IntercomConfig config, Duration timeout, Clock clock, ExchangeListener listener) {
        Duration shorter = timeout.compareTo(config.requestTimeout()) < 0 ? timeout : config.requestTimeout();
        return open(config, shorter, 0, clock, listener);
    }

    private static IntercomClient open(
            IntercomConfig config, Duration timeout, int retries, Clock clock, ExchangeListener listener) {
        HttpTransport http = new HttpTransport(new Connection(
                config.baseUrl(),
                config.accessToken(),
                config.apiVersion().header(),
                PRODUCT + Version.CURRENT,
                timeout,
                config.maxInFlightRequests(),
                config.proxy()));
        Retry retry = new Retry(
                config.retryBackoff(),
                config.retryBackoffMax(),
                retries,
                () -> ThreadLocalRandom.current().nextDouble());
        return new IntercomClient(
                http,
                http,
                clock,
                new RateBudget(config.rateLimitShare()),
                retry,
                config.maxInFlightRequests(),
                listener);
    }
}
