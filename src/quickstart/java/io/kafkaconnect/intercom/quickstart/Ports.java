package io.kafkaconnect.intercom.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports on loopback; 0 means any free port.
 *
 * @param broker Kafka
 * @param registry the schema registry
 * @param rest Kafka Connect
 * @param sandbox Intercom's, where there is one
 * @param postgres PostgreSQL, where the quickstart starts one
 */
public record Ports(int broker, int registry, int rest, int sandbox, int postgres) {

    /**
     * The same with a free port for each 0.
     *
     * @throws TroubleException if a chosen port is in use; the message names the port and the option
     */
    Ports free() {
        Map<String, Integer> chosen = new LinkedHashMap<>();
        chosen.put("broker", broker);
        chosen.put("registry", registry);
        chosen.put("rest", rest);
        chosen.put("sandbox", sandbox);
        chosen.put("postgres", postgres);
        chosen.replaceAll(Ports::free);
        return new Ports(
                chosen.get("broker"),
                chosen.get("registry"),
                chosen.get("rest"),
                chosen.get("sandbox"),
                chosen.get("postgres"));
    }

    /** Any free port. */
    public static int any() {
        return free("any", 0);
    }

    private static int free(String name, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Else a port that was in use a moment ago still looks taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException taken) {
            throw new TroubleException(
                    "Port " + port
                            + " is used by another program. Stop that program, or choose another port with -Dquickstart."
                            + name + ".port=PORT (0: any free port)",
                    taken);
        }
    }
}
