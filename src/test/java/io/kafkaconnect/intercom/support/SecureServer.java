package io.kafkaconnect.intercom.support;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** An Intercom without entities, behind TLS on this machine. */
public final class SecureServer implements AutoCloseable {
    private static final String ANSWER =
            "{\"type\": \"list\", \"app\": {\"id_code\": \"abc\"}, \"admins\": [], \"teams\": []}";

    private final AtomicInteger asked = new AtomicInteger();
    private final HttpsServer server;

    /** A server with the certificate of that name. */
    public SecureServer(String certificate) {
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(Certificates.server(certificate)));
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "https://127.0.0.1:" + port();
    }

    /** The number of requests that arrived. */
    public int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
