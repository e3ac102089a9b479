package io.kafkaconnect.intercom.quickstart;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.style.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Everything that runs besides the connector: broker, registry, worker, PostgreSQL and, without a token, the sandbox. */
final class LocalCluster {
    /** Intercom's rate limit per minute. */
    private static final int RATE_LIMIT = 10_000;

    private final Choices choices;
    private final Screen screen;
    private volatile Registry registry;
    private volatile PostgresServer postgres;
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
        CompletableFuture<Optional<Database>> found = CompletableFuture.supplyAsync(() -> database(ports.postgres()));
        if (!choices.realWorkspace()) {
            sandbox = Sandbox.start(new Options()
                    .port(ports.sandbox())
                    .size(choices.size())
                    .rateLimitPerMinute(RATE_LIMIT)
                    .style(Style.supportDesk())
                    .logCapacity(0));
        }
        screen.say("Intercom         " + source());
        broker = Broker.start(ports.broker(), data().resolve("kafka"));
        screen.say("Kafka broker     " + broker);
        screen.say("Schema registry  " + registry.awaitReady().url() + Registry.API);
        worker = ConnectWorker.start(choices.worker(), ports.rest(), broker, choices.plugins(), registry.url());
        screen.say("Connect worker   " + worker);
        screen.say("Its log          " + Choices.shown(choices.log()));
        database = result(found);
        database.ifPresent(there -> screen.say("PostgreSQL       " + there));
    }

    /** The database, or a line that tells why there is none. */
    private Optional<Database> database(int port) {
        if (choices.destination() instanceof Destination.Own own) {
            return Optional.of(own.database());
        }
        if (!(choices.destination() instanceof Destination.Embedded embedded)) {
            return Optional.empty();
        }
        try {
            postgres = PostgresServer.start(port, choices.postgresHome(), data().resolve("postgres"));
            return Optional.of(postgres.database());
        } catch (TroubleException cannot) {
            if (embedded.required()) {
                throw cannot;
            }
            screen.say("PostgreSQL       left out, the rows stay in the topics: " + cannot.getMessage()
                    + ". -Dquickstart.postgres=jdbc:postgresql://... names a server of yours");
            return Optional.empty();
        }
    }

    private static <T> T result(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof TroubleException told) {
                throw told;
            }
            throw failed;
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
        if (registry != null) {
            registry.stop();
        }
        if (postgres != null) {
            postgres.close();
        }
        choices.data().delete();
    }

    private Path data() {
        return choices.data().path();
    }
}
