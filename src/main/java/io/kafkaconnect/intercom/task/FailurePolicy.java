package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.config.ErrorPolicy;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.config.UnreadablePolicy;

/**
 * The entities that fail the task, by the settings.
 *
 * @param malformed whether an entity that does not fit its table fails the task
 * @param unreadable whether an entity that Intercom refuses fails the task, if Intercom returns others
 */
public record FailurePolicy(boolean malformed, boolean unreadable) {
    static FailurePolicy of(IntercomConfig config) {
        return new FailurePolicy(
                config.onMalformedEntity() == ErrorPolicy.FAIL, config.onUnreadableEntity() == UnreadablePolicy.FAIL);
    }
}
