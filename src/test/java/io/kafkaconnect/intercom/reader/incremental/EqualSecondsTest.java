package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Hundreds of entities with one update time, as a bulk change leaves them. */
class EqualSecondsTest {
    private static final Instant SECOND = Instant.parse("2026-05-01T11:59:00Z");
    private static final int MANY = 400;

    private final ManualClock clock = new ManualClock(SECOND.toString());

    enum Kind {
        CONTACTS_BY_DAY,
        CONTACTS_BY_SECOND,
        CONVERSATIONS
    }

    @ParameterizedTest
    @EnumSource
    void a_second_that_ends_anywhere_on_a_page_is_sent_whole_and_once(Kind kind) {
        for (int before = 0; before < 7; before++) {
            ModelIntercom intercom = intercom(kind);
            Set<String> all = bulk(intercom, 40, before, 3);
            ModelReading reading = reading(intercom, kind, 7, Instant.EPOCH);

            clock.pass(Duration.ofSeconds(60));
            reading.passes(6);

            assertThat(reading.releasedIds()).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    /** First right after the second, when it is still within the settling time, then long after it, when the mark moves into it. */
    @ParameterizedTest
    @EnumSource
    void a_task_that_dies_after_any_number_of_a_second_goes_on_with_the_rest_and_nothing_else(Kind kind) {
        for (int secondsLater : new int[] {3, 300}) {
            for (int deadAfter = 0; deadAfter <= 46; deadAfter++) {
                ModelIntercom intercom = intercom(kind);
                Set<String> all = bulk(intercom, 40, 3, 3);
                clock.pass(Duration.ofSeconds(secondsLater));
                ModelReading reading = reading(intercom, kind, 7, SECOND.minusSeconds(1000));
                while (reading.released().size() < deadAfter) {
                    reading.next();
                }

                reading.restarts();
                reading.passes(6);

                assertThat(reading.releasedIds())
                        .as("dead after %d, %d seconds later", deadAfter, secondsLater)
                        .containsExactlyInAnyOrderElementsOf(all);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void hundreds_of_one_second_come_once_though_the_task_dies_again_and_again(Kind kind) {
        ModelIntercom intercom = intercom(kind);
        Set<String> all = bulk(intercom, MANY, 10, 10);
        clock.pass(Duration.ofSeconds(60));
        ModelReading reading = reading(intercom, kind, 150, SECOND.minusSeconds(1000));
        for (int next = 37; next < MANY; next += 37) {
            while (reading.released().size() < next) {
                reading.next();
            }
            reading.restarts();
        }
        reading.passes(6);

        assertThat(reading.releasedIds()).containsExactlyInAnyOrderElementsOf(all);
    }

    /** An index takes up a bulk change bit by bit, and polls come in between. */
    @ParameterizedTest
    @CsvSource({"1, false", "3, false", "7, false", "1, true", "3, true", "7, true"})
    void hundreds_of_one_second_that_become_searchable_over_several_polls_come_once(int perMilli, boolean dies) {
        for (Kind kind : Kind.values()) {
            ModelIntercom intercom = intercom(kind);
            Set<String> all = new HashSet<>();
            Instant second = clock.instant();
            for (int i = 0; i < MANY; i++) {
                String id = shuffled(i);
                all.add(id);
                intercom.changes(id, second.plusMillis(i % 1000), Duration.ofMillis((i * perMilli * 17) % 20_000));
            }
            ModelReading reading = reading(intercom, kind, 50, second.minusSeconds(1000));
            for (int i = 0; i < 30; i++) {
                clock.pass(Duration.ofMillis(990));
                reading.takes();
                if (dies) {
                    reading.restarts();
                }
            }
            reading.passes(3);

            assertThat(reading.releasedIds()).as(kind.name()).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    /** The client halves a page that Intercom took too long over, and the size grows again later. */
    @ParameterizedTest
    @EnumSource
    void a_page_that_is_made_smaller_in_the_middle_of_a_second_skips_none_of_it(Kind kind) {
        for (int shrinks = 0; shrinks < 8; shrinks++) {
            ModelIntercom intercom = intercom(kind);
            Set<String> all = bulk(intercom, 150, 5, 5);
            clock.pass(Duration.ofSeconds(60));
            int from = shrinks;
            int[] lists = {0};
            intercom.sends(request -> request.method() == Request.Method.POST && lists[0]++ >= from
                    ? withPageSize(request, Math.max(5, request.pageSize() / 2))
                    : request);
            ModelReading reading = reading(intercom, kind, 40, SECOND.minusSeconds(1000));
            while (reading.released().size() < 60) {
                reading.next();
            }
            reading.restarts();
            reading.passes(6);

            assertThat(reading.releasedIds())
                    .as("smaller from page %d on", from)
                    .containsExactlyInAnyOrderElementsOf(all);
        }
    }

    /** Entities of one second, of all its milliseconds, whose ids say nothing of their order; and some a second before and after. */
    private Set<String> bulk(ModelIntercom intercom, int many, int before, int after) {
        Set<String> all = new HashSet<>();
        Instant second = clock.instant();
        for (int i = 0; i < many + before + after; i++) {
            int off = i < before ? -1 : i < before + after ? 1 : 0;
            String id = shuffled(i);
            all.add(id);
            intercom.changes(id, second.plusSeconds(off).plusMillis(i % 5 * 200L), Duration.ZERO);
        }
        return all;
    }

    private static final List<String> IDS = ids();

    private static List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ids.add("id" + i);
        }
        Collections.shuffle(ids, new Random(1));
        return ids;
    }

    private static String shuffled(int number) {
        return IDS.get(number);
    }

    private ModelIntercom intercom(Kind kind) {
        return switch (kind) {
            case CONTACTS_BY_DAY -> ModelIntercom.ofContactsByDay(clock, "Pacific/Chatham");
            case CONTACTS_BY_SECOND -> ModelIntercom.ofContactsBySecond(clock);
            case CONVERSATIONS -> ModelIntercom.ofConversations(clock);
        };
    }

    private ModelReading reading(ModelIntercom intercom, Kind kind, int pageSize, Instant since) {
        return new ModelReading(intercom, clock, kind != Kind.CONVERSATIONS, pageSize, since);
    }

    private static Request withPageSize(Request request, int size) {
        var body = request.body().deepCopy();
        body.withObject("/pagination").put("per_page", size);
        return Request.post(request.path(), body);
    }
}
