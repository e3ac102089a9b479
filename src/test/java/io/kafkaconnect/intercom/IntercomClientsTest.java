package io.kafkaconnect.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.support.LogLines;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntercomClientsTest {

    @ParameterizedTest
    @CsvSource({
        "http://gateway.example, true",
        "HTTP://10.0.0.1:8080, true",
        "http://localhost.example, true",
        "http://127.0.0.1.example, true",
        "https://gateway.example, false",
        "http://localhost:8080, false",
        "http://127.0.0.1:8080, false",
        "http://127.1.2.3, false",
        "http://[::1]:8080, false"
    })
    void an_unencrypted_address_is_logged_once(String baseUrl, boolean warned) {
        IntercomConfig config =
                new IntercomConfig(Map.of("intercom.access.token", "secret-token", "intercom.base.url", baseUrl));
        try (LogLines log = LogLines.of(IntercomClients.class)) {
            IntercomClients.open(
                            config,
                            1,
                            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
                            ExchangeListener.NONE,
                            config::accessToken)
                    .close();
            assertThat(log.said()).hasSize(warned ? 1 : 0).noneMatch(line -> line.contains("secret-token"));
        }
    }
}
