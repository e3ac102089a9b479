package io.kafkaconnect.intercom.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql://localhost/desk                    | localhost:5432
            jdbc:postgresql://localhost:5433/desk?sslmode=require | localhost:5433
            jdbc:postgresql://127.0.0.1:1?user=a                | 127.0.0.1:1
            jdbc:postgresql://[::1]:5433/desk                   | ::1:5433
            jdbc:postgresql://one:1,two/desk                    | one:1 two:5432
            """)
    void an_address_names_one_server_or_several(String url, String servers) {
        assertThat(ServerAddress.in(url).stream()
                        .map(server -> server.host() + ":" + server.port())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(servers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:///desk",
                "jdbc:postgresql://host:port/desk",
                "jdbc:postgresql://host:70000/desk",
                "jdbc:postgresql://host:0/desk",
                "jdbc:postgresql://one,/desk"
            })
    void an_address_without_a_server_is_reported_with_its_form(String url) {
        assertThatThrownBy(() -> ServerAddress.in(url))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("-Dquickstart.postgres=" + url)
                .hasMessageContaining("jdbc:postgresql://HOST:PORT/DATABASE");
    }

    @Test
    void a_server_that_does_not_answer_is_reported_with_its_address_and_the_option() throws IOException {
        int closed;
        try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = once.getLocalPort();
        }

        assertThatThrownBy(() -> ServerAddress.requireOneOf("jdbc:postgresql://127.0.0.1:" + closed + "/desk"))
                .isInstanceOf(TroubleException.class)
                .hasMessageStartingWith("No PostgreSQL server answers at 127.0.0.1:" + closed + " (")
                .hasMessageContaining("-Dquickstart.postgres=jdbc:postgresql://127.0.0.1:" + closed + "/desk");
    }

    @Test
    void a_host_that_nobody_knows_is_reported_as_such() {
        assertThatThrownBy(() -> ServerAddress.requireOneOf("jdbc:postgresql://nobody.invalid/desk"))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("nobody.invalid:5432 (UnknownHostException)");
    }

    @Test
    void one_server_that_answers_is_enough() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int open = server.getLocalPort();
            assertThatCode(() -> ServerAddress.requireOneOf(
                            "jdbc:postgresql://127.0.0.1:" + open + ",127.0.0.1:" + open + "/desk"))
                    .doesNotThrowAnyException();
        }
    }
}
