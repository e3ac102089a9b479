package io.kafkaconnect.intercom.client.http;

import io.kafkaconnect.intercom.client.Proxy;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where and as whom to ask.
 *
 * @param baseUrl scheme, host and an optional path prefix; requests never leave it
 * @param token the access token; never printed
 * @param apiVersion sent on every request: without it Intercom falls back to the app's setting, or to 1.0
 * @param userAgent our name and version
 * @param requestTimeout one whole exchange
 * @param mostInFlight requests under way at most; bounds the connections
 * @param trusted the certificate authorities to trust in place of those that Java trusts; empty for Java's
 */
public record ConnectionSettings(
        URI baseUrl,
        String token,
        String apiVersion,
        String userAgent,
        Duration requestTimeout,
        int mostInFlight,
        Optional<Proxy> proxy,
        List<X509Certificate> trusted) {

    /** Trusts what Java trusts. */
    public ConnectionSettings(
            URI baseUrl,
            String token,
            String apiVersion,
            String userAgent,
            Duration requestTimeout,
            int mostInFlight,
            Optional<Proxy> proxy) {
        this(baseUrl, token, apiVersion, userAgent, requestTimeout, mostInFlight, proxy, List.of());
    }

    public ConnectionSettings {
        trusted = List.copyOf(trusted);
    }

    @Override
    public String toString() {
        return baseUrl + " (Intercom-Version " + apiVersion + ")";
    }
}
