package io.kafkaconnect.intercom.config;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;

/** All settings of the connector. Documentation, validation and parsing derive from {@link #ALL}. */
public final class Settings {

    /** Prefix of every setting except {@link OutputSettings#TOPIC_PREFIX}. The connector rejects unknown keys with this prefix. */
    public static final String PREFIX = "intercom.";

    /** All settings, in the order in which a user interface shows them. */
    public static final List<Setting> ALL = Stream.of(
                    WorkspaceSettings.ALL,
                    TableSettings.ALL,
                    PollingSettings.ALL,
                    ThroughputSettings.ALL,
                    ErrorSettings.ALL,
                    OutputSettings.ALL,
                    ProxySettings.ALL,
                    TlsSettings.ALL)
            .flatMap(Collection::stream)
            .toList();

    private Settings() {}

    /** Returns the definition that Kafka Connect asks for. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        for (Setting setting : ALL) {
            List<Setting> group = ALL.stream()
                    .filter(other -> other.group() == setting.group())
                    .toList();
            List<String> dependents = ALL.stream()
                    .filter(other -> other.visibility().key().equals(setting.key()))
                    .map(Setting::key)
                    .toList();
            setting.define(definition, group.indexOf(setting) + 1, dependents);
        }
        return definition;
    }
}
