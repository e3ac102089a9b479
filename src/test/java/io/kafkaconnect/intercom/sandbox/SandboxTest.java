package io.kafkaconnect.intercom.sandbox;

import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;

/** Gives each test a sandbox on a clock that stands still. */
abstract class SandboxTest {

    static final Instant NOW = Instant.parse("2026-03-15T12:00:00Z");
    static final String EVERYTHING = Client.where("created_at", ">", 0);

    final ManualClock clock = new ManualClock(NOW);
    Sandbox sandbox;
    Client client;

    @AfterEach
    void close() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    Options options() {
        return new Options().clock(clock);
    }

    void start(Options options) {
        sandbox = Sandbox.start(options);
        client = Client.of(sandbox);
    }

    void startSmall() {
        start(options());
    }

    void startEmpty() {
        start(options().size(Size.EMPTY));
    }
}
