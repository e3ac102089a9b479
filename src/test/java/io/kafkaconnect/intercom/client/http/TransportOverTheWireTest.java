package io.kafkaconnect.intercom.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kafkaconnect.intercom.client.Request;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The HTTP library works with our settings and our event loop. */
class TransportOverTheWireTest {

    @Test
    void a_request_is_sent_and_its_response_is_read() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] asked =
                    (exchange.getRequestMethod() + " " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, asked.length);
            exchange.getResponseBody().write(asked);
            exchange.close();
        });
        server.start();
        URI base = URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
        ConnectionSettings connection =
                new ConnectionSettings(base, "a-token", "2.16", "test", Duration.ofSeconds(10), 2, Optional.empty());
        try (HttpTransport transport = new HttpTransport(connection)) {
            Transport.RawResponse answer = transport
                    .send(Request.get("/segments").withQueryParam("include_count", true))
                    .get(10, TimeUnit.SECONDS);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).asString().isEqualTo("GET /segments?include_count=true");
        } finally {
            server.stop(0);
        }
    }
}
