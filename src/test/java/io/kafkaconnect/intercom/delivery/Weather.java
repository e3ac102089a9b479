package io.kafkaconnect.intercom.delivery;

import io.kafkaconnect.intercom.sandbox.api.Reply;
import io.kafkaconnect.intercom.sandbox.http.Exchange;
import io.kafkaconnect.intercom.sandbox.http.Fault;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** How long things are on their way, and what befalls them. */
final class Weather {
    private static final List<Fault> FAULTS = List.of(
            Fault.error(500, "server_error"),
            Fault.error(503, "service_unavailable"),
            Fault.error(429, "rate_limit_exceeded"),
            Fault.error(401, "unauthorized"),
            Fault.overloaded(),
            Fault.html(502),
            Fault.html(404),
            Fault.CUT_BEFORE_ANSWER,
            Fault.CUT_IN_BODY,
            Fault.NO_ANSWER,
            Weather::truncateData,
            Fault.HTML_WITH_200,
            Fault.EMPTY_WITH_200);

    private static final Fault UNAUTHORIZED = FAULTS.get(3);

    private final Random random;
    private final int slowness;
    private boolean storm;
    private boolean unauthorized;

    /** In some weathers everything is slow. */
    Weather(Random random) {
        this.random = random;
        this.slowness = 1 + random.nextInt(3) * random.nextInt(1_000);
    }

    /** From now on, requests meet faults or none. */
    void storm(boolean begins) {
        storm = begins;
    }

    Fault fault() {
        if (!storm || random.nextInt(4) > 0) {
            return Fault.NONE;
        }
        Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
        if (fault == UNAUTHORIZED) {
            // Two for one request are the truth about the token, and end the task.
            if (unauthorized) {
                return Fault.NONE;
            }
            unauthorized = true;
        }
        return fault;
    }

    /** Only data: a refusal that cannot be read is a refusal, and ends the task. */
    private static void truncateData(Exchange exchange) {
        Reply reply = exchange.answer();
        byte[] body = reply.body();
        exchange.send(reply.status() == 200 ? reply.with(Arrays.copyOf(body, body.length / 2)) : reply);
    }

    Duration delay() {
        return switch (random.nextInt(10)) {
            case 0 -> Duration.ofMillis(random.nextInt(slowness));
            case 1, 2, 3 -> Duration.ofMillis(random.nextInt(50));
            default -> Duration.ZERO;
        };
    }
}
