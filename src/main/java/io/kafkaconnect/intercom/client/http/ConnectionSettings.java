package io.kafkaconnect.intercom.client.http;

import io.kafkaconnect.intercom.client.Proxy;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Address, token and limits of the connection to Intercom.
 *
 * @param baseUrl scheme, host and an optional path prefix of all requests
 * @param token the access token; never printed
 * @param apiVersion sent with every request; without it, Intercom uses the setting of the app, or 1.0
 * @param userAgent our name and version
 * @param requestTimeout timeout of one whole exchange
 * @param maxInFlight maximum number of requests in flight; it bounds the number of connections
 * @param trusted the certificate authorities to trust in place of Java's; empty for Java's
 */
public record ConnectionSettings(
        URI baseUrl,
        String token,
        String apiVersion,
        String userAgent,
        Duration requestTimeout,
        int maxInFlight,
        Optional<Proxy> proxy,
        List<X509Certificate> trusted) {

    /** Settings that trust Java's certificate authorities. */
    public ConnectionSettings(
            URI baseUrl,
            String token,
            String apiVersion,
            String userAgent,
            Duration requestTimeout,
            int maxInFlight,
            Optional<Proxy> proxy) {
        this(baseUrl, token, apiVersion, userAgent, requestTimeout, maxInFlight, proxy, List.of());
    }

    public ConnectionSettings {
        trusted = List.copyOf(trusted);
    }

    @Override
    public String toString() {
        return baseUrl + " (Intercom-Version " + apiVersion + ")";
    }
}
