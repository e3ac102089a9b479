package io.kafkaconnect.intercom.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Proxy;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.dispatch.IntercomClient;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.support.Certificates;
import io.kafkaconnect.intercom.support.TunnelProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No log line and no exception contains the token. */
class SecretTokenTest {

    private static final String TOKEN = "dG9rOnNlY3JldA";
    private static final String PASSWORD = "open-the-proxy";
    private static final String BODY = "{\"email\":\"eve@private.example\"}";

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 401, 403, 500, 0})
    void the_token_is_in_no_text_of_the_client(int status) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (status > 0) {
                exchange.sendResponseHeaders(status, -1);
            }
            exchange.close();
        });
        server.start();
        ConnectionSettings connection = new ConnectionSettings(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                TOKEN,
                "2.16",
                "test/1",
                Duration.ofSeconds(20),
                4,
                Optional.of(new Proxy(
                        "127.0.0.1", server.getAddress().getPort(), Optional.of(new Proxy.Login("me", TOKEN)))));
        Lines lines = new Lines();
        HttpTransport transport = new HttpTransport(connection);
        RetryPolicy retry = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), 1, () -> 0.5);
        try (IntercomClient client = new IntercomClient(
                transport, transport, Clock.systemUTC(), new RateLimiter(0.9, 0, 6), retry, 4, ExchangeListener.NONE)) {
            Reply reply = client.send(Request.get("/me")).get(20, TimeUnit.SECONDS);
            assertThat(reply + " " + connection + " " + connection.proxy()).doesNotContain(TOKEN);
            if (reply instanceof Reply.Failed failed) {
                assertThat(new IntercomException(failed))
                        .message()
                        .contains("GET /me")
                        .doesNotContain(TOKEN);
            }
        } finally {
            server.stop(0);
            lines.stop();
        }
        assertThat(lines.said)
                .anyMatch(line -> line.startsWith("org.asynchttpclient."))
                .noneMatch(line -> line.contains(TOKEN));
    }

    /** How a request gets to Intercom. */
    enum Way {
        PLAIN,
        PLAIN_THROUGH_A_PROXY,
        TLS,
        TLS_THROUGH_A_TUNNEL,
        HTTP_2,
        HTTP_2_THROUGH_A_TUNNEL
    }

    /** The HTTP client would write each byte, in lines of sixteen. */
    @ParameterizedTest
    @EnumSource
    void no_byte_on_the_wire_is_logged_even_at_trace_level(Way way) throws Exception {
        List<String> authorizations = new CopyOnWriteArrayList<>();
        HttpServer plain = served(HttpServer.create(), authorizations);
        HttpsServer secure = HttpsServer.create();
        secure.setHttpsConfigurator(new HttpsConfigurator(Certificates.server("right")));
        served(secure, authorizations);
        Lines lines = new Lines();
        try (Http2Server http2 = new Http2Server(BODY);
                TunnelProxy tunnel = new TunnelProxy("me", PASSWORD)) {
            URI url = URI.create(
                    switch (way) {
                        case PLAIN, PLAIN_THROUGH_A_PROXY ->
                            "http://127.0.0.1:" + plain.getAddress().getPort();
                        case TLS, TLS_THROUGH_A_TUNNEL ->
                            "https://127.0.0.1:" + secure.getAddress().getPort();
                        case HTTP_2, HTTP_2_THROUGH_A_TUNNEL -> http2.url().toString();
                    });
            Optional<Integer> proxy =
                    switch (way) {
                        case PLAIN, TLS, HTTP_2 -> Optional.empty();
                        case PLAIN_THROUGH_A_PROXY ->
                            Optional.of(plain.getAddress().getPort());
                        case TLS_THROUGH_A_TUNNEL, HTTP_2_THROUGH_A_TUNNEL -> Optional.of(tunnel.port());
                    };
            ConnectionSettings connection = new ConnectionSettings(
                    url,
                    TOKEN,
                    "2.16",
                    "test/1",
                    Duration.ofSeconds(20),
                    4,
                    proxy.map(port -> new Proxy("127.0.0.1", port, Optional.of(new Proxy.Login("me", PASSWORD)))),
                    Certificates.list("ca"));
            try (HttpTransport transport = new HttpTransport(connection)) {
                Request request = Request.post(
                        "/contacts/search",
                        JsonNodeFactory.instance.objectNode().put("value", "adam@private.example"));
                for (int i = 0; i < 2; i++) {
                    Transport.RawResponse answer = transport.send(request).get(20, TimeUnit.SECONDS);
                    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                            .isEqualTo(BODY);
                }
            }
            authorizations.addAll(http2.authorizations);
        } finally {
            plain.stop(0);
            secure.stop(0);
            lines.stop();
        }
        assertThat(authorizations).as("sent").containsExactly("Bearer " + TOKEN, "Bearer " + TOKEN);
        assertThat(lines.said).anyMatch(line -> line.startsWith("org.asynchttpclient."));
        assertThat(lines.said).anyMatch(line -> line.startsWith("io.netty."));
        assertThat(lines.said).noneMatch(line -> line.contains("+--------+"));
        assertThat(String.join("\n", lines.said))
                .doesNotContain(TOKEN, PASSWORD, "private", encoded("me:" + PASSWORD), hex(TOKEN), hex("private"));
    }

    private static HttpServer served(HttpServer server, List<String> authorizations) throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String encoded(String login) {
        return Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** All log lines of all loggers. */
    private static final class Lines extends AbstractAppender {
        final List<String> said = new CopyOnWriteArrayList<>();
        private final Logger root = (Logger) LogManager.getRootLogger();

        Lines() {
            super("lines", null, null, true, Property.EMPTY_ARRAY);
            start();
            root.getAppenders().values().forEach(root::removeAppender);
            root.addAppender(this);
            Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.ALL);
        }

        @Override
        public void append(LogEvent event) {
            said.add(event.getLoggerName() + ": " + event.getMessage().getFormattedMessage() + " " + event.getThrown());
        }

        @Override
        public void stop() {
            Configurator.reconfigure();
            super.stop();
        }
    }
}
