package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.message.Remedy;
import io.kafkaconnect.intercom.reader.ReadStep;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A stream that outlives what Intercom refuses: the feed that was refused is given up, and after a pause another one begins from where the stream
 * is, as after a restart. The other streams of the task notice nothing. A token that is refused is not the stream's trouble, and neither is a
 * missing permission without which the task is to go on.
 */
public final class RestartingFeed implements Feed {
    private final String stream;
    private final Supplier<Feed> beginning;
    private final Runnable givenUp;
    private final RefusalPolicy refusals;
    private final PermissionPolicy missingPermission;
    private Feed feed;

    /**
     * Begins.
     *
     * @param beginning makes a feed from where the stream is
     * @param givenUp run when the feed that was made last is asked for nothing more
     */
    public RestartingFeed(
            String stream,
            Supplier<Feed> beginning,
            Runnable givenUp,
            RefusalPolicy refusals,
            PermissionPolicy missingPermission) {
        this.stream = stream;
        this.beginning = beginning;
        this.givenUp = givenUp;
        this.refusals = refusals;
        this.missingPermission = missingPermission;
        this.feed = beginning.get();
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public ReadStep.Idle fill(Batch batch) {
        if (refusals.isPausing()) {
            return new ReadStep.Idle(refusals.again(), false);
        }
        if (feed == null) {
            feed = beginning.get();
        }
        try {
            ReadStep.Idle waiting = feed.fill(batch);
            refusals.wasRead();
            return waiting;
        } catch (IntercomException reason) {
            return stuck(reason);
        }
    }

    private ReadStep.Idle stuck(IntercomException reason) {
        // A refused token and a wrong certificate are the whole task's.
        boolean isEverybodys = reason.reply() instanceof Reply.Unauthorized
                || reason.reply().failure().word().isCertificate();
        if (isEverybodys) {
            throw new ConnectException(Remedy.on(stream, reason), reason);
        }
        if (reason.reply() instanceof Reply.Forbidden && missingPermission.isSkipped()) {
            missingPermission.skipped(stream, stream, Remedy.missing(stream, reason));
            return new ReadStep.Idle(Instant.MAX, false);
        }
        feed = null;
        givenUp.run();
        refusals.refused(reason);
        return new ReadStep.Idle(refusals.again(), false);
    }
}
