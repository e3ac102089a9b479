package io.kafkaconnect.intercom.offset;

import java.time.Instant;
import java.util.Set;

/**
 * What the configuration asks of an incremental stream.
 *
 * @param tables names of the tables whose rows are sent
 * @param growing those of them that have more than the documented columns to offer
 * @param since what was updated before that is left out
 * @param form what rows look like and where they go
 */
public record ReadScope(Set<String> tables, Set<String> growing, Instant since, OutputFormat form) {
    public ReadScope {
        tables = Set.copyOf(tables);
        growing = Set.copyOf(growing);
    }
}
