package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.simulation.UnreachedTables;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every table, column by column, against what the source holds. */
@ExtendWith(ClusterMode.Stopping.class)
class TablesIT {
    /** Of a conversation with more than 500 parts the oldest cannot be had, and rows sent before are kept: no such among the changing. */
    private static final Size CHANGING = new Size(60, 40, 15, 4, 10, 4, 2, 80, 0, 4, 5, Duration.ofDays(40));

    @ParameterizedTest
    @EnumSource
    void all_22_tables_equal_the_source_after_a_backfill_and_each_row_is_sent_once(ClusterMode guarantee) {
        try (Sandbox sandbox = Sandbox.start(new Options().zone(ZoneId.of("Europe/Dublin")));
                Deployment deployment = new Deployment(guarantee, sandbox, Map.of()).create()) {
            deployment.awaitTruth();
            Set<String> tables = Truth.of(sandbox.workspace()).keySet();
            assertThat(deployment.topics().recordsByTable().keySet()).isEqualTo(tables);
            for (String table : tables) {
                Map<List<Object>, Integer> sent =
                        new HashMap<>(deployment.topics().timesSent(table));
                // Tombstones of conversations deleted before the first poll: nobody can tell whether they were ever
                // sent.
                sent.keySet().retainAll(deployment.topics().rows(table).keySet());
                assertThat(sent.values()).as(table).containsOnly(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void all_22_tables_equal_the_source_after_changes(ClusterMode guarantee) {
        try (Sandbox sandbox = Sandbox.start(new Options().size(CHANGING).seed(2));
                Deployment deployment = new Deployment(guarantee, sandbox, Map.of("tasks.max", "3")).create()) {
            deployment.awaitTruth();
            for (int round = 0; round < 3; round++) {
                sandbox.changes().random(new Random(round), 60, UnreachedTables.promised());
                deployment.awaitTruth();
            }
        }
    }
}
