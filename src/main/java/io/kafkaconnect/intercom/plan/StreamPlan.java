package io.kafkaconnect.intercom.plan;

import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.config.RowTracking;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.offset.ReadScope;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The streams and the enrichments that the selected tables need. */
public final class StreamPlan {
    /** The x of the first API 2.x with a list of deleted conversations. */
    private static final int DELETIONS_SINCE = 16;

    private StreamPlan() {}

    /** The streams to read, in the order of their declaration. */
    public static List<Stream> streams(IntercomConfig config) {
        Set<String> names = new HashSet<>();
        for (String name : config.tables()) {
            Table table = Tables.named(name).orElseThrow();
            names.addAll(table.streams());
            names.addAll(table.deletedBy());
        }
        boolean isRemembered = config.rowTracking() == RowTracking.FULL;
        boolean hasDeletions = config.apiVersion().atLeast(DELETIONS_SINCE);
        return Streams.ALL.stream()
                .filter(stream -> names.contains(stream.name()))
                .filter(stream -> hasDeletions || !stream.isOfDeletions())
                .filter(stream -> isRemembered || !stream.isShortcut())
                .toList();
    }

    /** The selected tables, in the order of the dictionary. */
    public static List<Table> tables(IntercomConfig config) {
        return Tables.ALL.stream()
                .filter(table -> config.tables().contains(table.name()))
                .toList();
    }

    /** The names of the streams that feed a table; none if there is no such table. */
    public static List<String> feeding(String table) {
        return Tables.named(table).map(Table::streams).orElse(List.of());
    }

    /** The selected tables that a stream feeds, or whose rows it deletes, in the order of the dictionary. */
    public static List<Table> tables(IntercomConfig config, Stream stream) {
        String feeding = stream.name();
        return tables(config).stream()
                .filter(table ->
                        table.streams().contains(feeding) || table.deletedBy().contains(feeding))
                .toList();
    }

    /** The tables, earliest update time and output format of an incremental stream. */
    public static ReadScope goal(IntercomConfig config, Stream stream) {
        List<Table> tables = tables(config, stream);
        Set<String> growing = growing();
        return new ReadScope(
                names(tables.stream()),
                names(tables.stream()
                        .filter(table -> table.streams().contains(stream.name()))
                        .filter(table -> growing.contains(table.name()))),
                config.since().orElse(Instant.EPOCH),
                form(config));
    }

    /** The columns, topic prefix and key format of the rows. */
    public static OutputFormat form(IntercomConfig config) {
        return OutputFormat.of(
                config.columns().name(),
                config.topicPrefix(),
                config.keyFormat().name());
    }

    /** The tables that have extended columns, selected or not. */
    public static Set<String> growing() {
        return names(Tables.ALL.stream().filter(table -> !table.extended().isEmpty()));
    }

    private static Set<String> names(java.util.stream.Stream<Table> tables) {
        return tables.map(Table::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The enrichments that the selected tables need. */
    public static Set<Enrichment> details(IntercomConfig config) {
        return details(config, config.tables());
    }

    /** The enrichments that these tables need. */
    public static Set<Enrichment> details(IntercomConfig config, Collection<String> tables) {
        Set<Enrichment> details = EnumSet.noneOf(Enrichment.class);
        details.addAll(Enrichment.neededBy(tables));
        if (config.columns() == ColumnSet.EXTENDED && details.contains(Enrichment.TAGS)) {
            details.add(Enrichment.TAGGINGS);
        }
        return details;
    }
}
