package io.kafkaconnect.intercom.docs;

import static java.util.stream.Collectors.joining;

import io.kafkaconnect.intercom.config.Setting;
import io.kafkaconnect.intercom.config.SettingGroup;
import io.kafkaconnect.intercom.config.Settings;
import java.util.Arrays;
import java.util.Locale;

/** The settings as Markdown for the documentation: a table for each group. */
final class SettingsTable {

    private static final String HEAD = """
            ### %s

            | setting | default | valid values | importance | what it does |
            |---|---|---|---|---|
            """;

    private SettingsTable() {}

    static String markdown() {
        return Arrays.stream(SettingGroup.values()).map(SettingsTable::chapter).collect(joining("\n"));
    }

    private static String chapter(SettingGroup group) {
        return Settings.ALL.stream()
                .filter(setting -> setting.group() == group)
                .map(SettingsTable::row)
                .collect(joining("", HEAD.formatted(group.title()), ""));
    }

    private static String row(Setting setting) {
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        setting.key(),
                        byDefault(setting),
                        cell(setting.valid().words()),
                        setting.importance().name().toLowerCase(Locale.ROOT),
                        cell(setting.doc()));
    }

    private static String byDefault(Setting setting) {
        if (setting.required()) {
            return "required";
        }
        return Setting.given(setting.defaultValue()) ? "`" + setting.defaultValue() + "`" : "none";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
