package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.config.ErrorPolicy;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.config.UnreadablePolicy;

/**
 * What fails the task, as the settings say.
 *
 * @param malformed an entity that does not fit its table
 * @param unreadable an entity that Intercom does not give while it gives others
 */
public record FailurePolicy(boolean malformed, boolean unreadable) {
    static FailurePolicy of(IntercomConfig config) {
        return new FailurePolicy(
                config.onMalformedEntity() == ErrorPolicy.FAIL, config.onUnreadableEntity() == UnreadablePolicy.FAIL);
    }
}
