package io.kafkaconnect.intercom.quickstart;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a database server. The driver of PostgreSQL is on the class path only after the build, so the preflight opens a connection
 * and closes it again.
 *
 * @param host a name, or an address of IP without brackets
 */
record ServerAddress(String host, int port) {
    private static final Pattern SERVERS = Pattern.compile("jdbc:postgresql://([^/?]+).*");
    private static final Pattern SERVER = Pattern.compile("(?:\\[([^]]+)]|([^:]+))(?::([0-9]{1,5}))?");
    private static final int USUAL_PORT = 5432;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_WAIT_MILLIS = 5_000;

    /**
     * Requires that one of the servers answers.
     *
     * @param url the address of a database for JDBC, which may name several servers
     * @throws TroubleException if none answers; the message names each with the reason
     */
    static void requireOneOf(String url) {
        List<String> reasons = new ArrayList<>();
        for (ServerAddress server : in(url)) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(server.host, server.port), MAX_WAIT_MILLIS);
                return;
            } catch (IOException unreachable) {
                reasons.add(server.host + ":" + server.port + " (" + reason(unreachable) + ")");
            }
        }
        throw new TroubleException("No PostgreSQL server answers at " + String.join(" or ", reasons)
                + ". Start it, or correct -Dquickstart." + Destination.OPTION + "=" + url);
    }

    /** The message of an unknown host is its name alone. */
    private static String reason(IOException unreachable) {
        String message = unreachable.getMessage();
        return unreachable instanceof UnknownHostException || message == null
                ? unreachable.getClass().getSimpleName()
                : message;
    }

    /**
     * The servers that an address names.
     *
     * @throws TroubleException if it is no address of a server
     */
    static List<ServerAddress> in(String url) {
        Matcher servers = SERVERS.matcher(url);
        List<ServerAddress> addresses = new ArrayList<>();
        for (String server : servers.matches() ? servers.group(1).split(",", -1) : new String[] {""}) {
            Matcher found = SERVER.matcher(server);
            int port = !found.matches() ? 0 : found.group(3) == null ? USUAL_PORT : Integer.parseInt(found.group(3));
            if (port < 1 || port > MAX_PORT) {
                throw new TroubleException("-Dquickstart." + Destination.OPTION + "=" + url
                        + " is not of the form jdbc:postgresql://HOST:PORT/DATABASE");
            }
            addresses.add(new ServerAddress(found.group(1) == null ? found.group(2) : found.group(1), port));
        }
        return addresses;
    }
}
