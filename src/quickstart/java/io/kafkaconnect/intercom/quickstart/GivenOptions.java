package io.kafkaconnect.intercom.quickstart;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The options as they were typed. */
record GivenOptions(Map<String, String> values) {
    private static final String PREFIX = "quickstart.";

    /** Those that users set. */
    static final Set<String> NAMES = Set.of(
            "once",
            "size",
            "show",
            "config",
            "postgres",
            "broker.port",
            "registry.port",
            "rest.port",
            "sandbox.port",
            "postgres.port");

    /** Those that the build sets. */
    private static final Set<String> OWN = Set.of("root", "build", "trouble", "terminal", "check", "libraries");

    /**
     * Picks them from all properties.
     *
     * @throws TroubleException if one does not exist
     */
    static GivenOptions of(Map<String, String> properties) {
        Map<String, String> given = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                given.put(name.substring(PREFIX.length()), value);
            }
        });
        for (String name : given.keySet()) {
            if (!NAMES.contains(name) && !OWN.contains(name)) {
                throw new TroubleException("There is no option -D" + PREFIX + name + ". "
                        + Nearest.to(name, new TreeSet<>(NAMES)).replace("mean ", "mean -D" + PREFIX));
            }
        }
        return new GivenOptions(given);
    }

    String text(String name, String usual) {
        String value = values.get(name);
        return value == null || value.isBlank() ? usual : value.strip();
    }

    /** {@code -Dquickstart.once} without a value means true. */
    boolean flag(String name) {
        String value = values.get(name);
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
}
