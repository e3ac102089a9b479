package io.kafkaconnect.intercom.memory;

import java.util.ArrayList;
import java.util.List;

/** Numbers the names of tables. A name keeps its number; a new name gets the next number. */
final class TableWords {
    private final List<String> tables;

    TableWords(List<String> tables) {
        this.tables = new ArrayList<>(tables);
    }

    /** The number of a table. */
    int word(String table) {
        int known = tables.indexOf(table);
        if (known < 0) {
            tables.add(table);
            return tables.size() - 1;
        }
        return known;
    }

    /**
     * The table with that number.
     *
     * @throws IllegalArgumentException if no table has the number
     */
    String table(int word) {
        if (word >= tables.size()) {
            throw new IllegalArgumentException("no table has the number " + word);
        }
        return tables.get(word);
    }

    /** All names, in the order of their numbers. */
    List<String> tables() {
        return List.copyOf(tables);
    }

    /** Whether each number means the same table here as in the other list. */
    boolean begins(List<String> other) {
        return tables.size() >= other.size() && tables.subList(0, other.size()).equals(other);
    }
}
