package io.kafkaconnect.intercom.quickstart;

import java.util.Map;
import java.util.TreeMap;

/** Checks what a user chose before the build takes its time: options, ports and files. Its class path holds JSON and nothing else. */
final class Preflight {
    private Preflight() {}

    /** Ends with 0 if all is well. */
    public static void main(String[] args) {
        try {
            check(Choices.of(properties(), System::getenv));
        } catch (TroubleException told) {
            System.out.println(told.getMessage());
            System.exit(1);
        }
    }

    /**
     * Checks the choices.
     *
     * @throws TroubleException if a port is in use, a file is not there or cannot be read, or no server answers at the address of a
     *     database
     */
    static void check(Choices choices) {
        ConnectorDefinition.of(choices.config());
        choices.ports().free();
        if (choices.destination() instanceof Destination.Own own) {
            ServerAddress.requireOneOf(own.database().url());
        }
    }

    /** Those of the system. */
    static Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        System.getProperties().forEach((name, value) -> properties.put(name.toString(), value.toString()));
        return properties;
    }
}
