package io.kafkaconnect.intercom.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.types.Password;

/**
 * One setting of the connector: its key, values, documentation and visibility.
 *
 * @param defaultValue the value when the user gives none; {@link ConfigDef#NO_DEFAULT_VALUE} when the user must
 * @param visibility when a user interface shows it
 * @param doc sentences for the user, with units
 */
public record Setting(
        SettingGroup group,
        String key,
        ConfigDef.Type type,
        Object defaultValue,
        Importance importance,
        String title,
        SettingValidator valid,
        Visibility visibility,
        String doc) {

    /**
     * Shown only while another setting has such a value.
     *
     * @param key of the other setting; blank for a setting that is always shown
     * @param when given the other setting's value, null when it is missing or cannot be read
     */
    record Visibility(String key, Predicate<Object> when) implements Predicate<Map<String, Object>> {
        static final Visibility ALWAYS = new Visibility("", value -> true);

        @Override
        public boolean test(Map<String, Object> values) {
            return when.test(values.get(key));
        }
    }

    private record SettingRecommender(List<Object> values, Visibility visibility) implements ConfigDef.Recommender {
        @Override
        public List<Object> validValues(String key, Map<String, Object> values) {
            return values();
        }

        @Override
        public boolean visible(String key, Map<String, Object> values) {
            return visibility.test(values);
        }
    }

    /** A setting that takes any text and is always shown. */
    static Setting of(
            SettingGroup group,
            String key,
            ConfigDef.Type type,
            Object defaultValue,
            Importance importance,
            String title) {
        SettingValidator unset = SettingValidator.text("any text", ".*");
        return new Setting(group, key, type, defaultValue, importance, title, unset, Visibility.ALWAYS, "");
    }

    /** Whether the user gave a value that is not blank. */
    public static boolean given(Object value) {
        return value != null && !(value instanceof Password secret ? secret.value() : value.toString()).isBlank();
    }

    static boolean blank(Object value) {
        return !given(value);
    }

    static boolean notZero(Object value) {
        return !Objects.equals(value, 0);
    }

    /** The same setting, with these valid values. */
    Setting valid(SettingValidator values) {
        return new Setting(group, key, type, defaultValue, importance, title, values, visibility, doc);
    }

    /** The same setting, shown only while the value of the other one satisfies the condition. */
    Setting shownWhen(Setting other, Predicate<Object> when) {
        return new Setting(
                group, key, type, defaultValue, importance, title, valid, new Visibility(other.key, when), doc);
    }

    /** The same setting, with this documentation. */
    Setting doc(String sentences) {
        return new Setting(group, key, type, defaultValue, importance, title, valid, visibility, sentences);
    }

    public boolean required() {
        return defaultValue == ConfigDef.NO_DEFAULT_VALUE;
    }

    /** What a user interface offers, and when it shows the setting. */
    ConfigDef.Recommender recommender() {
        return new SettingRecommender(List.copyOf(valid.choices()), visibility);
    }

    /** Adds this setting to Kafka's list, at this place in its group and with the keys that depend on it. */
    void define(ConfigDef definition, int place, List<String> dependents) {
        definition.define(
                key,
                type,
                defaultValue,
                valid,
                importance,
                doc,
                group.title(),
                place,
                width(),
                title,
                dependents,
                recommender());
    }

    private Width width() {
        return switch (type) {
            case PASSWORD, LIST -> Width.LONG;
            case STRING -> Width.MEDIUM;
            default -> Width.SHORT;
        };
    }
}
