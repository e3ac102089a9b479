package io.kafkaconnect.intercom.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.List;

/** Settings that select the tables and the earliest update time. */
public final class TableSettings {
    public static final Setting TABLES = Setting.of(
                    SettingGroup.TABLES, "intercom.tables", LIST, "basic,conversations", HIGH, "Tables")
            .valid(SettingValidator.tables())
            .doc(
                    "Tables to read, one topic each: names of tables, names of templates, or both. The templates are basic,"
                            + " conversations, tickets, help_center, workspace, people, support, news and fin_content; all stands"
                            + " for all of them. A few tables come by their own names only. The names conversations and tickets"
                            + " always select the template. The permission that tickets need, Read tickets, also lets tickets"
                            + " into the tables about conversations.");

    static final Setting SINCE = Setting.of(SettingGroup.TABLES, "intercom.since", STRING, "", MEDIUM, "Since")
            .valid(SettingValidator.blankOr(
                    "a time such as 2025-01-31T08:00:00Z, or a date such as 2025-01-31", SettingParser::instant))
            .doc(
                    "Earliest update time to read. Entities that were not updated since are left out. A date means midnight"
                            + " UTC. Blank: everything.");

    static final List<Setting> ALL = List.of(TABLES, SINCE);

    private TableSettings() {}
}
