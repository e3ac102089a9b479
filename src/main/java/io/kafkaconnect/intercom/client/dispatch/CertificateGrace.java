package io.kafkaconnect.intercom.client.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Measures how long the certificate of the host has been wrong without any response in between. A gateway may send a wrong certificate for
 * a moment, just as it may be down for a moment. If the error lasts, the configuration is wrong, and retries do not help. Thread-safe.
 */
final class CertificateGrace {
    private final Clock clock;
    private final Duration patience;
    private Instant since;
    private Instant last = Instant.MIN;

    /** The certificate counts as right at first. */
    CertificateGrace(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** A response came, whatever its content: the certificate is right. */
    synchronized void answered() {
        since = null;
    }

    /** The certificate is wrong. Returns how much longer the client retries; zero or less if the error has lasted too long. */
    synchronized Duration atFault() {
        Instant now = clock.instant();
        // Retries come within the patience. An error long after the last one is a new one.
        boolean goesOn = since != null && now.isBefore(last.plus(patience.multipliedBy(2)));
        since = goesOn ? since : now;
        last = now;
        return patience.minus(Duration.between(since, now));
    }
}
