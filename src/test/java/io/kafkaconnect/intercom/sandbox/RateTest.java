package io.kafkaconnect.intercom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.model.Size;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTest extends SandboxTest {

    @Test
    void aMinutesRequestsAreSpreadOverSixWindows() {
        start(options().size(Size.EMPTY).rateLimitPerMinute(20));
        clock.pass(Duration.ofSeconds(3));

        for (int left = 4; left >= 1; left--) {
            Client.Answer answer = client.get("/me");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("X-RateLimit-Limit")).isEqualTo("4");
            assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo(Integer.toString(left));
            assertThat(answer.header("X-RateLimit-Reset")).isEqualTo(Long.toString(NOW.getEpochSecond() + 16));
        }
        Client.Answer over = client.get("/me");
        assertThat(over.status()).isEqualTo(429);
        assertThat(over.errorCode()).isEqualTo("rate_limit_exceeded");
        assertThat(over.json().toString()).contains("Exceeded rate limit of 4 in 10_seconds");
        assertThat(over.header("X-RateLimit-Remaining")).isEqualTo("0");
        assertThat(sandbox.rate().refused()).isEqualTo(1);

        clock.pass(Duration.ofSeconds(6));
        assertThat(client.get("/me").status()).isEqualTo(429);
        clock.pass(Duration.ofSeconds(1));
        assertThat(client.get("/me").status()).isEqualTo(200);
    }

    @Test
    void theUsualLimitsAreRoundedUp() {
        start(options().size(Size.EMPTY).rateLimitPerMinute(10_000));
        assertThat(client.get("/me").header("X-RateLimit-Limit")).isEqualTo("1667");

        sandbox.rate().perMinute(1000);
        assertThat(client.get("/me").header("X-RateLimit-Limit")).isEqualTo("167");
    }

    @Test
    void strangersDoNotUseUpTheLimit() {
        start(options().size(Size.EMPTY).rateLimitPerMinute(6));
        client.without("Authorization").get("/me");

        assertThat(client.get("/me").status()).isEqualTo(200);
    }

    @Test
    void withoutALimitNothingIsSaidOfIt() {
        startEmpty();

        assertThat(client.get("/me").header("X-RateLimit-Limit")).isNull();
    }
}
