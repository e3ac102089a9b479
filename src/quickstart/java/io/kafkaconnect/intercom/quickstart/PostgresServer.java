package io.kafkaconnect.intercom.quickstart;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL server with an empty database, which listens on loopback only. */
public final class PostgresServer implements AutoCloseable {
    /** The user that owns the database. The server checks no password. */
    public static final String USER = Database.USUAL_USER;

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts a server, and returns once it answers.
     *
     * @param port 0 for any free port
     * @param home where the server's programs are unpacked
     * @param data an empty or missing folder
     * @throws TroubleException if this system cannot run it; the message tells why
     */
    public static PostgresServer start(int port, Path home, Path data) {
        if (System.getProperty("user.name").equals("root") && !LinuxUtils.isUnshareAvailable()) {
            throw new TroubleException("PostgreSQL refuses to run as root, and \"unshare -U\" does not work here");
        }
        try {
            Files.createDirectories(home);
            Files.createDirectories(data.toAbsolutePath().getParent());
            return new PostgresServer(EmbeddedPostgres.builder()
                    .setPort(port == 0 ? Ports.any() : port)
                    .setOverrideWorkingDirectory(home.toFile())
                    .setDataDirectory(data)
                    // The owner closes it: a hook of its own would compete with that of the owner.
                    .setRegisterShutdownHook(false)
                    // Without a socket file, which would be outside of the data.
                    .setServerConfig("unix_socket_directories", "")
                    .start());
        } catch (IOException | IllegalStateException failed) {
            String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
            throw new TroubleException(
                    "PostgreSQL does not start on " + system + " (" + failed.getMessage() + ")", failed);
        }
    }

    /** The address of the database for JDBC. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    Database database() {
        return new Database(url(), USER, "");
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
