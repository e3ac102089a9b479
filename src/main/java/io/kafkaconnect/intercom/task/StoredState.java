package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.config.RowTracking;
import io.kafkaconnect.intercom.feed.change.ShardOffsets;
import io.kafkaconnect.intercom.memory.MemorySize;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.InvalidOffsetException;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.plan.StreamPlan;
import io.kafkaconnect.intercom.stream.SourcePartition;
import io.kafkaconnect.intercom.stream.Stream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * What Connect has stored for the task's streams: the offset of each cursor, and the memory of sent rows. The number of a memory's shards
 * is not stored. The shards are therefore read in rounds, until a round finds none.
 */
public final class StoredState {
    /** The number of shards in the first round. Earlier versions used up to 256 shards and did not write all of them. */
    private static final int FIRST_ROUND = 256;

    /** Each round reads four times as many shards as the one before: 256, 1,024, 4,096 and so on. Ten million owners take six rounds. */
    private static final int GROWTH = 4;

    private final String workspace;
    private final OutputFormat format;
    private final boolean isTracked;
    private final StoredOffsets offsets;
    private final Map<Map<String, String>, Map<String, Object>> cursors = new HashMap<>();
    private final Map<String, StoredMemory> memories = new HashMap<>();
    private final Map<String, ShardOffsets> shards = new HashMap<>();
    private final Set<String> elsewhere = new ConcurrentSkipListSet<>();
    private final Set<String> here = new ConcurrentSkipListSet<>();

    /** Reads stored offsets. Each call reads the offsets topic to its end, so one call for many partitions is faster than many calls. */
    public interface StoredOffsets
            extends Function<Collection<Map<String, String>>, Map<Map<String, String>, Map<String, Object>>> {}

    private StoredState(String workspace, IntercomConfig config, StoredOffsets offsets) {
        this.workspace = workspace;
        this.format = StreamPlan.form(config);
        this.isTracked = config.rowTracking() == RowTracking.FULL;
        this.offsets = offsets;
    }

    /**
     * Reads the stored offsets. This may take seconds.
     *
     * @throws ConnectException if an offset is not valid
     */
    static StoredState read(String workspace, List<Stream> streams, IntercomConfig config, StoredOffsets offsets) {
        StoredState state = new StoredState(workspace, config, offsets);
        List<Stream> withMemory = new ArrayList<>();
        for (Stream stream : streams) {
            if (stream.maxShards() > 0 && (state.isTracked || !stream.isIncremental())) {
                withMemory.add(stream);
                SentRows rows = new SentRows(state.format, StreamPlan.growing(), stream.maxShards());
                state.memories.put(stream.name(), new StoredMemory(rows));
            }
        }
        state.read(streams, withMemory);
        return state;
    }

    private void read(List<Stream> streams, List<Stream> withMemory) {
        Map<Map<String, String>, Stream> ofCursors = new HashMap<>();
        streams.stream()
                .filter(Stream::isIncremental)
                .forEach(stream -> ofCursors.put(SourcePartition.ofCursor(workspace, stream), stream));
        List<Map<String, String>> partitions = new ArrayList<>(ofCursors.keySet());
        List<Stream> left = withMemory;
        int from = 0;
        for (int count = FIRST_ROUND; from == 0 || !left.isEmpty(); count *= GROWTH) {
            int begin = from;
            int end = from + count;
            left.forEach(stream -> forShards(stream, begin, end, (shard, partition) -> partitions.add(partition)));
            Map<Map<String, String>, Map<String, Object>> stored = offsets.apply(partitions);
            if (begin == 0) {
                ofCursors.forEach((partition, stream) -> {
                    cursors.put(partition, stored.get(partition));
                    noteFormat(stream, stored.get(partition));
                });
            }
            left = restored(left, begin, end, stored);
            partitions.clear();
            from = end;
        }
    }

    private interface ShardVisitor {
        void shard(int shard, Map<String, String> partition);
    }

    private void forShards(Stream stream, int begin, int end, ShardVisitor visitor) {
        for (int shard = begin; shard < Math.min(end, stream.maxShards()); shard++) {
            visitor.shard(shard, SourcePartition.ofShard(workspace, stream, shard));
        }
    }

    /** Restores the shards that were found, those of several streams side by side. Returns the streams that had some. */
    private List<Stream> restored(
            List<Stream> streams, int begin, int end, Map<Map<String, String>, Map<String, Object>> stored) {
        Map<Stream, CompletableFuture<Boolean>> restoring = new LinkedHashMap<>();
        for (Stream stream : streams) {
            restoring.put(stream, CompletableFuture.supplyAsync(() -> restore(stream, begin, end, stored)));
        }
        try {
            return streams.stream()
                    .filter(stream -> restoring.get(stream).join())
                    .toList();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ConnectException unusable) {
                throw unusable;
            }
            throw failed;
        }
    }

    /** Restores the shards of one stream that were found. Returns whether there were any. */
    private boolean restore(Stream stream, int begin, int end, Map<Map<String, String>, Map<String, Object>> stored) {
        StoredMemory memory = memories.get(stream.name());
        int before = memory.shards().cardinality();
        forShards(stream, begin, end, (shard, partition) -> {
            Map<String, Object> offset = stored.get(partition);
            if (offset != null) {
                noteFormat(stream, offset);
                try {
                    memory.restore(shard, offset);
                } catch (InvalidOffsetException invalid) {
                    throw unusable(stream, invalid);
                }
            }
        });
        return memory.shards().cardinality() > before;
    }

    /** The exception for an offset that the connector cannot use. */
    static ConnectException unusable(Stream stream, InvalidOffsetException invalid) {
        return new ConnectException(
                "The connector cannot use the stored offset of stream " + stream.name() + ": " + invalid.getMessage()
                        + ". Set or delete it through Connect's REST API (/connectors/NAME/offsets)",
                invalid);
    }

    private void noteFormat(Stream stream, Map<String, Object> offset) {
        if (offset == null) {
            return;
        }
        try {
            boolean moved = OutputFormat.storedIn(offset).isElsewhere(format);
            (moved ? elsewhere : here).add(stream.name());
        } catch (InvalidOffsetException invalid) {
            throw unusable(stream, invalid);
        }
    }

    String workspace() {
        return workspace;
    }

    /** The stored offset of a cursor; null if there is none. */
    Map<String, Object> cursor(Stream stream) {
        return cursors.get(SourcePartition.ofCursor(workspace, stream));
    }

    /** Whether the stream's memory contains the rows of entities that are read by update time: its own, or those of its group. */
    boolean remembersEntities(Stream stream) {
        return isTracked && memories.containsKey(stream.name()) && (stream.isIncremental() || stream.isRelations());
    }

    /** Whether some of the rows that a stream sent are not remembered, as they went to other topics or no shard is stored. */
    boolean isPartial(Stream stream) {
        return elsewhere.contains(stream.name())
                || (memories.containsKey(stream.name()) && memory(stream).shards() == 0);
    }

    /** The source partitions of a stream's memory. */
    ShardOffsets shards(Stream stream) {
        return shards.computeIfAbsent(stream.name(), name -> {
            StoredMemory stored = memories.getOrDefault(name, new StoredMemory(null));
            return new ShardOffsets(
                    stored.rows(),
                    shard -> SourcePartition.ofShard(workspace, stream, shard),
                    stored.shards(),
                    stored.isCursorStored(),
                    stored.reach());
        });
    }

    /** The memory of a stream's sent rows; null if the stream has none. */
    SentRows memory(Stream stream) {
        StoredMemory stored = memories.get(stream.name());
        return stored == null ? null : stored.rows();
    }

    /** Sets the gauge of what the stream remembers, if it remembers rows. */
    void measureMemory(Stream stream, StreamMetrics metrics) {
        SentRows memory = memory(stream);
        if (memory != null) {
            metrics.remembers(() -> {
                MemorySize size = memory.size();
                return new StreamMetrics.Remembered(size.owners(), size.rows(), size.bytes());
            });
        }
    }

    /**
     * The streams whose rows were all sent to other topics or with other keys. A stream is not among them if one of its shards has the
     * present format.
     */
    Set<String> sentElsewhere() {
        Set<String> names = new TreeSet<>(elsewhere);
        names.removeAll(here);
        return names;
    }
}
