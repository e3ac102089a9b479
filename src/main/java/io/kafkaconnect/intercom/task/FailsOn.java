package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.config.Behavior;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.config.Unreadable;

/**
 * What fails the task, as the settings say.
 *
 * @param malformed an entity that does not fit its table
 * @param unreadable an entity that Intercom does not give while it gives others
 */
public record FailsOn(boolean malformed, boolean unreadable) {
    static FailsOn of(IntercomConfig config) {
        return new FailsOn(config.onMalformedEntity() == Behavior.FAIL, config.onUnreadableEntity() == Unreadable.FAIL);
    }
}
