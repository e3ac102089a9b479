package io.kafkaconnect.intercom.sandbox.api;

import io.kafkaconnect.intercom.sandbox.model.Copies;
import io.kafkaconnect.intercom.sandbox.search.Dates;
import java.time.Duration;

/**
 * What differs between one workspace's API and another's.
 *
 * @param ghostTags the number of tags of some contacts counts some that were deleted long ago
 */
public record Habits(
        Dates contactDates,
        Dates conversationDates,
        Duration scrollPatience,
        int scrollPage,
        boolean ghostTags,
        Copies copies) {}
