package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.IntercomSourceConnector;
import io.kafkaconnect.intercom.sandbox.Backend;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without exactly-once: Kafka has stored some records of a batch, and not others, when the worker dies. */
class PartlyStoredBatchTest {
    private final ManualClock time = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final Backend backend = new Backend(new Options()
            .size(new Size(12, 0, 2, 3, 2, 2, 2, 12, 0, 1.5, 2, Duration.ofDays(30)))
            .relationsLeaveContactAlone()
            .clock(time));
    private final Offsets offsets = new Offsets();
    private final Map<String, Set<String>> rows = new HashMap<>();
    private SourceTask task;
    private SimulatedTransport line;
    private boolean isAcknowledged;

    private void restart(String tables) {
        if (line != null) {
            line.close();
        }
        Map<String, String> settings = new HashMap<>(Map.of(
                "intercom.access.token", "sandbox-token",
                "intercom.poll.interval.ms", "3000",
                "intercom.full.poll.interval.ms", "8000",
                "intercom.settle.ms", "4000",
                "intercom.tables", tables));
        IntercomSourceConnector connector = new IntercomSourceConnector();
        connector.start(settings);
        Map<String, String> own = connector.taskConfigs(1).get(0);
        Random random = new Random(1);
        line = new SimulatedTransport(
                backend, time, NetworkConditions.fair(random), new RequestLog(), new Statistics());
        task = DeliveryPropertyTest.task(time, line, random);
        Offsets store = offsets;
        task.initialize(
                isAcknowledged
                        ? new WorkerModel.Context(own, store)
                        : new org.apache.kafka.connect.source.SourceTaskContext() {
                            @Override
                            public Map<String, String> configs() {
                                return own;
                            }

                            @Override
                            public org.apache.kafka.connect.storage.OffsetStorageReader offsetStorageReader() {
                                return store;
                            }

                            @Override
                            public org.apache.kafka.common.metrics.PluginMetrics pluginMetrics() {
                                return null;
                            }
                        });
        task.start(own);
    }

    /** One poll. A lost record is neither stored nor acknowledged; nor are offsets of its source partition stored from then on. */
    private int poll(Predicate<SourceRecord> lost) {
        List<SourceRecord> batch;
        try {
            batch = task.poll();
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (batch == null) {
            return 0;
        }
        Set<Map<String, ?>> stuck = new HashSet<>();
        for (SourceRecord record : batch) {
            if (lost.test(record)) {
                stuck.add(ExactlyOnceDelivery.cast(record.sourcePartition()));
                continue;
            }
            String key = SimulatedTopics.key(record).toString();
            Set<String> topic = rows.computeIfAbsent(record.topic(), name -> new HashSet<>());
            if (record.value() == null) {
                topic.remove(key);
            } else {
                topic.add(key);
            }
            ExactlyOnceDelivery.acknowledge(task, record);
            if (!stuck.contains(ExactlyOnceDelivery.cast(record.sourcePartition()))) {
                offsets.store(
                        ExactlyOnceDelivery.cast(record.sourcePartition()),
                        ExactlyOnceDelivery.cast(record.sourceOffset()));
            }
        }
        return batch.size();
    }

    private void quiet(Predicate<SourceRecord> lost) {
        for (int empty = 0; empty < 150; empty++) {
            empty = poll(lost) > 0 ? 0 : empty;
        }
    }

    private List<String> missing(String table) {
        List<String> missing = new ArrayList<>();
        Set<String> there = rows.getOrDefault("intercom." + table, Set.of());
        Truth.of(backend.workspace()).get(table).keySet().forEach(key -> {
            if (!there.contains(key.toString())) {
                missing.add(table + key);
            }
        });
        return missing;
    }

    private static boolean isOfShard(SourceRecord record) {
        return record.sourcePartition().size() > 2
                || record.sourcePartition().get("stream").toString().contains("relations");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_own_row_of_a_contact_that_carries_the_offset_of_a_shard_is_not_lost(boolean acknowledged) {
        isAcknowledged = acknowledged;
        time.pass(Duration.ofHours(1));
        restart("users");
        // Kafka never stores the rows that carry the offset of a shard, before the worker dies.
        for (int i = 0; i < 100; i++) {
            poll(record -> record.topic().equals("intercom.users") && isOfShard(record));
        }
        restart("users");
        quiet(record -> false);

        assertThat(missing("users")).isEmpty();
    }

    @Test
    void the_notes_of_a_new_contact_are_not_lost() {
        isAcknowledged = true;
        time.pass(Duration.ofHours(1));
        restart("users,notes,events_summary");
        for (int i = 0; i < 100; i++) {
            poll(PartlyStoredBatchTest::isOfShard);
        }
        restart("users,notes,events_summary");
        quiet(record -> false);

        assertThat(missing("users")).isEmpty();
        assertThat(missing("notes")).isEmpty();
        assertThat(missing("events_summary")).isEmpty();
    }

    @Test
    void the_own_row_of_a_conversation_that_carries_the_offset_of_a_shard_is_not_lost() {
        isAcknowledged = true;
        time.pass(Duration.ofHours(1));
        restart("conversations");
        Set<Map<String, ?>> partitions = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            poll(record -> {
                partitions.add(ExactlyOnceDelivery.cast(record.sourcePartition()));
                return isOfShard(record);
            });
        }
        restart("conversations");
        quiet(record -> false);

        assertThat(missing("conversations")).as(partitions.toString()).isEmpty();
    }

    @Test
    void only_notes_selected_and_a_contact_whose_only_note_is_deleted_after_a_restart() {
        isAcknowledged = true;
        time.pass(Duration.ofHours(1));
        restart("notes");
        quiet(record -> false);
        String id = backend.changes().contacts().create(Role.USER, "x");
        String note = backend.changes().contacts().addNote(id, "x");
        quiet(record -> false);
        restart("notes");
        quiet(record -> false);
        backend.changes().contacts().deleteNote(id, note);
        quiet(record -> false);

        assertThat(rows.get("intercom.notes")).doesNotContain(List.of(note).toString());
    }

    @Test
    void only_attachments_selected_and_a_conversation_that_is_deleted_after_a_restart() {
        isAcknowledged = true;
        time.pass(Duration.ofHours(1));
        restart("conversations_tags");
        quiet(record -> false);
        String left = Truth.of(backend.workspace())
                .get("conversations_tags")
                .keySet()
                .iterator()
                .next()
                .get(0)
                .toString();
        restart("conversations_tags");
        quiet(record -> false);
        backend.changes().conversations().delete(left);
        quiet(record -> false);

        Set<String> expected = new HashSet<>();
        Truth.of(backend.workspace()).get("conversations_tags").keySet().forEach(key -> expected.add(key.toString()));
        assertThat(rows.get("intercom.conversations_tags")).isEqualTo(expected);
    }
}
