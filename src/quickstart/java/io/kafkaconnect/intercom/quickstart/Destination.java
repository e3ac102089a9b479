package io.kafkaconnect.intercom.quickstart;

import java.util.Locale;
import java.util.function.UnaryOperator;

/** Where the rows go from the topics: {@code -Dquickstart.postgres}. */
sealed interface Destination {
    /** The option. */
    String OPTION = "postgres";

    /** The variables of a user and a password, which the sink's configuration names too. */
    String USER = "INTERCOM_SINK_USER";

    String PASSWORD = "INTERCOM_SINK_PASSWORD";

    /**
     * A server that the quickstart starts.
     *
     * @param required whether a system that cannot run the server is an error
     */
    record Embedded(boolean required) implements Destination {}

    /** The user's own server. */
    record Own(Database database) implements Destination {}

    /** The topics only. */
    record Nowhere() implements Destination {}

    /**
     * Reads the option.
     *
     * @param value empty if not given
     * @param environment null where not set
     */
    static Destination of(String value, UnaryOperator<String> environment) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "" -> new Embedded(false);
            case "embedded" -> new Embedded(true);
            case "none" -> new Nowhere();
            default -> own(value, environment);
        };
    }

    private static Own own(String value, UnaryOperator<String> environment) {
        if (!value.startsWith("jdbc:postgresql://")) {
            throw new TroubleException("-Dquickstart." + OPTION + "=" + value
                    + " is not one of embedded, none and jdbc:postgresql://HOST:PORT/DATABASE");
        }
        if (value.matches(".*[?&]password=.*")) {
            throw new TroubleException("-Dquickstart." + OPTION + " holds a password, which a list of processes shows."
                    + " Leave it out, and set the variable " + PASSWORD);
        }
        String user = environment.apply(USER);
        String password = environment.apply(PASSWORD);
        return new Own(new Database(
                value,
                user == null || user.isBlank() ? Database.USUAL_USER : user.strip(),
                password == null ? "" : password));
    }
}
