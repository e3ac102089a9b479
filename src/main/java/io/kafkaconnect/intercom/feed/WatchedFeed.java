package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.metrics.PassProgress;
import io.kafkaconnect.intercom.reader.Step;

/** A feed whose progress is looked at whenever it was asked for more. */
public record WatchedFeed(Feed feed, PassProgress progress) implements Feed {

    @Override
    public Step.Waiting fill(Batch batch) {
        Step.Waiting waiting = feed.fill(batch);
        progress.look();
        return waiting;
    }

    @Override
    public String stream() {
        return feed.stream();
    }
}
