package io.kafkaconnect.intercom.reader.list;

import static io.kafkaconnect.intercom.reader.ScriptedIntercom.failed;
import static io.kafkaconnect.intercom.reader.ScriptedIntercom.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotReaderTest {
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final int MOST_AHEAD = 7;

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final Queue<CompletableFuture<ListPass.Page>> parts = new ArrayDeque<>();
    private final List<String> restarts = new ArrayList<>();
    private final SnapshotReader reader =
            new SnapshotReader(Scripted::new, INTERVAL, clock, () -> {}, new StreamListener() {
                @Override
                public void passRestarted(String reason) {
                    restarts.add(reason);
                }
            });

    /** Returns each page once, to whichever pass requests it. */
    private final class Scripted implements ListPass {
        @Override
        public CompletableFuture<Page> next() {
            return parts.remove();
        }

        @Override
        public int maxAhead() {
            return MOST_AHEAD;
        }
    }

    @Test
    void a_pass_releases_all_entities_and_the_next_one_starts_an_interval_after_its_start() {
        Instant begun = clock.instant();
        part(false, "a", "b");
        part(true, "c");

        assertThat(steps()).containsExactly("begun", "a", "b", "c", "done");
        clock.pass(Duration.ofMinutes(20));
        assertThat(reader.next()).isEqualTo(new ReadStep.Idle(begun.plus(INTERVAL), false));

        clock.pass(Duration.ofMinutes(40));
        part(true);
        assertThat(steps()).containsExactly("begun", "done");
    }

    @Test
    void each_page_is_requested_when_the_previous_one_has_come_even_if_the_task_is_busy() {
        List<CompletableFuture<ListPass.Page>> promised = promise(3);
        reader.next();

        assertThat(parts).hasSize(2);
        promised.get(0).complete(entities(false, "a"));
        assertThat(parts).hasSize(1);
        promised.get(1).complete(entities(true, "b"));

        assertThat(parts).as("asked for after the last").hasSize(1);
        assertThat(steps()).containsExactly("a", "b", "done");
    }

    @Test
    void no_page_is_requested_far_ahead_of_the_task() {
        List<CompletableFuture<ListPass.Page>> promised = promise(3);
        reader.next();
        promised.get(0).complete(entities(false, ids(MOST_AHEAD - 1)));
        promised.get(1).complete(entities(false, "over"));

        reader.next();
        assertThat(parts).hasSize(1);
        reader.next();
        assertThat(parts).isEmpty();
    }

    @Test
    void a_failed_page_is_reported_after_all_earlier_entities_and_ends_prefetching() {
        List<CompletableFuture<ListPass.Page>> promised = promise(3);
        reader.next();
        promised.get(0).complete(entities(false, "a", "b"));
        promised.get(1).completeExceptionally(new ListPass.RestartException("lost"));

        assertThat(steps()).containsExactly("a", "b");
        assertThat(restarts).containsExactly("lost");
        assertThat(parts).hasSize(1);
    }

    @Test
    void a_defect_during_prefetching_is_reported() {
        List<CompletableFuture<ListPass.Page>> promised = promise(1);
        reader.next();
        promised.get(0).complete(entities(false, "a"));
        reader.next();

        assertThatThrownBy(reader::next).hasCauseInstanceOf(NoSuchElementException.class);
    }

    @Test
    void pages_on_other_threads_lose_no_entity_and_wake_the_task() throws InterruptedException {
        int number = 5_000;
        Semaphore signal = new Semaphore(0);
        AtomicInteger asked = new AtomicInteger();
        ListPass pass = () -> CompletableFuture.supplyAsync(() -> {
            int id = asked.incrementAndGet();
            return entities(id == number, String.valueOf(id));
        });
        SnapshotReader awaited =
                new SnapshotReader(() -> pass, INTERVAL, clock, signal::release, new StreamListener() {});
        List<String> taken = new ArrayList<>();

        for (ReadStep step = awaited.next(); !(step instanceof ReadStep.PassFinished); step = awaited.next()) {
            if (step instanceof ReadStep.Item next) {
                taken.add(next.entity().json().path("id").asText());
            } else if (step instanceof ReadStep.Idle) {
                assertThat(signal.tryAcquire(1, TimeUnit.MINUTES)).as("woken").isTrue();
            }
        }

        assertThat(taken)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, number)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    @Test
    void a_broken_pass_restarts_after_a_wait_that_doubles_up_to_five_minutes() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            broken("lost");
            assertThat(reader.next()).isInstanceOf(ReadStep.PassStarted.class);
            ReadStep.Idle waiting = (ReadStep.Idle) reader.next();
            waits.add(Duration.between(clock.instant(), waiting.until()).toSeconds());
            clock.pass(Duration.ofSeconds(waits.get(i)));
        }

        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
        assertThat(restarts).hasSize(11).containsOnly("lost");
    }

    @Test
    void a_complete_pass_resets_the_wait() {
        broken("lost");
        broken("lost");
        part(true);
        broken("lost");
        steps();
        clock.pass(Duration.ofSeconds(1));
        steps();
        clock.pass(Duration.ofSeconds(2));
        assertThat(steps()).containsExactly("begun", "done");
        clock.pass(INTERVAL);
        steps();

        assertThat(reader.next()).isEqualTo(new ReadStep.Idle(clock.instant().plusSeconds(1), false));
    }

    @Test
    void a_broken_pass_never_finishes() {
        part(false, "a");
        broken("lost");
        assertThat(steps()).containsExactly("begun", "a");

        clock.pass(Duration.ofSeconds(1));
        part(true, "b");
        assertThat(steps()).containsExactly("begun", "b", "done");
    }

    @Test
    void a_final_failure_is_thrown_and_the_next_pass_starts_at_its_regular_time() {
        Instant begun = clock.instant();
        parts.add(CompletableFuture.failedFuture(new IntercomException(failed(Request.get("/tags"), 403))));
        part(true, "not asked for");
        reader.next();

        assertThatThrownBy(reader::next).isInstanceOf(IntercomException.class);

        assertThat(reader.next()).isEqualTo(new ReadStep.Idle(begun.plus(INTERVAL), false));
        assertThat(restarts).isEmpty();
        assertThat(parts).hasSize(1);
    }

    private void part(boolean last, String... ids) {
        parts.add(CompletableFuture.completedFuture(entities(last, ids)));
    }

    /** Pages that the test completes. */
    private List<CompletableFuture<ListPass.Page>> promise(int number) {
        List<CompletableFuture<ListPass.Page>> promised = java.util.stream.Stream.generate(
                        CompletableFuture<ListPass.Page>::new)
                .limit(number)
                .toList();
        parts.addAll(promised);
        return promised;
    }

    private static ListPass.Page entities(boolean last, String... ids) {
        return new ListPass.Page(
                List.of(ids).stream().map(id -> json("{id: '" + id + "'}")).toList(), List.of(), Instant.EPOCH, last);
    }

    private static String[] ids(int number) {
        return IntStream.range(0, number).mapToObj(i -> "e" + i).toArray(String[]::new);
    }

    private void broken(String reason) {
        parts.add(CompletableFuture.failedFuture(new ListPass.RestartException(reason)));
    }

    /** All steps of the reader until it is idle. */
    private List<String> steps() {
        List<String> steps = new ArrayList<>();
        while (true) {
            ReadStep step = reader.next();
            if (step instanceof ReadStep.Idle) {
                return steps;
            }
            if (step instanceof ReadStep.Item next) {
                steps.add(next.entity().json().path("id").asText());
            } else {
                steps.add(step instanceof ReadStep.PassStarted ? "begun" : "done");
            }
        }
    }
}
