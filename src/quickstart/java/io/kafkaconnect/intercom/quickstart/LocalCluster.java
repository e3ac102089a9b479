package io.kafkaconnect.intercom.quickstart;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.style.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Everything that runs besides the connector: broker, registry, worker, PostgreSQL and, without a token, the sandbox. */
final class LocalCluster {
    /** Intercom's rate limit per minute. */
    private static final int RATE_LIMIT = 10_000;

    /** EmbeddedPostgres waits ten seconds for its server. */
    private static final Duration MAX_POSTGRES_START = Duration.ofSeconds(30);

    private final Choices choices;
    private final Screen screen;
    private volatile Registry registry;
    /** The server that is starting or has started; null if none was asked for. */
    private volatile CompletableFuture<PostgresServer> postgres;

    private volatile boolean isStopping;
    private volatile Sandbox sandbox;
    private Optional<Database> database = Optional.empty();
    private String broker;
    private String worker;

    LocalCluster(Choices choices, Screen screen) {
        this.choices = choices;
        this.screen = screen;
    }

    /** Starts everything, and prints the addresses. */
    void start() throws IOException {
        Ports ports = choices.ports().free();
        choices.data().delete();
        Path temporary = Files.createDirectories(data().resolve("registry"));
        registry = Registry.start(
                ports.registry(),
                choices.registryHome(),
                temporary,
                choices.home().resolve("registry.log"));
        // The slowest first, and beside the others.
        if (choices.destination() instanceof Destination.Embedded) {
            postgres = CompletableFuture.supplyAsync(() -> {
                goOn();
                return PostgresServer.start(ports.postgres(), choices.postgresHome(), data().resolve("postgres"));
            });
        }
        if (!choices.realWorkspace()) {
            sandbox = Sandbox.start(new Options()
                    .port(ports.sandbox())
                    .size(choices.size())
                    .rateLimitPerMinute(RATE_LIMIT)
                    .style(Style.supportDesk())
                    .logCapacity(0));
        }
        screen.say("Intercom         " + source());
        goOn();
        broker = Broker.start(ports.broker(), data().resolve("kafka"));
        screen.say("Kafka broker     " + broker);
        screen.say("Schema registry  " + registry.awaitReady().url() + Registry.API);
        goOn();
        worker = ConnectWorker.start(choices.worker(), ports.rest(), broker, choices.plugins(), registry.url());
        screen.say("Connect worker   " + worker);
        screen.say("Its log          " + Choices.shown(choices.log()));
        database = findDatabase();
        database.ifPresent(there -> screen.say("PostgreSQL       " + there));
    }

    /** Nothing more may start once the process is ending. */
    private void goOn() {
        if (isStopping) {
            throw new TroubleException("The quickstart is stopping");
        }
    }

    /** The database; absent, with a line that tells why, if there is none. */
    private Optional<Database> findDatabase() {
        if (choices.destination() instanceof Destination.Own own) {
            return Optional.of(own.database());
        }
        if (!(choices.destination() instanceof Destination.Embedded embedded)) {
            return Optional.empty();
        }
        try {
            return Optional.of(postgres.join().database());
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof TroubleException cannot)) {
                throw failed;
            }
            if (embedded.required()) {
                throw cannot;
            }
            screen.say("PostgreSQL       left out, the rows stay in the topics: " + cannot.getMessage()
                    + ". -Dquickstart.postgres=jdbc:postgresql://... names a server of yours");
            return Optional.empty();
        }
    }

    /** Describes what is read. */
    String source() {
        return sandbox == null ? "your workspace" : "the sandbox at " + sandbox.baseUrl();
    }

    Optional<Sandbox> sandbox() {
        return Optional.ofNullable(sandbox);
    }

    /** Where the rows go from the topics; absent if they stay there. */
    Optional<Database> database() {
        return database;
    }

    String broker() {
        return broker;
    }

    String worker() {
        return worker;
    }

    Registry registry() {
        return registry;
    }

    /** Ends the processes and deletes the data that were started so far; everything else ends with this process. */
    void clean() {
        isStopping = true;
        if (registry != null) {
            registry.stop();
        }
        if (postgres != null) {
            closePostgres();
        }
        choices.data().delete();
    }

    /** A server that is still starting would outlive this process: waits until it has started or failed. */
    private void closePostgres() {
        try {
            postgres.get(MAX_POSTGRES_START.toSeconds(), TimeUnit.SECONDS).close();
        } catch (ExecutionException | TimeoutException notStarted) {
            // Then there is no server to close.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Path data() {
        return choices.data().path();
    }
}
