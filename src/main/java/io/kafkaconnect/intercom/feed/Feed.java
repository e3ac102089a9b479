package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.reader.ReadStep;

/** One stream on its way into batches: reads on, makes rows, keeps the positions. Used by the task's thread alone. */
public interface Feed {

    /**
     * Puts into the batch what is ready, until it is full or nothing is.
     *
     * @return what the feed waits for; null when the batch is full and there may be more
     */
    ReadStep.Idle fill(Batch batch);

    /** The stream it reads. */
    String stream();
}
