package io.kafkaconnect.intercom.client;

import java.util.Optional;

/**
 * An HTTP proxy between the worker and Intercom.
 *
 * @param host name or address
 * @param port TCP port
 * @param login for a proxy that requires one
 */
public record Proxy(String host, int port, Optional<Login> login) {

    /** Name and password for a proxy; the password is not part of {@link #toString()}. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }
}
