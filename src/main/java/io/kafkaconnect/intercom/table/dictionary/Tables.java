package io.kafkaconnect.intercom.table.dictionary;

import io.kafkaconnect.intercom.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The data dictionary: every table, with one line for each column: its name, its type, its field in API 2.16 if the name differs, and what it
 * holds. Names, order, types and keys of the documented columns are a contract with users. So are the sentences, because they are part of the
 * schemas.
 */
public final class Tables {

    /** Every table, in the order of the documentation. */
    public static final List<Table> ALL = Stream.of(
                    BasicTables.ALL,
                    ConversationTables.ALL,
                    TicketTables.ALL,
                    HelpCenterTables.ALL,
                    WorkspaceTables.ALL,
                    PeopleTables.ALL,
                    SupportTables.ALL,
                    NewsTables.ALL,
                    FinContentTables.ALL)
            .flatMap(List::stream)
            .toList();

    private static final Map<String, Table> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Table::name, Function.identity()));

    private Tables() {}

    /** The table of this name; empty if there is none. */
    public static Optional<Table> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
