package io.kafkaconnect.intercom.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP proxy on this machine that opens tunnels for one login. */
public final class TunnelProxy implements AutoCloseable {
    private final ServerSocket socket;
    private final String login;
    private final AtomicInteger refusing = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /** Accepts that login. */
    public TunnelProxy(String user, String password) {
        login = "basic " + Base64.getEncoder().encodeToString((user + ':' + password).getBytes(ISO_8859_1));
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        apart(this::listen);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Refuses the next so many requests with any login. */
    public void refuse(int times) {
        refusing.set(times);
    }

    /** The number of refused requests. */
    public int refused() {
        return refused.get();
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                apart(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            boolean right = head.toLowerCase(Locale.ROOT)
                    .contains("proxy-authorization: " + login.toLowerCase(Locale.ROOT) + "\r\n");
            if (!right || refusing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                refused.incrementAndGet();
                answer(client, "407 Login\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0");
                return;
            }
            URI target = URI.create("tunnel://" + head.substring("CONNECT ".length(), head.indexOf(" HTTP/")));
            try (Socket server = new Socket(target.getHost(), target.getPort())) {
                answer(client, "200 Open");
                apart(() -> copy(server, client));
                copy(client, server);
            }
        } catch (IOException hungUp) {
            // The test is over, or the client has closed the connection.
            return;
        }
    }

    private static void answer(Socket client, String text) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(("HTTP/1.1 " + text + "\r\n\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException hungUp) {
            // The other side closes soon.
            return;
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.indexOf("\r\n\r\n") >= 0) {
                break;
            }
        }
        return head.toString();
    }

    private static void apart(Runnable task) {
        Thread thread = new Thread(task, "tunnel");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
