package io.kafkaconnect.intercom.quickstart;

import io.kafkaconnect.intercom.sandbox.model.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The options of the quickstart: {@code -Dquickstart.…} on the command line, and the token of a real workspace
 * in the environment, because a list of processes does not show it.
 *
 * @param once end after the first full pass
 * @param ports of everything that listens
 * @param size of the sandbox's workspace
 * @param realWorkspace whether a token was given
 * @param region of the real workspace; empty for the connector's default
 * @param config the body of the request that creates the connector
 * @param worker the worker's settings
 * @param plugins the worker's plugin.path
 * @param registryHome where the registry's program is unpacked
 * @param home for data and logs
 */
record Choices(
        boolean once,
        Ports ports,
        Size size,
        boolean realWorkspace,
        String region,
        Path config,
        Path worker,
        Path plugins,
        Path registryHome,
        Path home) {

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
     * @param properties of the system, null where not set
     * @param environment null where not set
     */
    static Choices of(UnaryOperator<String> properties, UnaryOperator<String> environment) {
        Given given = new Given(properties);
        Path build = Path.of(given.text("build", "target"));
        Path root = Path.of(given.text("root", ""));
        String token = environment.apply(TOKEN);
        String region = environment.apply(REGION);
        return new Choices(
                given.flag("once"),
                new Ports(
                        given.port("broker.port", 9092),
                        given.port("registry.port", 8081),
                        given.port("rest.port", 8083),
                        given.port("sandbox.port", 0)),
                given.size(),
                token != null && !token.isBlank(),
                region == null ? "" : region.strip(),
                root.resolve(given.text("config", "config/intercom-source.json")),
                root.resolve(given.text("worker", "config/connect-distributed.properties")),
                build.resolve("plugin"),
                build.resolve("quickstart/registry"),
                build.resolve("quickstart"));
    }

    /** The worker's log. */
    Path log() {
        return home.resolve("quickstart.log");
    }

    /** The body of the request that created the connector, to create it again. */
    Path connector() {
        return home.resolve("connector.json");
    }

    /** The path relative to the working folder. */
    static Path shown(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.isAbsolute() && path.startsWith(here) ? here.relativize(path) : path;
    }

    private record Given(UnaryOperator<String> properties) {
        private static final String PREFIX = "quickstart.";

        String text(String name, String usual) {
            String value = properties.apply(PREFIX + name);
            return value == null || value.isBlank() ? usual : value.strip();
        }

        /** {@code -Dquickstart.once} without a value means true. */
        boolean flag(String name) {
            String value = properties.apply(PREFIX + name);
            return value != null && !value.equalsIgnoreCase("false");
        }

        int port(String name, int usual) {
            String value = text(name, String.valueOf(usual));
            try {
                int port = Integer.parseInt(value);
                if (port >= 0 && port <= 65_535) {
                    return port;
                }
            } catch (NumberFormatException notANumber) {
                // Reported below.
            }
            throw new TroubleException("-D" + PREFIX + name + "=" + value
                    + " is not a port. Give a number from 1 to 65535, or 0 for any free port");
        }

        Size size() {
            String name = text("size", "demo").toLowerCase(Locale.ROOT);
            Size size = SIZES.get(name);
            if (size == null) {
                throw new TroubleException("-D" + PREFIX + "size=" + name + " is not one of "
                        + SIZES.keySet().stream().sorted().toList());
            }
            return size;
        }
    }
}
