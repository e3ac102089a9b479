package io.kafkaconnect.intercom.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The token is for Intercom alone, however much is logged and whatever goes wrong. */
class SecretTokenTest {

    private static final String TOKEN = "dG9rOnNlY3JldA";

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
        Connection connection = new Connection(
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
        Retry retry = new Retry(Duration.ofMillis(1), Duration.ofMillis(1), 1, () -> 0.5);
        try (IntercomClient client = new IntercomClient(
                transport, transport, Clock.systemUTC(), new RateBudget(0.9), retry, 4, ExchangeListener.NONE)) {
            Reply reply = client.ask(Request.get("/me")).get(20, TimeUnit.SECONDS);
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

    /** The HTTP client would write each byte, in lines of sixteen. */
    @Test
    void nothing_that_goes_over_the_wire_is_logged_even_where_everything_is() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"email\":\"eve@private.example\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Connection connection = new Connection(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                TOKEN,
                "2.16",
                "test/1",
                Duration.ofSeconds(20),
                4,
                Optional.empty());
        Lines lines = new Lines();
        try (HttpTransport transport = new HttpTransport(connection)) {
            Request request = Request.post(
                    "/contacts/search", JsonNodeFactory.instance.objectNode().put("value", "adam@private.example"));
            assertThat(transport.send(request).get(20, TimeUnit.SECONDS).status())
                    .isEqualTo(200);
        } finally {
            server.stop(0);
            lines.stop();
        }
        assertThat(lines.said).anyMatch(line -> line.startsWith("org.asynchttpclient."));
        assertThat(lines.said).noneMatch(line -> line.contains("+--------+"));
        assertThat(String.join("\n", lines.said)).doesNotContain(TOKEN, "private");
    }

    /** All that anybody logs. */
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
