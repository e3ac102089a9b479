package io.kafkaconnect.intercom.config;

import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.TableTemplate;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code intercom.tables} may name: tables, and templates that stand for several. */
final class TableSelection {

    private TableSelection() {}

    /** All tables, in dictionary order. */
    static List<String> tables() {
        return Tables.ALL.stream().map(Table::name).toList();
    }

    /** The templates, then the tables, each name once. */
    static List<String> selectable() {
        Stream<String> templates = Arrays.stream(TableTemplate.values()).map(TableTemplate::label);
        return Stream.of(templates, Stream.of(TableTemplate.ALL), tables().stream())
                .flatMap(Function.identity())
                .distinct()
                .toList();
    }

    /** The tables that templates and table names stand for, in dictionary order; a name that is both stands for the template. */
    static Set<String> expand(Collection<String> names) {
        return Tables.ALL.stream()
                .filter(table -> table.isSelectedBy(names))
                .map(Table::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
