package io.kafkaconnect.intercom.simulation;

import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** What a worker does with the batches of one task. */
interface Delivery {

    /** Takes the first records of a batch over, and no more: the task dies if there are more. */
    void take(List<SourceRecord> batch, int count);

    /** Time has gone by. */
    void goOn();

    /** The task dies, and what it knew with it. */
    void die();

    /**
     * The task is stopped in an orderly way; {@code inTime} if all that is under way gets through before the worker loses its patience.
     */
    void stop(boolean inTime);
}
