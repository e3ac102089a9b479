package io.kafkaconnect.intercom.quickstart;

import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The options of the quickstart: {@code -Dquickstart.…} on the command line, and what is secret or belongs to a real workspace in the
 * environment, because a list of processes does not show it.
 *
 * @param once end after the first full pass
 * @param ports of everything that listens
 * @param size of the sandbox's workspace
 * @param show the table whose rows are printed
 * @param destination where the rows go from the topics
 * @param realWorkspace whether a token was given
 * @param region of the real workspace; empty for the connector's default
 * @param config the body of the request that creates the connector
 * @param root the folder of the project
 * @param build the folder of what the build makes
 */
record Choices(
        boolean once,
        Ports ports,
        Size size,
        Optional<String> show,
        Destination destination,
        boolean realWorkspace,
        String region,
        Path config,
        Path root,
        Path build) {

    /** The variable of the token. Only the worker's config provider reads it, never the quickstart. */
    static final String TOKEN = "INTERCOM_ACCESS_TOKEN";

    private static final String REGION = "INTERCOM_REGION";

    /** So large that the backfill can be watched, at Intercom's own rate limit. */
    private static final Size WATCHABLE = new Size(600, 300, 60, 6, 16, 6, 3, 1000, 2, 4, 20, Duration.ofDays(365));

    private static final Map<String, Size> SIZES =
            Map.of("demo", WATCHABLE, "small", Size.SMALL, "medium", Size.MEDIUM, "large", Size.LARGE);

    /**
     * Reads the choices.
     *
     * @param properties of the system
     * @param environment null where not set
     * @throws TroubleException if an option does not exist or has an impossible value
     */
    static Choices of(Map<String, String> properties, UnaryOperator<String> environment) {
        GivenOptions given = GivenOptions.of(properties);
        Path root = Path.of(given.text("root", ""));
        String token = environment.apply(TOKEN);
        String region = environment.apply(REGION);
        return new Choices(
                given.flag("once"),
                new Ports(
                        given.port("broker.port", 9092),
                        given.port("registry.port", 8081),
                        given.port("rest.port", 8083),
                        given.port("sandbox.port", 0),
                        given.port("postgres.port", 0)),
                size(given),
                show(given),
                Destination.of(given.text(Destination.OPTION, ""), environment),
                token != null && !token.isBlank(),
                region == null ? "" : region.strip(),
                root.resolve(given.text("config", "config/intercom-source.json")),
                root,
                Path.of(given.text("build", "target")));
    }

    private static Size size(GivenOptions given) {
        String name = given.text("size", "demo").toLowerCase(Locale.ROOT);
        Size size = SIZES.get(name);
        if (size == null) {
            throw new TroubleException("-Dquickstart.size=" + name + " is not one of "
                    + SIZES.keySet().stream().sorted().toList());
        }
        return size;
    }

    private static Optional<String> show(GivenOptions given) {
        String table = given.text("show", "").toLowerCase(Locale.ROOT);
        if (!table.isEmpty() && !Truth.TABLES.contains(table)) {
            throw new TroubleException(
                    "-Dquickstart.show=" + table + ": there is no such table. " + Nearest.to(table, Truth.TABLES));
        }
        return Optional.of(table).filter(name -> !name.isEmpty());
    }

    /** The body of the request that creates the sink. */
    Path sink() {
        return root.resolve("config/sinks/debezium-jdbc.json");
    }

    /** The questions that the tables answer at the end. */
    Path questions() {
        return root.resolve("config/sinks/postgresql-questions.sql");
    }

    /** The worker's settings. */
    Path worker() {
        return root.resolve("config/connect-distributed.properties");
    }

    /** The worker's {@code plugin.path}: the packed archive, and the sink. */
    String plugins() {
        return build.resolve("plugin").toAbsolutePath() + ","
                + build.resolve("sink").toAbsolutePath();
    }

    /** Where the registry's program is unpacked. */
    Path registryHome() {
        return home().resolve("registry");
    }

    /** Where the programs of PostgreSQL are unpacked. */
    Path postgresHome() {
        return build.resolve("postgres").toAbsolutePath();
    }

    /** For data and logs. */
    Path home() {
        return build.resolve("quickstart");
    }

    /** The files that the quickstart deletes when it ends. */
    Folder data() {
        return new Folder(home().resolve("data"));
    }

    /** The worker's log. */
    Path log() {
        return home().resolve("quickstart.log");
    }

    /** The body of the request that created the connector, to create it again. */
    Path connector() {
        return home().resolve("connector.json");
    }

    /** The commands to look further. */
    Path commands() {
        return home().resolve("try-next.txt");
    }

    /** Whether the password of the database stays a placeholder, which the worker resolves. */
    boolean hasSecretPassword() {
        return destination instanceof Destination.Own own
                && !own.database().password().isEmpty();
    }

    /** The path relative to the working folder. */
    static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.isAbsolute() && path.startsWith(here) ? here.relativize(path) : path;
    }
}
