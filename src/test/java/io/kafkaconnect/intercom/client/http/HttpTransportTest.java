package io.kafkaconnect.intercom.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kafkaconnect.intercom.client.NextPage;
import io.kafkaconnect.intercom.client.Proxy;
import io.kafkaconnect.intercom.client.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTransportTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final LinkedBlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private HttpServer server;
    private ExecutorService threads;
    private volatile Handler handler = exchange -> respond(exchange, 200, "{}");

    @FunctionalInterface
    private interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    /** A received request; the keys of the headers are written like {@code Content-type}. */
    private record Seen(String method, URI uri, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            seen.add(new Seen(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            handler.handle(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void a_request_has_its_path_and_headers() throws Exception {
        Transport.RawResponse answer = answer(transport(address(""), LONG).send(Request.get("/me")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo("{}");
        Seen request = seen.remove();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.uri()).hasToString("/me");
        assertThat(request.body()).isEmpty();
        assertThat(request.header("Authorization")).isEqualTo("Bearer secret-token");
        assertThat(request.header("Accept")).isEqualTo("application/json");
        assertThat(request.header("Intercom-version")).isEqualTo("2.16");
        assertThat(request.header("User-agent")).isEqualTo("test/1");
        assertThat(request.header("Accept-encoding")).contains("gzip");
        assertThat(request.headers()).doesNotContainKeys("Content-type", "Cookie");
    }

    @Test
    void a_body_is_json_in_utf_8() throws Exception {
        Request request = Request.post(
                "/contacts/search", JsonNodeFactory.instance.objectNode().put("name", "Zoë \u2603 \uD83D\uDE00"));
        answer(transport(address(""), LONG).send(request));
        Seen posted = seen.remove();
        assertThat(posted.method()).isEqualTo("POST");
        assertThat(posted.header("Content-type")).startsWith("application/json");
        assertThat(posted.body()).isEqualTo("{\"name\":\"Zoë \u2603 \uD83D\uDE00\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a b", "a+b", "a&b=c", "100%", "%41", "WzE=+/", "é\u2603", "#?", ""})
    void a_parameter_arrives_unchanged(String value) throws Exception {
        answer(transport(address(""), LONG)
                .send(Request.get("/companies/scroll")
                        .withQueryParam("page", 2)
                        .withQueryParam("scroll_param", value)));
        String query = seen.remove().uri().getRawQuery();
        assertThat(NextPage.next(JsonNodeFactory.instance
                        .objectNode()
                        .set("pages", JsonNodeFactory.instance.objectNode().put("next", "?" + query))))
                .containsExactly(new Request.Param("page", "2"), new Request.Param("scroll_param", value));
    }

    @ParameterizedTest
    @CsvSource({"'', /me", "/, /me", "/sandbox, /sandbox/me", "/a/b//, /a/b/me"})
    void a_path_prefix_is_kept(String prefix, String path) throws Exception {
        answer(transport(address(prefix), LONG).send(Request.get("/me")));
        assertThat(seen.remove().uri()).hasToString(path);
    }

    @Test
    void a_compressed_response_is_decompressed_and_header_names_ignore_case() throws Exception {
        handler = exchange -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write("{\"name\":\"Zoë\"}".getBytes(UTF_8));
            }
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.getResponseHeaders().add("X-RateLimit-Limit", "167");
            exchange.sendResponseHeaders(200, packed.size());
            exchange.getResponseBody().write(packed.toByteArray());
            exchange.close();
        };
        Transport.RawResponse answer = answer(transport(address(""), LONG).send(Request.get("/me")));
        assertThat(text(answer)).isEqualTo("{\"name\":\"Zoë\"}");
        assertThat(answer.header().apply("x-ratelimit-LIMIT")).isEqualTo("167");
        assertThat(answer.header().apply("X-None")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 429, 500, 503})
    void an_error_is_a_response_and_is_not_retried(int status) throws Exception {
        handler = exchange -> respond(exchange, status, "<html>");
        Transport.RawResponse answer = answer(transport(address(""), LONG).send(Request.get("/me")));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(text(answer)).isEqualTo("<html>");
        assertThat(seen).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_not_followed(int status) throws Exception {
        handler = exchange -> {
            exchange.getResponseHeaders().add("Location", address("/elsewhere").toString());
            respond(exchange, status, "");
        };
        Transport.RawResponse answer = answer(transport(address(""), LONG).send(Request.get("/me")));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(seen).hasSize(1);
    }

    @Test
    void cookies_are_not_stored() throws Exception {
        handler = exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "a=b; Path=/");
            respond(exchange, 200, "{}");
        };
        HttpTransport transport = transport(address(""), LONG);
        answer(transport.send(Request.get("/1")));
        answer(transport.send(Request.get("/2")));
        assertThat(seen).hasSize(2).noneMatch(request -> request.headers().containsKey("Cookie"));
    }

    @Test
    void one_connection_serves_several_requests_in_turn() throws Exception {
        LinkedBlockingQueue<InetSocketAddress> from = new LinkedBlockingQueue<>();
        handler = exchange -> {
            from.add(exchange.getRemoteAddress());
            respond(exchange, 200, "{}");
        };
        HttpTransport transport = transport(address(""), LONG);
        for (int i = 0; i < 5; i++) {
            answer(transport.send(Request.get("/me")));
        }
        assertThat(from).hasSize(5).containsOnly(from.element());
    }

    @Test
    void a_server_that_never_answers_is_a_timeout() throws IOException {
        try (Listener silent = new Listener(socket -> socket.getInputStream().readAllBytes())) {
            assertThatThrownBy(() -> answer(transport(silent.address(), SHORT).send(Request.get("/me"))))
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void a_response_that_never_ends_is_a_timeout() {
        handler = exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        };
        assertThatThrownBy(() -> answer(transport(address(""), SHORT).send(Request.get("/me"))))
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void a_request_right_after_a_timeout_gets_a_connection() throws Exception {
        handler = exchange -> {
            if (exchange.getRequestURI().getPath().equals("/slow")) {
                exchange.sendResponseHeaders(200, 100);
                exchange.getResponseBody().flush();
            } else {
                respond(exchange, 200, "{}");
            }
        };
        // The maximum number of requests is in flight. The thread that reports a timeout sends the next request at
        // once.
        HttpTransport transport = transport(address(""), SHORT);
        List<CompletableFuture<Transport.RawResponse>> next = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            next.add(transport
                    .send(Request.get("/slow"))
                    .exceptionallyCompose(timeout -> transport.send(Request.get("/next"))));
        }
        for (CompletableFuture<Transport.RawResponse> each : next) {
            assertThat(answer(each).status()).isEqualTo(200);
        }
    }

    @Test
    void a_response_that_is_cut_off_is_an_io_exception_and_is_not_retried() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (Listener cut = new Listener(socket -> {
            connections.incrementAndGet();
            head(socket);
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":".getBytes(UTF_8));
        })) {
            assertThatThrownBy(() -> answer(transport(cut.address(), LONG).send(Request.get("/me"))))
                    .hasCauseInstanceOf(IOException.class);
        }
        assertThat(connections).hasValue(1);
    }

    @Test
    void a_refused_connection_is_an_io_exception() throws IOException {
        URI nobody;
        try (Listener gone = new Listener(socket -> {})) {
            nobody = gone.address();
        }
        assertThatThrownBy(() -> answer(transport(nobody, LONG).send(Request.get("/me"))))
                .hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void an_unknown_host_is_an_io_exception() {
        assertThatThrownBy(() -> answer(
                        transport(URI.create("http://intercom.invalid"), LONG).send(Request.get("/me"))))
                .hasCauseInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_plain_request_goes_through_the_proxy(boolean login) throws Exception {
        HttpTransport transport = transport(
                URI.create("http://intercom.invalid/base"),
                LONG,
                proxy(server.getAddress().getPort(), login));
        assertThat(answer(transport.send(Request.get("/me"))).status()).isEqualTo(200);
        Seen request = seen.remove();
        assertThat(request.uri()).hasToString("http://intercom.invalid/base/me");
        assertThat(request.header("Authorization")).isEqualTo("Bearer secret-token");
        assertThat(request.header("Proxy-authorization")).isEqualTo(login ? "Basic bWU6cHc=" : "");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_secure_request_opens_a_tunnel_through_the_proxy_and_hides_the_token_from_it(boolean login) throws Exception {
        CompletableFuture<String> head = new CompletableFuture<>();
        try (Listener proxy = new Listener(socket -> {
            head.complete(head(socket));
            socket.getOutputStream().write("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n".getBytes(UTF_8));
        })) {
            HttpTransport transport = transport(
                    URI.create("https://intercom.invalid"),
                    LONG,
                    proxy(proxy.address().getPort(), login));
            CompletableFuture<Transport.RawResponse> answer = transport.send(Request.get("/me"));
            assertThat(head.get(20, TimeUnit.SECONDS))
                    .startsWith("CONNECT intercom.invalid:443 ")
                    .doesNotContain("secret-token")
                    .satisfies(text -> assertThat(
                                    text.toLowerCase(Locale.ROOT).contains("proxy-authorization: basic bwu6chc="))
                            .isEqualTo(login));
            await().until(answer::isDone);
        }
    }

    @Test
    void a_task_runs_after_its_delay_and_not_before() {
        HttpTransport transport = transport(address(""), LONG);
        CompletableFuture<Long> ran = new CompletableFuture<>();
        long begin = System.nanoTime();
        transport.schedule(Duration.ofMillis(50), () -> ran.complete(System.nanoTime()));
        assertThat(ran.orTimeout(20, TimeUnit.SECONDS).join() - begin)
                .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
    }

    @Test
    void closing_fails_requests_in_flight_and_ends_all_threads() throws IOException {
        try (Listener silent = new Listener(socket -> socket.getInputStream().readAllBytes())) {
            List<Thread> before = List.copyOf(Thread.getAllStackTraces().keySet());
            HttpTransport transport = transport(silent.address(), LONG);
            CompletableFuture<Transport.RawResponse> answer = transport.send(Request.get("/me"));
            await().until(() -> silent.accepted.get() == 1);
            List<Thread> ours = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread ->
                            !before.contains(thread) && thread.getName().matches("(intercom-io|AsyncHttpClient).*"))
                    .toList();
            assertThat(ours).isNotEmpty();

            transport.close();
            transport.close();
            assertThatThrownBy(() -> answer(answer))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class);
            await().atMost(LONG).until(() -> ours.stream().noneMatch(Thread::isAlive));
            assertThatThrownBy(() -> answer(transport.send(Request.get("/me"))))
                    .isNotInstanceOf(TimeoutException.class);
            transport.schedule(Duration.ZERO, () -> {
                throw new AssertionError("closed");
            });
        }
    }

    @Test
    @Timeout(20)
    void a_silent_name_server_blocks_neither_sending_nor_closing() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch silence = new CountDownLatch(1);
        HttpTransport transport =
                new HttpTransport(connection(URI.create("http://intercom.invalid"), LONG, Optional.empty()), host -> {
                    asked.countDown();
                    awaitUninterruptibly(silence);
                    throw new UnknownHostException(host);
                });
        opened.add(transport);

        CompletableFuture<Transport.RawResponse> first = transport.send(Request.get("/1"));
        CompletableFuture<Transport.RawResponse> second = transport.send(Request.get("/2"));
        awaitUninterruptibly(asked);
        assertThat(List.of(first, second)).noneMatch(CompletableFuture::isDone);
        transport.close();

        assertThat(List.of(first, second)).allMatch(CompletableFuture::isCompletedExceptionally);
        silence.countDown();
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("intercom-dns")));
    }

    @Test
    void a_request_that_waits_for_a_silent_name_server_times_out() {
        CountDownLatch silence = new CountDownLatch(1);
        HttpTransport transport =
                new HttpTransport(connection(URI.create("http://intercom.invalid"), SHORT, Optional.empty()), host -> {
                    awaitUninterruptibly(silence);
                    throw new UnknownHostException(host);
                });
        opened.add(transport);
        assertThatThrownBy(() -> answer(transport.send(Request.get("/me")))).hasCauseInstanceOf(TimeoutException.class);
        silence.countDown();
    }

    @Test
    void a_host_is_found_by_its_name() throws Exception {
        HttpTransport transport = new HttpTransport(
                connection(
                        URI.create(
                                "http://intercom.invalid:" + server.getAddress().getPort()),
                        LONG,
                        Optional.empty()),
                host -> new InetAddress[] {InetAddress.getLoopbackAddress()});
        opened.add(transport);
        assertThat(answer(transport.send(Request.get("/me"))).status()).isEqualTo(200);
        assertThat(seen.remove().header("Host")).startsWith("intercom.invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1", "http://intercom.invalid"})
    void the_token_is_in_no_text_and_no_exception(String address) {
        ConnectionSettings connection = connection(URI.create(address), SHORT, proxy(1, true));
        assertThat(connection + " " + connection.proxy() + " "
                        + Request.get("/me").withQueryParam("email", "eve"))
                .doesNotContain("secret-token")
                .doesNotContain("pw")
                .doesNotContain("eve");
        HttpTransport transport = transport(URI.create(address), SHORT);
        assertThatThrownBy(() -> answer(transport.send(Request.get("/me")))).satisfies(thrown -> {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            assertThat(text.toString()).doesNotContain("secret-token");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            67de8abcdb8477d64dcb9c11 | /contacts/67de8abcdb8477d64dcb9c11/notes
            A-b_c.9~                 | /contacts/A-b_c.9~/notes
            a/../../me               | /contacts/a%2F..%2F..%2Fme/notes
            a?b=c                    | /contacts/a%3Fb%3Dc/notes
            a#b                      | /contacts/a%23b/notes
            %2e%2e                   | /contacts/%252e%252e/notes
            a b\u00e9               | /contacts/a%20b%C3%A9/notes
            a;b&c+d\\e:@           | /contacts/a%3Bb%26c%2Bd%5Ce%3A%40/notes
            {}                       | /contacts/%7B%7D/notes
            """)
    void any_id_is_one_segment_of_the_path(String id, String path) throws Exception {
        LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
        handler = exchange -> {
            asked.add(exchange.getRequestURI().toString());
            respond(exchange, 200, "{}");
        };
        String raw = id.replace("\\u00e9", "\u00e9").replace("\\\\", "\\");
        Request request = Request.get("/contacts/{}/notes", raw).withQueryParam("per_page", 60);

        answer(transport(address(""), LONG).send(request));

        assertThat(asked.poll(25, TimeUnit.SECONDS)).isEqualTo(path + "?per_page=60");
        assertThat(request).hasToString("GET " + path);
        assertThat(request.kind()).isEqualTo("/contacts/{}/notes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void an_id_that_leads_to_another_path_is_refused(String id) {
        assertThatThrownBy(() -> Request.get("/contacts/{}", id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void each_request_has_the_current_token() throws Exception {
        LinkedBlockingQueue<String> tokens = new LinkedBlockingQueue<>();
        handler = exchange -> {
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            respond(exchange, 200, "{}");
        };
        AccessToken token = new AccessToken("old", () -> "new", Runnable::run);
        HttpTransport transport = new HttpTransport(connection(address(""), LONG, Optional.empty()), token);
        opened.add(transport);

        answer(transport.send(Request.get("/a")));
        token.renew(replaced -> assertThat(replaced).isTrue());
        answer(transport.send(Request.get("/b")));

        assertThat(tokens).containsExactly("Bearer old", "Bearer new");
    }

    private HttpTransport transport(URI base, Duration timeout) {
        return transport(base, timeout, Optional.empty());
    }

    private HttpTransport transport(URI base, Duration timeout, Optional<Proxy> proxy) {
        HttpTransport transport = new HttpTransport(connection(base, timeout, proxy));
        opened.add(transport);
        return transport;
    }

    /** Blocks like the JDK while it waits for a name server. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ConnectionSettings connection(URI base, Duration timeout, Optional<Proxy> proxy) {
        return new ConnectionSettings(base, "secret-token", "2.16", "test/1", timeout, 4, proxy);
    }

    private static Optional<Proxy> proxy(int port, boolean login) {
        return Optional.of(
                new Proxy("127.0.0.1", port, login ? Optional.of(new Proxy.Login("me", "pw")) : Optional.empty()));
    }

    private URI address(String prefix) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + prefix);
    }

    private static Transport.RawResponse answer(CompletableFuture<Transport.RawResponse> answer) throws Exception {
        return answer.get(25, TimeUnit.SECONDS);
    }

    private static String text(Transport.RawResponse answer) {
        return new String(answer.body(), UTF_8);
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Reads the lines up to the empty line. */
    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Sends the given bytes over TCP, and then closes the connection. */
    private static final class Listener implements AutoCloseable {
        final AtomicInteger accepted = new AtomicInteger();
        private final ServerSocket socket;

        @FunctionalInterface
        interface Talk {
            void with(Socket socket) throws IOException;
        }

        Listener(Talk talk) throws IOException {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(() -> listen(talk), "listener");
            thread.setDaemon(true);
            thread.start();
        }

        private void listen(Talk talk) {
            while (!socket.isClosed()) {
                try (Socket connection = socket.accept()) {
                    accepted.incrementAndGet();
                    talk.with(connection);
                } catch (IOException hungUp) {
                    // The next connection may have come already.
                }
            }
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
