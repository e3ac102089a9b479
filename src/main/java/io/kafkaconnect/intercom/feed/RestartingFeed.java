package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.message.Remedy;
import io.kafkaconnect.intercom.reader.ReadStep;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Restarts a stream that Intercom refuses: drops the refused feed and, after a pause, makes another one from the stream's present offset. The
 * other streams of the task continue. A refused token fails the whole task. A missing permission only stops the stream, if the settings say so.
 */
public final class RestartingFeed implements Feed {
    private final String stream;
    private final Supplier<Feed> start;
    private final Runnable onStop;
    private final RefusalPolicy refusals;
    private final PermissionPolicy missingPermission;
    private Feed feed;

    /**
     * Makes the first feed.
     *
     * @param start makes a feed from the stream's present offset
     * @param onStop runs when a feed is dropped
     */
    public RestartingFeed(
            String stream,
            Supplier<Feed> start,
            Runnable onStop,
            RefusalPolicy refusals,
            PermissionPolicy missingPermission) {
        this.stream = stream;
        this.start = start;
        this.onStop = onStop;
        this.refusals = refusals;
        this.missingPermission = missingPermission;
        this.feed = start.get();
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public ReadStep.Idle fill(Batch batch) {
        if (refusals.isPausing()) {
            return new ReadStep.Idle(refusals.pauseEnd(), false);
        }
        if (feed == null) {
            feed = start.get();
        }
        try {
            ReadStep.Idle waiting = feed.fill(batch);
            refusals.wasRead();
            return waiting;
        } catch (IntercomException reason) {
            return refused(reason);
        }
    }

    private ReadStep.Idle refused(IntercomException reason) {
        // A refused token and a wrong certificate concern all streams.
        boolean concernsAllStreams = reason.reply() instanceof Reply.Unauthorized
                || reason.reply().failure().origin().isCertificate();
        if (concernsAllStreams) {
            throw new ConnectException(Remedy.on(stream, reason), reason);
        }
        if (reason.reply() instanceof Reply.Forbidden && missingPermission.isSkipped()) {
            missingPermission.skipped(stream, stream, Remedy.missing(stream, reason));
            return new ReadStep.Idle(Instant.MAX, false);
        }
        feed = null;
        onStop.run();
        refusals.refused(reason);
        return new ReadStep.Idle(refusals.pauseEnd(), false);
    }
}
