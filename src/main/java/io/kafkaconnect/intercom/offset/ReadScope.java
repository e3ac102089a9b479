package io.kafkaconnect.intercom.offset;

import java.time.Instant;
import java.util.Set;

/**
 * The part of an incremental stream that the configuration selects.
 *
 * @param tables the names of the tables whose rows are sent
 * @param growing the tables among them that have extended columns
 * @param since entities that were last updated before this time are left out
 * @param form the columns, topics and keys of the rows
 */
public record ReadScope(Set<String> tables, Set<String> growing, Instant since, OutputFormat form) {
    public ReadScope {
        tables = Set.copyOf(tables);
        growing = Set.copyOf(growing);
    }
}
