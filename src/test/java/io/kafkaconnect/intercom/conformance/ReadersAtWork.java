package io.kafkaconnect.intercom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.StreamReader;
import io.kafkaconnect.intercom.reader.list.ContactLookup;
import io.kafkaconnect.intercom.reader.list.EntityReadings;
import io.kafkaconnect.intercom.reader.list.SnapshotReader;
import io.kafkaconnect.intercom.stream.ReaderFactory;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One pass of every stream, with all details, from each kind of cursor: what they ask. */
final class ReadersAtWork {
    private static final Instant NOW = Instant.parse("2026-05-01T08:30:00Z");

    /** The first pass ever; behind by more than can be read newest first; caught up. */
    private static final List<Instant> MARKS =
            List.of(Instant.EPOCH, NOW.minus(Duration.ofDays(30)), NOW.minus(Duration.ofHours(1)));

    /** Rows that a pass does not meet: a membership in a segment that is listed, and in one that is not. Other lists lack their number 7. */
    private static final Map<String, List<String>> UNMET = Map.of(
            "companies", List.of("companies/6762f0971bb69f9f2193bb2d"),
            "admins", List.of("admins/5017692"),
            "tags", List.of("tags/82"),
            "segments", List.of("segments/6762f25c1bb69f9f2193bc24"),
            "segment_members",
                    List.of(
                            "users_segments/67de8abcdb8477d64dcb9c11/6762f25c1bb69f9f2193bc22",
                            "users_segments/67de8abcdb8477d64dcb9c11/6762f25c1bb69f9f2193bc24"));

    private static final ReadPace PACE = new ReadPace(Duration.ofMinutes(1), Duration.ofMinutes(5), 150);

    private final TwoPageIntercom intercom = new TwoPageIntercom(NOW);
    private final ReaderFactory readers =
            new ReaderFactory(intercom, PACE, PACE, false, Clock.fixed(NOW, ZoneOffset.UTC), () -> {});

    static List<Request> requests() {
        ReadersAtWork work = new ReadersAtWork();
        Streams.ALL.forEach(work::readEachWay);
        return work.intercom.asked();
    }

    private void readEachWay(Stream stream) {
        if (stream.isIncremental()) {
            MARKS.forEach(mark -> pass(
                    readers.incremental(
                            stream,
                            Cursor.startingAt(mark),
                            EnumSet.allOf(Enrichment.class),
                            id -> true,
                            StreamListener.NONE),
                    stream));
            readWhole(stream);
        } else if (stream.isRelations()) {
            ContactLookup contacts = readers.contacts(
                    stream, EnumSet.allOf(Enrichment.class), EnumSet.allOf(Enrichment.class), StreamListener.NONE);
            pass(contacts.all(), stream);
            contacts.presence("67de8abcdb8477d64dcb9c11").join();
            contacts.again("67de8abcdb8477d64dcb9c11").join();
            contacts.presenceOfNote("29", "67de8abcdb8477d64dcb9c11", Existence.GONE)
                    .join();
        } else {
            SnapshotReader reader = readers.snapshot(stream, EnumSet.allOf(Enrichment.class), StreamListener.NONE);
            pass(reader, stream);
            UNMET.getOrDefault(stream.name(), List.of(stream.name() + "/7")).forEach(row -> {
                String subject = reader.subject(SentRows.ownerIn(row), row).orElseThrow();
                var unused = reader.look(subject, Set.of(row)).join();
            });
        }
    }

    /** The streams whose entities are compared with the whole list. */
    private void readWhole(Stream stream) {
        Set<Enrichment> details = EnumSet.allOf(Enrichment.class);
        switch (stream.name()) {
            case "conversations" -> readWhole(readers.conversations(details), "515", stream);
            case "tickets" -> readWhole(readers.tickets(details), "615", stream);
            default -> {}
        }
    }

    private static void readWhole(EntityReadings readings, String unmet, Stream stream) {
        pass(readings.all(), stream);
        assertThat(readings.again(unmet).join()).isPresent();
    }

    private static void pass(StreamReader reader, Stream stream) {
        ReadStep step = reader.next();
        while (!(step instanceof ReadStep.PassFinished)) {
            if (step instanceof ReadStep.Idle) {
                throw new AssertionError(stream.name() + " waits, although every reply is there");
            }
            step = reader.next();
        }
    }
}
