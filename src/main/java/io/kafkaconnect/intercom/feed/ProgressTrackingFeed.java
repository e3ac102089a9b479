package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.metrics.ProgressReporter;
import io.kafkaconnect.intercom.reader.ReadStep;

/** A feed that updates its progress report after each call. */
public record ProgressTrackingFeed(Feed feed, ProgressReporter progress) implements Feed {

    @Override
    public ReadStep.Idle fill(Batch batch) {
        ReadStep.Idle waiting = feed.fill(batch);
        progress.update();
        return waiting;
    }

    @Override
    public String stream() {
        return feed.stream();
    }
}
