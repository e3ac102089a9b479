package io.kafkaconnect.intercom.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
    public static final String USER = "postgres";

    private static final Path HOME = Path.of("target", "postgres").toAbsolutePath();

    private final EmbeddedPostgres server;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
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
            return new Postgres(EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(HOME.toFile())
                    .setDataDirectory(Files.createTempDirectory(HOME, "data-"))
                    // Without a socket file, which would be outside of target.
                    .setServerConfig("unix_socket_directories", "")
                    .start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The address of the database for JDBC. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    /** A connection, to be closed. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), USER, "");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
