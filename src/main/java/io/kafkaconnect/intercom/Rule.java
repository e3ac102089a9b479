package io.kafkaconnect.intercom;

import static io.kafkaconnect.intercom.Settings.PROXY_HOST;
import static io.kafkaconnect.intercom.Settings.PROXY_PASSWORD;
import static io.kafkaconnect.intercom.Settings.PROXY_PORT;
import static io.kafkaconnect.intercom.Settings.PROXY_USER;
import static io.kafkaconnect.intercom.Settings.RETRY_BACKOFF;
import static io.kafkaconnect.intercom.Settings.RETRY_BACKOFF_MAX;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What must hold between two settings that are each valid.
 *
 * @param on the setting to blame
 * @param other the setting it is compared with
 * @param broken given the parsed values of both, by key
 * @param message what to do, for the user
 */
record Rule(Setting on, Setting other, Predicate<Map<String, ?>> broken, String message) {

    static final List<Rule> ALL = List.of(
            atMost(RETRY_BACKOFF, RETRY_BACKOFF_MAX),
            required(PROXY_PORT, PROXY_HOST),
            required(PROXY_HOST, PROXY_PORT),
            required(PROXY_HOST, PROXY_USER),
            required(PROXY_PASSWORD, PROXY_USER),
            required(PROXY_USER, PROXY_PASSWORD));

    private static Rule atMost(Setting low, Setting high) {
        return new Rule(
                low,
                high,
                values -> number(values, low) > number(values, high),
                low.key() + " must not be more than " + high.key() + ": lower it, or raise the other.");
    }

    private static Rule required(Setting needed, Setting by) {
        return new Rule(
                needed,
                by,
                values -> Settings.given(values.get(by.key())) && !Settings.given(values.get(needed.key())),
                needed.key() + " must be given too when " + by.key() + " is given.");
    }

    private static long number(Map<String, ?> values, Setting setting) {
        return ((Number) values.get(setting.key())).longValue();
    }
}
