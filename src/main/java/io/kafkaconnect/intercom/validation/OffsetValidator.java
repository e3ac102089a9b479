package io.kafkaconnect.intercom.validation;

import io.kafkaconnect.intercom.offset.InvalidOffsetException;
import io.kafkaconnect.intercom.stream.SourcePartition;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/** Checks offsets that a person stores through the Connect REST API. */
public final class OffsetValidator {
    private OffsetValidator() {}

    /**
     * Checks what somebody wants to store through the Connect REST API. A null offset, which deletes, is welcome for any partition.
     *
     * @throws ConnectException answered with 400, naming the key that is wrong
     */
    public static void check(Map<String, ?> partition, Map<String, ?> offset) {
        if (offset == null) {
            return;
        }
        if (partition == null) {
            throw BadRequests.of("The partition must not be null: give the keys workspace and stream");
        }
        if (!(partition.get(SourcePartition.WORKSPACE) instanceof String workspace) || workspace.isBlank()) {
            throw BadRequests.of("Partition key 'workspace' must be a string, the id code of the Intercom workspace");
        }
        Stream stream = Streams.named(String.valueOf(partition.get(SourcePartition.STREAM)))
                .orElseThrow(() -> BadRequests.of("Partition key 'stream' must be one of "
                        + String.join(
                                ", ", Streams.ALL.stream().map(Stream::name).toList())));
        if (!SourcePartition.of(workspace, stream).contains(partition)) {
            throw BadRequests.of("The partition of stream " + stream.name() + " must look like "
                    + SourcePartition.of(workspace, stream).get(0));
        }
        try {
            stream.check(offset);
        } catch (InvalidOffsetException invalid) {
            throw BadRequests.of(invalid.getMessage() + " (stream " + stream.name() + ")");
        }
    }
}
