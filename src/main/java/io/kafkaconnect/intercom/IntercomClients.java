package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.dispatch.IntercomClient;
import io.kafkaconnect.intercom.client.http.AccessToken;
import io.kafkaconnect.intercom.client.http.ConnectionSettings;
import io.kafkaconnect.intercom.client.http.ContextThreads;
import io.kafkaconnect.intercom.client.http.HttpTransport;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.config.TrustStore;
import io.kafkaconnect.intercom.config.UnusableTrustStoreException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens HTTP clients with the limits and the token of the settings. */
final class IntercomClients {
    private static final Logger log = LoggerFactory.getLogger(IntercomClients.class);

    private static final String PRODUCT = "kafka-connect-intercom/";

    private IntercomClients() {}

    /**
     * The client of a task; the caller closes it.
     *
     * @param tasks the number of tasks of the connector
     * @param token reads the access token out of the configuration as it is now; may block
     * @throws UnusableTrustStoreException if the certificates that the settings name cannot be read
     */
    static IntercomClient open(
            IntercomConfig config, int tasks, Clock clock, ExchangeListener listener, Supplier<String> token) {
        warnOfClearText(config.baseUrl());
        return open(
                config,
                tasks,
                config.requestTimeout(),
                config.maxRetries().orElse(-1),
                clock,
                listener,
                new AccessToken(config.accessToken(), token, IntercomClients::apart),
                IntercomClient.PATIENCE);
    }

    /** A client that gives up after one try and a short time, for the check behind {@code validate}. */
    static IntercomClient impatient(IntercomConfig config, Duration timeout, Clock clock, ExchangeListener listener) {
        Duration shorter = timeout.compareTo(config.requestTimeout()) < 0 ? timeout : config.requestTimeout();
        return open(config, 1, shorter, 0, clock, listener, AccessToken.fixed(config.accessToken()), Duration.ZERO);
    }

    /** A client with these limits. */
    static IntercomClient open(
            IntercomConfig config,
            int tasks,
            Duration timeout,
            int retries,
            Clock clock,
            ExchangeListener listener,
            AccessToken token,
            Duration patience) {
        HttpTransport http = new HttpTransport(
                new ConnectionSettings(
                        config.baseUrl(),
                        config.accessToken(),
                        config.apiVersion().header(),
                        PRODUCT + Version.CURRENT,
                        timeout,
                        config.maxInFlightRequests(),
                        config.proxy(),
                        config.trustStore().map(TrustStore::certificates).orElse(List.of())),
                token);
        RetryPolicy retry = new RetryPolicy(
                config.retryBackoff(),
                config.retryBackoffMax(),
                retries,
                () -> ThreadLocalRandom.current().nextDouble());
        return new IntercomClient(
                http,
                http,
                clock,
                new RateLimiter(config.rateLimitShare(), config.rateLimitReserve(), tasks),
                retry,
                config.maxInFlightRequests(),
                listener,
                token,
                patience);
    }

    /** Runs the task on a thread of its own. A config provider may block, and the I/O thread must not. */
    private static void apart(Runnable task) {
        new ContextThreads("intercom-token").newThread(task).start();
    }

    private static void warnOfClearText(URI baseUrl) {
        if (baseUrl.getScheme().equalsIgnoreCase("http") && !isLoopback(baseUrl.getHost())) {
            log.warn(
                    "intercom.base.url begins with http: the connector sends the access token to {} and receives all data"
                            + " unencrypted. Use https",
                    baseUrl.getHost());
        }
    }

    /** Checks the text only, and sends no request to a name server. */
    static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.[0-9]+){3}") || host.equals("[::1]");
    }
}
