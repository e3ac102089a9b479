package io.kafkaconnect.intercom.config;

import static io.kafkaconnect.intercom.config.ErrorSettings.RETRY_BACKOFF;
import static io.kafkaconnect.intercom.config.ErrorSettings.RETRY_BACKOFF_MAX;
import static io.kafkaconnect.intercom.config.ProxySettings.PROXY_HOST;
import static io.kafkaconnect.intercom.config.ProxySettings.PROXY_PASSWORD;
import static io.kafkaconnect.intercom.config.ProxySettings.PROXY_PORT;
import static io.kafkaconnect.intercom.config.ProxySettings.PROXY_USER;
import static io.kafkaconnect.intercom.config.TableSettings.TABLES;
import static io.kafkaconnect.intercom.config.TlsSettings.TRUSTSTORE_CERTIFICATES;
import static io.kafkaconnect.intercom.config.TlsSettings.TRUSTSTORE_LOCATION;
import static io.kafkaconnect.intercom.config.TlsSettings.TRUSTSTORE_PASSWORD;
import static io.kafkaconnect.intercom.config.TlsSettings.TRUSTSTORE_TYPE;
import static io.kafkaconnect.intercom.config.WorkspaceSettings.API_VERSION;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;

import io.kafkaconnect.intercom.client.ApiVersion;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A rule between two settings, each of which is valid by itself.
 *
 * @param on the setting that gets the error
 * @param other the setting it is compared with
 * @param complaint what the user should do, from the parsed values of both by key; empty if they fit together
 */
public record SettingRule(Setting on, Setting other, Function<Map<String, ?>, Optional<String>> complaint) {

    public static final List<SettingRule> ALL = List.of(
            atMost(RETRY_BACKOFF, RETRY_BACKOFF_MAX),
            required(PROXY_PORT, PROXY_HOST),
            required(PROXY_HOST, PROXY_PORT),
            required(PROXY_HOST, PROXY_USER),
            required(PROXY_PASSWORD, PROXY_USER),
            required(PROXY_USER, PROXY_PASSWORD),
            rule(
                    TRUSTSTORE_CERTIFICATES,
                    TRUSTSTORE_LOCATION,
                    values -> given(values, TRUSTSTORE_CERTIFICATES) && given(values, TRUSTSTORE_LOCATION),
                    TRUSTSTORE_CERTIFICATES.key() + " must not be given together with " + TRUSTSTORE_LOCATION.key()
                            + ": leave one of them out."),
            rule(
                    TRUSTSTORE_TYPE,
                    TRUSTSTORE_CERTIFICATES,
                    values -> given(values, TRUSTSTORE_CERTIFICATES) && !isPem(values),
                    TRUSTSTORE_TYPE.key() + " must be PEM when " + TRUSTSTORE_CERTIFICATES.key() + " is given."),
            rule(
                    TRUSTSTORE_PASSWORD,
                    TRUSTSTORE_TYPE,
                    values -> given(values, TRUSTSTORE_PASSWORD) && isPem(values),
                    TRUSTSTORE_PASSWORD.key() + " must not be given with PEM, which has no password."),
            rule(
                    TRUSTSTORE_TYPE,
                    TRUSTSTORE_LOCATION,
                    values -> isPem(values)
                            && !given(values, TRUSTSTORE_LOCATION)
                            && !given(values, TRUSTSTORE_CERTIFICATES),
                    TRUSTSTORE_TYPE.key() + " is PEM, and no certificates are given: give " + TRUSTSTORE_LOCATION.key()
                            + " or " + TRUSTSTORE_CERTIFICATES.key() + "."),
            required(TRUSTSTORE_LOCATION, TRUSTSTORE_PASSWORD),
            new SettingRule(TABLES, API_VERSION, SettingRule::newerTables));

    private static Optional<String> newerTables(Map<String, ?> values) {
        ApiVersion version = ApiVersion.of(values.get(API_VERSION.key()).toString());
        List<?> names = (List<?>) values.get(TABLES.key());
        Set<String> selected =
                TableSelection.expand(names.stream().map(Object::toString).toList());
        Map<Integer, String> newer = Tables.ALL.stream()
                .filter(table -> selected.contains(table.name()) && !version.atLeast(table.since()))
                .collect(groupingBy(Table::since, TreeMap::new, mapping(Table::name, joining(", "))));
        return newer.isEmpty() ? Optional.empty() : Optional.of(raiseVersion(newer));
    }

    /** The message ends, for example, with: From API 2.15 on: brands, company_notes. */
    private static String raiseVersion(Map<Integer, String> newer) {
        String tables = newer.entrySet().stream()
                .map(since -> "From API 2." + since.getKey() + " on: " + since.getValue())
                .collect(joining(". "));
        return TABLES.key() + " selects tables that this " + API_VERSION.key()
                + " does not have: raise the version, or name the other tables one by one. " + tables + ".";
    }

    private static SettingRule rule(Setting on, Setting other, Predicate<Map<String, ?>> isViolated, String complaint) {
        return new SettingRule(
                on, other, values -> isViolated.test(values) ? Optional.of(complaint) : Optional.empty());
    }

    private static SettingRule atMost(Setting low, Setting high) {
        return rule(
                low,
                high,
                values -> number(values, low) > number(values, high),
                low.key() + " must not exceed " + high.key() + ": lower this setting or raise the other one.");
    }

    private static SettingRule required(Setting needed, Setting by) {
        return rule(
                needed,
                by,
                values -> given(values, by) && !given(values, needed),
                needed.key() + " must be given too when " + by.key() + " is given.");
    }

    private static boolean given(Map<String, ?> values, Setting setting) {
        return Setting.given(values.get(setting.key()));
    }

    private static boolean isPem(Map<String, ?> values) {
        return "PEM".equalsIgnoreCase(String.valueOf(values.get(TRUSTSTORE_TYPE.key())));
    }

    private static long number(Map<String, ?> values, Setting setting) {
        return ((Number) values.get(setting.key())).longValue();
    }
}
