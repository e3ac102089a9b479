package io.kafkaconnect.intercom.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/**
 * At-least-once: the producer writes the records of a topic partition in their order, and learns of it later. Now and then the worker
 * stores, of each source partition, the offset of the last record before which all are acknowledged.
 */
final class AtLeastOnceDelivery implements Delivery {
    private static final int PARTITIONS = 3;

    private final SourceTask task;
    private final SimulatedTopics topics;
    private final Offsets offsets;
    private final Random random;
    private final Map<String, Deque<Sent>> byTopicPartition = new LinkedHashMap<>();
    private final Map<Map<String, ?>, Deque<Sent>> bySourcePartition = new LinkedHashMap<>();
    /** Whose offset is not stored yet. */
    private final Deque<Sent> untold = new ArrayDeque<>();

    private boolean hasAcknowledged;

    private static final class Sent {
        private final SourceRecord record;
        /** The last of its batch and source partition, taken or not: only its offset tells of this one. */
        private Sent teller = this;

        private boolean written;
        private boolean acknowledged;

        Sent(SourceRecord record) {
            this.record = record;
        }
    }

    AtLeastOnceDelivery(SourceTask task, SimulatedTopics topics, Offsets offsets, Random random) {
        this.task = task;
        this.topics = topics;
        this.offsets = offsets;
        this.random = random;
    }

    @Override
    public void take(List<SourceRecord> batch, int count) {
        Map<Map<?, ?>, Sent> tellers = new HashMap<>();
        Deque<Sent> taken = new ArrayDeque<>();
        for (int i = batch.size() - 1; i >= 0; i--) {
            SourceRecord record = batch.get(i);
            Sent sent = new Sent(record);
            sent.teller = tellers.computeIfAbsent(record.sourcePartition(), last -> sent);
            if (i < count) {
                taken.addFirst(sent);
            }
        }
        untold.addAll(taken);
        for (Sent sent : taken) {
            SourceRecord record = sent.record;
            int partition = Math.floorMod(SimulatedTopics.key(record).hashCode(), PARTITIONS);
            queue(byTopicPartition, record.topic() + partition).add(sent);
            queue(bySourcePartition, ExactlyOnceDelivery.cast(record.sourcePartition()))
                    .add(sent);
        }
    }

    @Override
    public void goOn() {
        write();
        if (random.nextInt(3) == 0) {
            commit();
        }
    }

    @Override
    public void die() {
        forgetUntold();
    }

    @Override
    public void stop(boolean inTime) {
        if (inTime) {
            byTopicPartition.values().forEach(queue -> acknowledge(queue, queue.size()));
        }
        commit();
        forgetUntold();
    }

    private void forgetUntold() {
        untold.stream().filter(sent -> sent.written).forEach(sent -> topics.forgotten(sent.record));
    }

    /** Of each topic partition some more records are written, and some of those written acknowledged. */
    private void write() {
        List<Deque<Sent>> queues = new ArrayList<>(byTopicPartition.values());
        Collections.shuffle(queues, random);
        for (Deque<Sent> queue : queues) {
            // A task that waits three seconds for the first acknowledgement of all sends rows twice.
            int most = Math.max(hasAcknowledged ? 0 : 1, random.nextInt(queue.size() + 1));
            queue.stream().limit(most).forEach(this::write);
            int acknowledged = random.nextBoolean() ? most : random.nextInt(most + 1);
            acknowledge(queue, Math.max(hasAcknowledged ? 0 : 1, acknowledged));
        }
        byTopicPartition.values().removeIf(Collection::isEmpty);
    }

    private void acknowledge(Deque<Sent> queue, int count) {
        for (int i = 0; i < count; i++) {
            Sent sent = queue.remove();
            write(sent);
            sent.acknowledged = true;
            hasAcknowledged = true;
            ExactlyOnceDelivery.acknowledge(task, sent.record);
        }
    }

    private void write(Sent sent) {
        if (!sent.written) {
            topics.add(sent.record);
            sent.written = true;
        }
    }

    private void commit() {
        store();
        ExactlyOnceDelivery.commit(task);
    }

    private void store() {
        Set<Sent> told = new HashSet<>();
        bySourcePartition.forEach((partition, queue) -> {
            Sent last = null;
            while (!queue.isEmpty() && queue.element().acknowledged) {
                last = queue.remove();
                told.add(last);
            }
            if (last != null) {
                offsets.store(partition, ExactlyOnceDelivery.cast(last.record.sourceOffset()));
            }
        });
        bySourcePartition.values().removeIf(Collection::isEmpty);
        untold.removeIf(sent -> told.contains(sent.teller));
    }

    private static <K> Deque<Sent> queue(Map<K, Deque<Sent>> queues, K key) {
        return queues.computeIfAbsent(key, first -> new ArrayDeque<>());
    }
}
