package io.kafkaconnect.intercom.conformance;

import io.kafkaconnect.intercom.api.Request;
import io.kafkaconnect.intercom.stream.Contacts;
import io.kafkaconnect.intercom.stream.Cursor;
import io.kafkaconnect.intercom.stream.Detail;
import io.kafkaconnect.intercom.stream.Pace;
import io.kafkaconnect.intercom.stream.Reader;
import io.kafkaconnect.intercom.stream.Readers;
import io.kafkaconnect.intercom.stream.Step;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.StreamListener;
import io.kafkaconnect.intercom.stream.Streams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;

/** One pass of every stream, with all details, from each kind of cursor: what they ask. */
final class ReadersAtWork {
    private static final Instant NOW = Instant.parse("2026-05-01T08:30:00Z");

    /** The first pass ever; behind by more than can be read newest first; caught up. */
    private static final List<Instant> MARKS =
            List.of(Instant.EPOCH, NOW.minus(Duration.ofDays(30)), NOW.minus(Duration.ofHours(1)));

    private static final Pace PACE = new Pace(Duration.ofMinutes(1), Duration.ofMinutes(5), 150);

    private final ScriptedIntercom intercom = new ScriptedIntercom(NOW);
    private final Readers readers =
            new Readers(intercom, PACE, PACE, false, Clock.fixed(NOW, ZoneOffset.UTC), () -> {});

    static List<Request> requests() {
        ReadersAtWork work = new ReadersAtWork();
        Streams.ALL.forEach(work::readEachWay);
        return work.intercom.asked();
    }

    private void readEachWay(Stream stream) {
        if (stream.isIncremental()) {
            MARKS.forEach(mark -> pass(
                    readers.incremental(
                            stream, Cursor.startingAt(mark), EnumSet.allOf(Detail.class), StreamListener.NONE),
                    stream));
        } else if (stream.isRelations()) {
            Contacts contacts = readers.contacts(stream, EnumSet.allOf(Detail.class), StreamListener.NONE);
            pass(contacts.all(), stream);
            contacts.presence("67de8abcdb8477d64dcb9c11").join();
        } else {
            pass(readers.snapshot(stream, StreamListener.NONE), stream);
        }
    }

    private static void pass(Reader reader, Stream stream) {
        Step step = reader.next();
        while (!(step instanceof Step.PassDone)) {
            if (step instanceof Step.Waiting) {
                throw new AssertionError(stream.name() + " waits, although every reply is there");
            }
            step = reader.next();
        }
    }
}
