package io.kafkaconnect.intercom.quickstart;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A database in a PostgreSQL server.
 *
 * @param url its address for JDBC, without a password
 */
record Database(String url, String user, String password) {
    /** Who owns a new server. */
    static final String USUAL_USER = "postgres";

    /** A connection, to be closed. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }

    /** The command that opens it in PostgreSQL's own shell; absent if the address is too special for one. */
    Optional<String> psql() {
        URI address = URI.create(url.replaceFirst("^jdbc:", "").replaceFirst("[?].*", ""));
        if (address.getHost() == null || address.getPath().length() < 2) {
            return Optional.empty();
        }
        return Optional.of("psql -h " + address.getHost()
                + (address.getPort() < 0 ? "" : " -p " + address.getPort())
                + " -U " + user + " " + address.getPath().substring(1));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url + " as " + user;
    }
}
