package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.ProgressTrackingFeed;
import io.kafkaconnect.intercom.metrics.ProgressReporter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import java.time.Clock;
import java.util.function.IntSupplier;

/**
 * Wraps feeds so that their progress is logged and measured.
 *
 * @param limitUsedPercent the percentage of its share of the rate limit that the task uses
 */
record FeedProgress(Clock clock, IntSupplier limitUsedPercent) {

    /** Wraps the feed of a stream that is read whole. */
    Feed ofWhole(StreamContext context, Feed feed) {
        return of(context, feed, "Stream " + context.name(), context.metrics(), ProgressReporter.StartState.BEHIND);
    }

    /**
     * Wraps the feed of a part of a stream.
     *
     * @param what the beginning of each log line
     * @param counts the metrics of this part alone
     */
    Feed of(StreamContext context, Feed feed, String what, StreamMetrics counts, ProgressReporter.StartState start) {
        ProgressReporter progress = new ProgressReporter(what, counts, start, clock, limitUsedPercent);
        context.metrics().read(progress);
        return new ProgressTrackingFeed(feed, progress);
    }
}
