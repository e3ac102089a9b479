package io.kafkaconnect.intercom.reader;

import io.kafkaconnect.intercom.client.IntercomException;

/**
 * Reads one stream without blocking. Only the task's thread uses it. Replies reach it through futures, and each reply also signals the task,
 * so that it calls {@link #next} again.
 */
public interface StreamReader {

    /**
     * Continues as far as possible without waiting.
     *
     * @throws IntercomException if the reader cannot continue after Intercom's reply; the next call starts a new pass
     */
    ReadStep next();
}
