package io.kafkaconnect.intercom.sandbox.api;

import io.kafkaconnect.intercom.sandbox.model.Copies;
import io.kafkaconnect.intercom.sandbox.search.Dates;
import java.time.Duration;

/**
 * The differences between the APIs of workspaces.
 *
 * @param conversationDates the dates of conversations and of tickets
 * @param ghostTags the number of tags of some contacts includes tags that were deleted long ago
 */
public record Habits(
        Dates contactDates,
        Dates conversationDates,
        Duration scrollPatience,
        int scrollPage,
        boolean ghostTags,
        Copies copies) {}
