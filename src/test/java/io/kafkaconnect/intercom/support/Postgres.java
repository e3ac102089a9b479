package io.kafkaconnect.intercom.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkaconnect.intercom.quickstart.PostgresServer;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A PostgreSQL server with an empty database. It listens on loopback only, at any free port. Its files are below {@code target}. It ends with
 * this process at the latest.
 */
public final class Postgres implements AutoCloseable {
    /** The user that owns the database; no password is checked. */
    public static final String USER = PostgresServer.USER;

    private static final Path HOME = Path.of("target", "postgres").toAbsolutePath();

    private final PostgresServer server;
    private final Thread end = new Thread(this::stop);

    private Postgres(PostgresServer server) {
        this.server = server;
        Runtime.getRuntime().addShutdownHook(end);
    }

    /** Starts a server. The calling test is skipped on a system that cannot run it. */
    public static Postgres start() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(
                system.equals("Linux amd64"), "The build has PostgreSQL for Linux amd64 only, and this is " + system);
        assumeTrue(
                !System.getProperty("user.name").equals("root") || LinuxUtils.isUnshareAvailable(),
                "PostgreSQL refuses to run as root, and \"unshare -U\" does not work here");
        try {
            Files.createDirectories(HOME);
            return new Postgres(PostgresServer.start(0, HOME, Files.createTempDirectory(HOME, "data-")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The address of the database for JDBC. */
    public String url() {
        return server.url();
    }

    /** A connection, to be closed. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, "");
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(end);
        stop();
    }

    private void stop() {
        server.close();
    }
}
