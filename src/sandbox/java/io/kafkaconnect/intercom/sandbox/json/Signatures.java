package io.kafkaconnect.intercom.sandbox.json;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Signs addresses of files for half an hour, differently every time. */
public final class Signatures {

    private final InstantSource clock;
    private final AtomicLong made = new AtomicLong();

    public Signatures(InstantSource clock) {
        this.clock = clock;
    }

    String sign(String url) {
        long expires = clock.instant().getEpochSecond() + 1800;
        long signature = (made.incrementAndGet() + expires) * 0x9E3779B97F4A7C15L;
        return url + "?expires=" + expires + "&signature=" + Long.toHexString(signature);
    }
}
