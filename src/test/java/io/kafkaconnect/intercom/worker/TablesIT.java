package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.model.SearchableEntity;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every table, column by column, against what the source holds. */
@ExtendWith(ClusterMode.Stopping.class)
class TablesIT {
    /** Of a conversation with more than 500 parts the oldest cannot be had, and rows sent before are kept: no such among the changing. */
    private static final Size CHANGING = new Size(60, 40, 15, 4, 10, 4, 2, 80, 0, 4, 5, Duration.ofDays(40));

    /** The tables whose rows are entities themselves. */
    private static final Set<String> ENTITIES =
            Set.of("users", "leads", "companies", "admins", "tags", "segments", "conversations");

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
            assertOwners(deployment.topics(), sandbox.workspace());
        }
    }

    /** Each row names the conversation or contact that has it: the row is there if the source holds nothing else. */
    private static void assertOwners(SinkView topics, Workspace workspace) {
        Map<String, Map<List<Object>, Set<String>>> owners = new HashMap<>();
        for (String id : ids(workspace)) {
            Truth.of(workspace, entity -> entity.id().equals(id))
                    .forEach((table, rows) -> rows.keySet()
                            .forEach(key -> owners.computeIfAbsent(table, name -> new HashMap<>())
                                    .put(key, Set.of(ENTITIES.contains(table) ? "" : id))));
        }
        assertThat(owners).hasSize(Truth.TABLES.size());
        owners.forEach((table, expected) -> {
            Map<List<Object>, Set<String>> actual = new HashMap<>(topics.owners(table));
            actual.keySet().retainAll(expected.keySet());
            assertThat(actual).as("owners in " + table).isEqualTo(expected);
        });
    }

    private static List<String> ids(Workspace workspace) {
        return workspace.locked(() -> Stream.of(
                        workspace.contacts().current().all(),
                        workspace.conversations().current().all())
                .flatMap(Collection::stream)
                .map(SearchableEntity::id)
                .toList());
    }

    @ParameterizedTest
    @EnumSource
    void all_22_tables_equal_the_source_after_changes(ClusterMode guarantee) {
        try (Sandbox sandbox = Sandbox.start(new Options().size(CHANGING).seed(2));
                Deployment deployment = new Deployment(guarantee, sandbox, Map.of("tasks.max", "3")).create()) {
            deployment.awaitTruth();
            // The end of a contact is believed half a minute later.
            for (int round = 0; round < 2; round++) {
                sandbox.changes().random(new Random(round), 90, EnumSet.allOf(RandomChange.class));
                deployment.awaitTruth();
            }
        }
    }
}
