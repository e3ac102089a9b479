package io.kafkaconnect.intercom.config;

import static io.kafkaconnect.intercom.config.SettingGroup.OUTPUT;
import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import java.util.List;

/** Settings for records: topic names, columns and the format of keys. */
public final class OutputSettings {
    public static final Setting TOPIC_PREFIX = Setting.of(
                    OUTPUT, "topic.prefix", STRING, "intercom.", HIGH, "Topic prefix")
            .valid(SettingValidator.text(
                    "up to 200 of the characters a-z, A-Z, 0-9, dot, _ and -", "[a-zA-Z0-9._-]{0,200}"))
            .doc("Prefix of each topic name; the name of the table follows. Record keys do not hold the workspace, so"
                    + " give each workspace its own prefix. After a change, the connector reads everything again"
                    + " and sends it to the new topics.");

    static final Setting COLUMNS = Setting.of(OUTPUT, "intercom.columns", STRING, "documented", LOW, "Columns")
            .valid(SettingValidator.oneOf(ColumnSet.class))
            .doc(
                    "Columns of the rows. documented: the documented columns. extended: these, followed by the columns that"
                            + " Intercom's API has added since. After a change to extended, the connector reads the past again."
                            + " With both, the header intercom.owner.id names the owner of each row, such as the conversation of a"
                            + " part.");

    static final Setting KEY_FORMAT = Setting.of(OUTPUT, "intercom.key.format", STRING, "struct", MEDIUM, "Key format")
            .valid(SettingValidator.oneOf(KeyFormat.class))
            .doc(
                    "Format of record keys. struct: a struct of the key columns. string: the key columns joined by a slash,"
                            + " for sinks that need a primitive key. After a change, the connector reads everything again"
                            + " and sends it with the new keys. Rows with the old keys stay, so change topic.prefix as"
                            + " well.");

    static final Setting ROW_TRACKING = Setting.of(OUTPUT, "intercom.row.tracking", STRING, "full", LOW, "Row tracking")
            .valid(SettingValidator.oneOf(RowTracking.class))
            .doc(
                    "Which sent rows of conversations and contacts the connector remembers. full: all, in about 100 bytes of heap"
                            + " and of offsets for each conversation. A reply then sends the conversation and the new part, and a row"
                            + " that ends gets a tombstone. parents: none below a conversation, and no notes and event summaries, for"
                            + " workspaces whose rows do not fit into memory. A reply then sends all rows of its conversation, and"
                            + " these rows end without tombstones.");

    static final List<Setting> ALL = List.of(TOPIC_PREFIX, COLUMNS, KEY_FORMAT, ROW_TRACKING);

    private OutputSettings() {}
}
