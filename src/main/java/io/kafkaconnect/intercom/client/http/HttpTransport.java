package io.kafkaconnect.intercom.client.http;

import io.kafkaconnect.intercom.client.Proxy;
import io.kafkaconnect.intercom.client.Request;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClientConfig;
import org.asynchttpclient.Dsl;
import org.asynchttpclient.Realm;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.Response;
import org.asynchttpclient.netty.channel.ChannelManager;
import org.asynchttpclient.proxy.ProxyServer;

/**
 * {@link Transport} and {@link Scheduler} on async-http-client: one I/O thread, keep-alive, gzip, no redirects, no cookies. Neither sending
 * nor closing blocks.
 */
public final class HttpTransport implements Transport, Scheduler {

    private final ConnectionSettings connection;
    private final AccessToken token;
    private final String base;
    private final AsyncHostResolver hostNames;
    private final EventLoopGroup loop;
    private final AsyncHttpClient http;
    private final Set<CompletableFuture<RawResponse>> inFlight = ConcurrentHashMap.newKeySet();

    /** Opens no connection yet; a request opens one. {@link #close} ends the threads. */
    public HttpTransport(ConnectionSettings connection) {
        this(connection, InetAddress::getAllByName);
    }

    /** The same, with a token that may be replaced. */
    public HttpTransport(ConnectionSettings connection, AccessToken token) {
        this(connection, token, InetAddress::getAllByName);
    }

    HttpTransport(ConnectionSettings connection, AsyncHostResolver.Lookup lookup) {
        this(connection, AccessToken.fixed(connection.token()), lookup);
    }

    @SuppressWarnings("deprecation") // The HTTP client does not accept the class that Netty 4.2 offers instead.
    private HttpTransport(ConnectionSettings connection, AccessToken token, AsyncHostResolver.Lookup lookup) {
        this.connection = connection;
        this.token = token;
        this.hostNames = new AsyncHostResolver(lookup);
        this.base = connection.baseUrl().toString().replaceAll("/+$", "");
        this.loop = new NioEventLoopGroup(1, new ContextThreads("intercom-io"));
        this.http = Dsl.asyncHttpClient(settings());
    }

    private DefaultAsyncHttpClientConfig settings() {
        int timeout = Math.toIntExact(connection.requestTimeout().toMillis());
        DefaultAsyncHttpClientConfig.Builder settings = Dsl.config()
                .setEventLoopGroup(loop)
                .setUserAgent(connection.userAgent())
                .setRequestTimeout(Duration.ofMillis(timeout))
                .setReadTimeout(Duration.ofMillis(timeout))
                .setConnectTimeout(Duration.ofMillis(Math.min(timeout, 10_000)))
                .setCompressionEnforced(true)
                // A redirect would send the token to another host.
                .setFollowRedirect(false)
                // IntercomClient retries: it counts the retries and spaces them.
                .setMaxRequestRetry(0)
                .setCookieStore(null)
                .setKeepAlive(true)
                // Ten times as rarely as by default. If the client closes while its timer looks for idle connections,
                // the timer logs a stack trace.
                .setConnectionPoolCleanerPeriod(Duration.ofSeconds(1))
                .setHttpAdditionalChannelInitializer(HttpTransport::removeWireLogging)
                // A failed request ends before its connection is closed, and the next request needs a connection
                // at once.
                .setMaxConnections(2 * connection.maxInFlight());
        if (!connection.trusted().isEmpty()) {
            settings.setSslEngineFactory(new CustomTrustEngineFactory(connection.trusted()));
        }
        connection.proxy().ifPresent(proxy -> settings.setProxyServer(proxyServer(proxy)));
        return settings.build();
    }

    /**
     * Removes the handler with which the HTTP client logs each byte on the wire at trace level: tokens and personal data. It also logs the
     * headers of requests and responses, but without the values of {@code Authorization} and {@code Proxy-Authorization}, unless the JVM
     * runs with its switch {@code AHC_ENABLE_SENSITIVE_LOGGING}.
     */
    private static void removeWireLogging(Channel channel) {
        if (channel.pipeline().get(ChannelManager.LOGGING_HANDLER) != null) {
            channel.pipeline().remove(ChannelManager.LOGGING_HANDLER);
        }
    }

    private static ProxyServer proxyServer(Proxy proxy) {
        ProxyServer.Builder server = new ProxyServer.Builder(proxy.host(), proxy.port());
        proxy.login()
                .ifPresent(login -> server.setRealm(new Realm.Builder(login.user(), login.password())
                        .setScheme(Realm.AuthScheme.BASIC)
                        .setUsePreemptiveAuth(true)
                        .build()));
        return server.build();
    }

    @Override
    public String host() {
        return connection.baseUrl().getHost();
    }

    @Override
    @SuppressWarnings("CollectionUndefinedEquality") // The set compares by identity on purpose.
    public CompletableFuture<RawResponse> send(Request request) {
        RequestBuilder builder = new RequestBuilder(request.method().name())
                .setUrl(base + request.path())
                .setNameResolver(hostNames)
                .setHeader("Authorization", "Bearer " + token.value())
                .setHeader("Accept", "application/json")
                .setHeader("Intercom-Version", connection.apiVersion());
        request.query().forEach(param -> builder.addQueryParam(param.name(), param.value()));
        if (request.body() != null) {
            builder.setHeader("Content-Type", "application/json")
                    .setBody(request.body().toString());
        }
        CompletableFuture<RawResponse> answer =
                http.executeRequest(builder.build()).toCompletableFuture().thenApply(HttpTransport::answer);
        inFlight.add(answer);
        var unused = answer.whenComplete((received, thrown) -> inFlight.remove(answer));
        if (http.isClosed()) {
            abandon(answer);
        }
        return answer;
    }

    private static void abandon(CompletableFuture<RawResponse> answer) {
        answer.completeExceptionally(new IOException("closed"));
    }

    private static RawResponse answer(Response response) {
        return new RawResponse(response.getStatusCode(), response::getHeader, response.getResponseBodyAsBytes());
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        try {
            var unused = loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            // The transport is closed: no task is expected to run.
            return;
        }
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException ignored) {
            // The transport is closed anyway.
            return;
        } finally {
            hostNames.close();
            // No quiet period: requests in flight are abandoned on purpose.
            var unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            // The HTTP client does not complete these requests, and its timer for their timeouts has just stopped.
            inFlight.forEach(HttpTransport::abandon);
        }
    }
}
