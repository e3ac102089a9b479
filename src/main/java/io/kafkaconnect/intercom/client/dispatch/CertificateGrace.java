package io.kafkaconnect.intercom.client.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long the certificate of the host has been at fault, with no answer of any kind between. A gateway may show a wrong one for a
 * moment, as it may be down for a moment. When it lasts, it is a fault of the configuration, which no waiting mends. Thread-safe.
 */
final class CertificateGrace {
    private final Clock clock;
    private final Duration patience;
    private Instant since;
    private Instant last = Instant.MIN;

    /** Trusts so far. */
    CertificateGrace(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /** Somebody answered, whatever it was. */
    synchronized void answered() {
        since = null;
    }

    /** The certificate is at fault; returns for how long that may go on yet: zero or less when it has lasted long enough. */
    synchronized Duration atFault() {
        Instant now = clock.instant();
        // What is asked again is so within the patience: a fault long after the last one is another.
        boolean goesOn = since != null && now.isBefore(last.plus(patience.multipliedBy(2)));
        since = goesOn ? since : now;
        last = now;
        return patience.minus(Duration.between(since, now));
    }
}
