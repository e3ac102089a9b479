package io.kafkaconnect.intercom.validation;

import io.kafkaconnect.intercom.offset.FutureTime;
import io.kafkaconnect.intercom.offset.InvalidOffsetException;
import io.kafkaconnect.intercom.plan.StreamPlan;
import io.kafkaconnect.intercom.stream.SourcePartition;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** Checks offsets that a user stores or deletes through the Connect REST API. */
public final class OffsetValidator {
    private final FutureTime future;

    /** A validator that compares times with this clock. */
    public OffsetValidator(Clock clock) {
        this.future = new FutureTime(clock);
    }

    /**
     * Checks a request. A null offset deletes the stored one. It is valid for a partition that the connector does not know, because an
     * earlier connector of the same name may have stored it; but not if the request names no partition of this connector, and not for the
     * name of a table in place of its stream.
     *
     * @throws ConnectException if a partition or an offset is wrong; the message names the key, and the worker answers 400
     */
    public void check(Map<? extends Map<String, ?>, ? extends Map<String, ?>> offsets) {
        offsets.forEach((partition, offset) -> {
            if (partition != null && partition.containsKey(SourcePartition.WORKSPACE)) {
                checkName(String.valueOf(partition.get(SourcePartition.STREAM)));
            }
            if (offset == null) {
                checkDeletion(partition, offsets.keySet());
            } else {
                check(partition, offset);
            }
        });
        boolean isOfOthers = !offsets.isEmpty() && offsets.keySet().stream().noneMatch(OffsetValidator::isOurs);
        if (isOfOthers) {
            throw BadRequests.of(
                    "No partition of the request is of this connector, so nothing would be deleted. A partition"
                            + " looks like {\"workspace\": \"abc123\", \"stream\": \"users\"}. The streams are "
                            + names()
                            + ". GET /connectors/NAME/offsets lists the partitions");
        }
    }

    /** A table is named by its stream: several tables share one offset. */
    private static void checkName(String name) {
        List<String> streams = StreamPlan.feeding(name);
        if (!streams.isEmpty() && Streams.named(name).isEmpty()) {
            throw BadRequests.of(
                    "Partition key 'stream' is " + name + ", which is the name of a table. Its rows come from "
                            + (streams.size() == 1 ? "stream " : "the streams ") + String.join(" and ", streams)
                            + ". Name " + (streams.size() == 1 ? "that stream" : "these streams")
                            + ". Then all tables of a stream are sent again");
        }
    }

    private static String names() {
        return String.join(", ", Streams.ALL.stream().map(Stream::name).toList());
    }

    private static boolean isOurs(Map<String, ?> partition) {
        return partition != null
                && streamOf(partition)
                        .filter(stream -> SourcePartition.isOf(stream, partition))
                        .isPresent();
    }

    private static Optional<Stream> streamOf(Map<String, ?> partition) {
        return Streams.named(String.valueOf(partition.get(SourcePartition.STREAM)));
    }

    /** The memory of a stream may be spread over shards: without their numbers, a request would delete nothing and report success. */
    private static void checkDeletion(Map<String, ?> partition, Set<? extends Map<String, ?>> all) {
        Optional<Stream> named = partition == null ? Optional.empty() : streamOf(partition);
        if (named.isEmpty() || isOurs(partition) || SourcePartition.isShard(partition)) {
            return;
        }
        Stream stream = named.get();
        if (stream.isIncremental() || stream.maxShards() == 1) {
            throw wrongKeys(stream, "abc123");
        }
        boolean hasShards = all.stream()
                .anyMatch(other ->
                        other != null && SourcePartition.isShard(other) && SourcePartition.isOf(stream, other));
        if (!hasShards) {
            throw BadRequests.of("Stream " + stream.name() + " has a partition for each shard, such as "
                    + SourcePartition.ofShard("abc123", stream, 0)
                    + ". To send all its rows again, name all of them with"
                    + " the offset null. GET /connectors/NAME/offsets lists them");
        }
    }

    private void check(Map<String, ?> partition, Map<String, ?> offset) {
        if (partition == null) {
            throw BadRequests.of("The partition must not be null: give the keys workspace and stream");
        }
        if (!(partition.get(SourcePartition.WORKSPACE) instanceof String workspace) || workspace.isBlank()) {
            throw BadRequests.of("Partition key 'workspace' must be a string, the id code of the Intercom workspace");
        }
        Stream stream = streamOf(partition)
                .orElseThrow(() -> BadRequests.of("Partition key 'stream' must be one of " + names()));
        if (!SourcePartition.isOf(stream, partition)) {
            throw wrongKeys(stream, workspace);
        }
        try {
            stream.check(partition, offset);
        } catch (InvalidOffsetException invalid) {
            throw BadRequests.of(invalid.getMessage() + " (stream " + stream.name() + ")");
        }
        if (stream.isIncremental() && !SourcePartition.isShard(partition)) {
            checkTime(stream, offset);
        }
    }

    private static ConnectException wrongKeys(Stream stream, String workspace) {
        return BadRequests.of("The partition of stream " + stream.name() + " must look like "
                + (stream.isIncremental()
                        ? SourcePartition.ofCursor(workspace, stream)
                        : SourcePartition.ofShard(workspace, stream, 0)));
    }

    private void checkTime(Stream stream, Map<String, ?> offset) {
        Instant mark = stream.codec().decode(offset).cursor().mark();
        if (future.isAhead(mark)) {
            throw BadRequests.of("Offset key '" + stream.codec().timeKey() + "' is " + mark
                    + ", which is in the future: the stream would read nothing until then. Give an earlier time (stream "
                    + stream.name() + ")");
        }
    }
}
