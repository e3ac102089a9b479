package io.kafkaconnect.intercom.feed;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * A contact that an incremental stream or its backfill has read.
 *
 * @param json the contact with its details; the receiver may change it
 * @param asOf when Intercom had the contact like this
 * @param isSent whether the stream has sent this version of the contact
 * @param hasDetails whether the notes or the event summary were requested, and their rows sent
 */
public record ChangedContact(ObjectNode json, Instant asOf, boolean isSent, boolean hasDetails) {}
