package io.kafkaconnect.intercom.reader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One thing of Intercom's, complete.
 *
 * @param json its content; of a deleted one, only what names it
 * @param deleted whether Intercom says that it is gone
 * @param asOf when Intercom had it so, by Intercom's clock
 */
public record Entity(ObjectNode json, boolean deleted, Instant asOf) {}
