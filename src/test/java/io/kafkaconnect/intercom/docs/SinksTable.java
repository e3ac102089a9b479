package io.kafkaconnect.intercom.docs;

import static java.util.stream.Collectors.joining;

import io.kafkaconnect.intercom.config.OutputSettings;
import io.kafkaconnect.intercom.shipped.SinkContract;
import io.kafkaconnect.intercom.shipped.SinkContract.NameRule;
import io.kafkaconnect.intercom.shipped.SinkContracts;
import io.kafkaconnect.intercom.shipped.SinkNeed;
import io.kafkaconnect.intercom.table.ColumnType;
import io.kafkaconnect.intercom.table.KeyFormat;
import java.util.Arrays;

/** The contracts of the sinks as Markdown for the documentation. */
final class SinksTable {
    private SinksTable() {}

    /** A line for each sink. */
    static String markdown() {
        return SinkContracts.ALL.stream().map(SinksTable::row).collect(joining("", """
                        | sink | file | writes | a tombstone | keys | a timestamp becomes | a JSON column becomes | column names | `intercom.users` |
                        |---|---|---|---|---|---|---|---|---|
                        """, ""));
    }

    private static String row(SinkContract sink) {
        return "| [%s](%s) | `%s.json` | %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        sink.name(),
                        sink.source(),
                        sink.file(),
                        switch (sink.writes()) {
                            case UPSERT -> "upsert";
                            case APPEND -> "append";
                        },
                        switch (sink.tombstones()) {
                            case DELETE -> "deletes the row";
                            case STORED -> "is stored";
                            case SKIPPED, DROPPED -> "is left out";
                        },
                        keys(sink),
                        sink.type(ColumnType.TIMESTAMP.optional("")),
                        sink.type(ColumnType.JSON.optional("")),
                        columnNames(sink.names()),
                        "`"
                                + String.join(
                                        ".", sink.naming().names(OutputSettings.TOPIC_PREFIX.defaultValue() + "users"))
                                + "`");
    }

    private static String columnNames(NameRule names) {
        if (!names.quoted()) {
            return "not quoted";
        }
        return names.reserved().isEmpty() ? "as they are" : "quoted";
    }

    private static String keys(SinkContract sink) {
        return Arrays.stream(KeyFormat.values())
                .filter(sink.keys()::contains)
                .map(format -> switch (format) {
                    case STRUCT -> "struct";
                    case STRING -> "string";
                })
                .collect(joining(" or "));
    }

    /** A line for each setting on which a contract rests. */
    static String needs() {
        return SinkNeed.ALL.stream()
                .map(need -> "| %s | `%s` | `%s` | %s |\n"
                        .formatted(need.file(), need.setting(), need.value(), need.purpose()))
                .collect(joining("", """
                        | file | setting | value | what for |
                        |---|---|---|---|
                        """, ""));
    }
}
