/**
 * Reads a list by update time, from a cursor on.
 *
 * <p>{@link io.kafkaconnect.intercom.reader.incremental.IncrementalReader} runs one pass after the other. A pass has a scan, which reads the pages of the
 * list in slices of time. The pipeline completes the entities concurrently and keeps their order. The released versions decide what to send, and the cursor
 * tracker records it. Retries request parked entities again.
 */
package io.kafkaconnect.intercom.reader.incremental;
