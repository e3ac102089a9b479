package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.reader.ReadStep;

/** Reads one stream, makes its rows and puts them into batches. Only the task's thread uses it. */
public interface Feed {

    /**
     * Puts rows into the batch until it is full or no row is ready.
     *
     * @return what the feed waits for; null if the batch is full and more rows may be ready
     */
    ReadStep.Idle fill(Batch batch);

    /** The name of the stream. */
    String stream();
}
