package io.kafkaconnect.intercom.config;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * One setting of the connector: all there is to know of it.
 *
 * @param byDefault the value when the user gives none; {@link ConfigDef#NO_DEFAULT_VALUE} when the user must
 * @param shown when a user interface shows it
 * @param doc sentences for the user, with units
 */
public record Setting(
        SettingGroup group,
        String key,
        ConfigDef.Type type,
        Object byDefault,
        Importance importance,
        String title,
        SettingValidator valid,
        Visibility shown,
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

    private record SettingRecommender(List<Object> values, Visibility shown) implements ConfigDef.Recommender {
        @Override
        public List<Object> validValues(String key, Map<String, Object> values) {
            return values();
        }

        @Override
        public boolean visible(String key, Map<String, Object> values) {
            return shown.test(values);
        }
    }

    /** The same setting, with such values. */
    Setting valid(SettingValidator values) {
        return new Setting(group, key, type, byDefault, importance, title, values, shown, doc);
    }

    /** The same setting, shown only when the other one's value is such. */
    Setting shownWhen(Setting other, Predicate<Object> when) {
        return new Setting(group, key, type, byDefault, importance, title, valid, new Visibility(other.key, when), doc);
    }

    /** The same setting, documented. */
    Setting doc(String sentences) {
        return new Setting(group, key, type, byDefault, importance, title, valid, shown, sentences);
    }

    public boolean required() {
        return byDefault == ConfigDef.NO_DEFAULT_VALUE;
    }

    /** What a user interface offers, and when it shows the setting. */
    ConfigDef.Recommender recommender() {
        return new SettingRecommender(List.copyOf(valid.choices()), shown);
    }

    /** Adds this setting to Kafka's list, at this place in its group and with the keys that depend on it. */
    void define(ConfigDef definition, int place, List<String> dependents) {
        definition.define(
                key,
                type,
                byDefault,
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
