package io.kafkaconnect.intercom.validation;

import io.kafkaconnect.intercom.config.Setting;
import io.kafkaconnect.intercom.config.SettingGroup;
import io.kafkaconnect.intercom.config.SettingRule;
import io.kafkaconnect.intercom.config.SettingValidator;
import io.kafkaconnect.intercom.config.Settings;
import io.kafkaconnect.intercom.config.Suggestions;
import io.kafkaconnect.intercom.config.TrustStore;
import io.kafkaconnect.intercom.config.UnusableTrustStoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Checks a configuration beyond its single values: unknown keys, rules between settings, and the trust store. Each error is on the setting
 * that must change, and only if Kafka has found no error there.
 */
public final class ConfigValidator {

    private ConfigValidator() {}

    /**
     * Adds the errors that can be found without a request to Intercom.
     *
     * @param given the configuration of the user, with the keys of other components too
     * @param validated the result of {@link org.apache.kafka.common.config.ConfigDef#validate}; errors are added to its elements
     * @return the same values, and one more for each unknown key
     */
    public static List<ConfigValue> check(Map<String, String> given, List<ConfigValue> validated) {
        Map<String, ConfigValue> byKey = new HashMap<>();
        validated.forEach(value -> byKey.put(value.name(), value));
        missing(given, byKey);
        placeholders(given, byKey);
        rules(byKey);
        trustStore(byKey);
        return Stream.concat(validated.stream(), unknown(given).stream()).toList();
    }

    /** Whether no value has an error. The caller may then create an {@code IntercomConfig} and send requests to Intercom. */
    public static boolean clean(Collection<ConfigValue> values) {
        return values.stream().allMatch(value -> value.errorMessages().isEmpty());
    }

    /** Rejects null values: Kafka takes the null of JSON neither for a missing value nor for a wrong one. */
    private static void missing(Map<String, String> given, Map<String, ConfigValue> byKey) {
        for (Setting setting : Settings.ALL) {
            if (given.containsKey(setting.key()) && given.get(setting.key()) == null) {
                complain(
                        byKey.get(setting.key()),
                        setting.key() + " must not be null: give it a value, or leave it out.");
            }
        }
    }

    /** Rejects unresolved placeholders. Removes other errors of such a value, because they are about the placeholder's text. */
    private static void placeholders(Map<String, String> given, Map<String, ConfigValue> byKey) {
        for (Setting setting : Settings.ALL) {
            String text = given.get(setting.key());
            if (text != null && SettingValidator.isPlaceholder(text)) {
                ConfigValue value = byKey.get(setting.key());
                value.errorMessages().clear();
                complain(value, setting.key() + " " + SettingValidator.PLACEHOLDER + ".");
            }
        }
    }

    private static void rules(Map<String, ConfigValue> byKey) {
        Map<String, Object> parsed = new HashMap<>();
        byKey.forEach((key, value) -> parsed.put(key, value.value()));
        for (SettingRule rule : SettingRule.ALL) {
            ConfigValue on = byKey.get(rule.on().key());
            ConfigValue other = byKey.get(rule.other().key());
            if (clean(List.of(on, other))) {
                rule.complaint().apply(parsed).ifPresent(complaint -> complain(on, complaint));
            }
        }
    }

    /** Reads the trust store on this worker. Each task reads it again on its own worker. */
    private static void trustStore(Map<String, ConfigValue> byKey) {
        List<ConfigValue> concerned = Settings.ALL.stream()
                .filter(setting -> setting.group() == SettingGroup.TLS)
                .map(setting -> byKey.get(setting.key()))
                .toList();
        if (clean(concerned)) {
            Map<String, Object> parsed = new HashMap<>();
            concerned.forEach(value -> parsed.put(value.name(), value.value()));
            try {
                TrustStore.of(parsed).ifPresent(TrustStore::certificates);
            } catch (UnusableTrustStoreException unusable) {
                complain(byKey.get(unusable.setting().key()), unusable.getMessage());
            }
        }
    }

    private static List<ConfigValue> unknown(Map<String, String> given) {
        List<String> known = Settings.ALL.stream().map(Setting::key).toList();
        List<ConfigValue> unknown = new ArrayList<>();
        for (String key : new TreeSet<>(given.keySet())) {
            if (key.startsWith(Settings.PREFIX) && !known.contains(key)) {
                // The value may be a secret under a misspelt key, so the response must not show it.
                ConfigValue value = new ConfigValue(key);
                complain(value, "There is no setting " + key + "." + Suggestions.asQuestion(key, known));
                unknown.add(value);
            }
        }
        return unknown;
    }

    private static void complain(ConfigValue value, String message) {
        if (value.errorMessages().isEmpty()) {
            value.addErrorMessage(message);
        }
    }
}
