package io.kafkaconnect.intercom.reader;

import io.kafkaconnect.intercom.client.IntercomException;

/**
 * Reads one stream without blocking. Used by the task's thread alone; replies reach it through futures, and a signal given at its
 * making tells the task that one came.
 */
public interface StreamReader {

    /**
     * Goes on as far as possible without waiting.
     *
     * @throws IntercomException when Intercom's reply leaves no way on; asking again after that starts a new pass
     */
    ReadStep next();
}
