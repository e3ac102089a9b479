package io.kafkaconnect.intercom.reader.incremental;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.CursorCodec;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.enrich.ContactEnricher;
import io.kafkaconnect.intercom.reader.enrich.ConversationEnricher;
import io.kafkaconnect.intercom.reader.enrich.EnrichmentCalls;
import io.kafkaconnect.intercom.reader.page.Listing;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A reader of a {@link ModelIntercom}, what it released, and how it goes on after a restart. */
public final class ModelReading {
    static final Duration INTERVAL = Duration.ofSeconds(5);
    static final Duration SETTLE = Duration.ofSeconds(20);

    private static final CursorCodec CODEC = new CursorCodec("updated_at");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ModelIntercom intercom;
    private final ManualClock clock;
    private final Clock workers;
    private final boolean contacts;
    private final int pageSize;
    private final List<Released> released = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private final List<Boolean> largeDays = new ArrayList<>();
    private IncrementalReader reader;
    private int passes;

    /** What was released, and in which pass. */
    record Released(String id, int number, long second, int pass) {}

    ModelReading(ModelIntercom intercom, ManualClock clock, boolean contacts, int pageSize, Instant since) {
        this(intercom, clock, clock, contacts, pageSize, since);
    }

    /** The worker's clock may tell another time. */
    ModelReading(
            ModelIntercom intercom, ManualClock clock, Clock workers, boolean contacts, int pageSize, Instant since) {
        this.intercom = intercom;
        this.clock = clock;
        this.workers = workers;
        this.contacts = contacts;
        this.pageSize = pageSize;
        this.reader = reader(Cursor.startingAt(since));
    }

    List<Released> released() {
        return released;
    }

    /** What the listener heard. */
    List<String> heard() {
        return heard;
    }

    /** How many are parked because they are refused. */
    int refused() {
        return reader.refused().count();
    }

    /** Whether a day was large, each time that it changed. */
    List<Boolean> largeDays() {
        return largeDays;
    }

    int passes() {
        return passes;
    }

    Cursor cursor() {
        return reader.cursor();
    }

    List<String> releasedIds() {
        return released.stream().map(Released::id).toList();
    }

    /** Somebody noticed an entity that was not listed. */
    void missed(String id, long updated) {
        reader.missed(id, updated);
    }

    /** One step. */
    ReadStep next() {
        ReadStep step = reader.next();
        if (step instanceof ReadStep.Item next) {
            var json = next.entity().json();
            released.add(new Released(
                    json.path("id").asText(),
                    json.path("number").asInt(),
                    json.path("updated_at").asLong(),
                    passes));
        } else if (step instanceof ReadStep.PassFinished) {
            passes++;
        }
        return step;
    }

    /** All that can be had now, without waiting. */
    void takes() {
        while (!(next() instanceof ReadStep.Idle)) {}
    }

    /** As many passes. */
    void passes(int number) {
        for (int i = 0; i < number; i++) {
            pass();
        }
    }

    /** As long as an entity is looked at for news of it. */
    void passesOfHours() {
        for (int i = 0; i < 6; i++) {
            clock.pass(Duration.ofHours(1));
            pass();
        }
    }

    /** All that Intercom was asked is answered, until the pass is over. */
    void pass() {
        clock.pass(INTERVAL);
        int before = passes;
        while (passes == before) {
            if (next() instanceof ReadStep.Idle) {
                if (intercom.waiting() > 0) {
                    intercom.answer(0);
                } else {
                    clock.pass(Duration.ofSeconds(1));
                }
            }
        }
    }

    /** The task is killed and goes on from what was stored with the last record. */
    void restarts() {
        goesOnFrom(offset());
    }

    /** What is stored with the last record. */
    Map<String, Object> offset() {
        return CODEC.encode(reader.cursor());
    }

    /** Somebody stores another offset while the task is stopped. */
    void goesOnFrom(Map<String, Object> offset) {
        reader = reader(CODEC.decode(stored(offset)));
        passes++;
    }

    /** As Connect stores it: through JSON, after which a small number is an Integer. */
    public static Map<String, Object> stored(Map<String, Object> offset) {
        try {
            return JSON.readValue(JSON.writeValueAsString(offset), new TypeReference<>() {});
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static EnrichmentCalls none(IntercomApi vouched) {
        return new EnrichmentCalls(vouched, Set.of(), false, StreamListener.NONE);
    }

    private IncrementalReader reader(Cursor cursor) {
        IntercomApi vouched = new VouchedDates(intercom, workers);
        EnrichmentCalls calls = new EnrichmentCalls(
                vouched, Enrichment.neededBy(List.of("conversation_parts")), false, StreamListener.NONE);
        return new IncrementalReader(
                vouched,
                contacts ? new Listing.Contacts(intercom.role()) : Listing.conversations(),
                contacts
                        ? new ContactEnricher(none(vouched), intercom.role())
                        : new ConversationEnricher(calls, StreamListener.NONE),
                cursor,
                new ReadPace(INTERVAL, SETTLE, pageSize),
                false,
                workers,
                () -> {},
                new Heard());
    }

    private final class Heard implements StreamListener {
        @Override
        public void vanished() {
            heard.add("vanished");
        }

        @Override
        public void parked(String id, Failure failure) {
            heard.add("parked " + id + " " + failure.status());
        }

        @Override
        public void held(int parked) {
            heard.add("held " + parked);
        }

        @Override
        public void dayIsLarge(boolean isLarge) {
            if (largeDays.isEmpty() || largeDays.get(largeDays.size() - 1) != isLarge) {
                largeDays.add(isLarge);
            }
        }

        @Override
        public void untimed(String id) {
            heard.add("untimed " + id);
        }

        @Override
        public void malformed(String reason) {
            heard.add("malformed");
        }
    }
}
