package io.kafkaconnect.intercom.delivery;

import io.kafkaconnect.intercom.IntercomSourceConnector;
import io.kafkaconnect.intercom.api.ManualTime;
import io.kafkaconnect.intercom.sandbox.Backend;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.connect.source.SourceTask;

/**
 * A connector and the workspace it reads: what the workspace, the worker and the network do is drawn from one seed, and the same seed
 * tells the same story. What a step draws does not depend on how many follow, so a shorter story is the beginning of a longer one.
 */
public final class Story {
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(3);
    private static final Duration FULL_POLL_INTERVAL = Duration.ofSeconds(8);
    private static final Duration LONGEST_CHANGE = Duration.ofSeconds(5);

    /** The lists that are read by update time. */
    private static final int INCREMENTAL = 4;

    private static final int MOST_TASKS = 8;

    /** A broken list is begun anew after five minutes at most, and there may be a forgotten scroll besides. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("UTC"), ZoneId.of("Europe/Berlin"), ZoneId.of("America/Los_Angeles"));

    /** Makes the task that is tested. */
    @FunctionalInterface
    public interface TaskMaking {
        /** A task in that time and on that line; {@code random} is for what it does at random. */
        SourceTask make(ManualTime time, Line line, Random random);
    }

    /** What may happen to the workspace. */
    public enum Events {
        /** Nothing at all. */
        NONE,
        /** What reaches every table. */
        PROMISED,
        /** Everything; tables that it leaves behind are not looked at. */
        ALL
    }

    private final Random random;
    private final ManualTime time;
    private final Backend backend;
    private final Weather weather;
    private final WorkerModel worker;
    private final IntercomSourceConnector connector = new IntercomSourceConnector();
    private final Set<RandomChange> kinds;
    private final Set<RandomChange> made = EnumSet.noneOf(RandomChange.class);
    private final Traffic traffic = new Traffic();

    /** The beginning. */
    public Story(long seed, Guarantee guarantee, Events events, TaskMaking tasks) {
        random = new Random(seed);
        time = new ManualTime(Instant.parse("2026-03-28T21:30:00Z").plusMillis(random.nextInt(10_000_000)));
        weather = new Weather(random);
        int settle = random.nextInt(4) * 2;
        backend = new Backend(options(settle));
        worker = new WorkerModel(guarantee, random, () -> {
            Line line = new Line(backend, time, weather, traffic);
            return new WorkerModel.Opened(tasks.make(time, line, random), line);
        });
        kinds = switch (events) {
            case NONE -> Set.of();
            case PROMISED -> LeftBehind.promised();
            case ALL -> EnumSet.allOf(RandomChange.class);
        };
        connector.start(settings(settle));
        worker.start(tasks());
    }

    private Options options(int settle) {
        Duration history = List.of(
                        Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofHours(6), Duration.ofDays(40))
                .get(random.nextInt(4));
        Size size = new Size(
                random.nextInt(10),
                random.nextInt(5),
                random.nextInt(4),
                random.nextInt(3),
                random.nextInt(4),
                2,
                random.nextInt(2),
                random.nextInt(7),
                0,
                1.5,
                random.nextInt(3),
                history);
        Options options = new Options()
                .clock(time)
                .seed(random.nextLong())
                .size(size)
                .zone(ZONES.get(random.nextInt(ZONES.size())))
                .indexLag(Duration.ofMillis(random.nextInt(settle * 1_000 + 1)))
                .rateLimitPerMinute(random.nextInt(8) == 0 ? 300 + random.nextInt(2_000) : 0);
        if (random.nextInt(4) == 0) {
            options.contactsBySecond();
        }
        if (random.nextBoolean()) {
            options.inclusiveConversationBounds();
        }
        return options;
    }

    private Map<String, String> settings(int settle) {
        Map<String, String> settings = new HashMap<>();
        settings.put("intercom.access.token", "sandbox-token");
        settings.put("intercom.poll.interval.ms", Long.toString(POLL_INTERVAL.toMillis()));
        settings.put("intercom.full.poll.interval.ms", Long.toString(FULL_POLL_INTERVAL.toMillis()));
        settings.put("intercom.settle.ms", Long.toString(settle * 1_000L));
        settings.put("intercom.page.size", Integer.toString(1 + random.nextInt(6)));
        settings.put("intercom.max.in.flight.requests", Integer.toString(1 + random.nextInt(12)));
        settings.put("intercom.retry.backoff.ms", "200");
        settings.put("intercom.retry.backoff.max.ms", "2000");
        return settings;
    }

    private List<Map<String, String>> tasks() {
        return connector.taskConfigs(random.nextBoolean() ? 1 : 1 + random.nextInt(MOST_TASKS));
    }

    /** So many things happen. */
    public Story goesOn(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        return this;
    }

    private void step() {
        int what = random.nextInt(100);
        if (what < 50) {
            worker.poll(random.nextInt(worker.tasks()));
        } else if (what < 64) {
            time.pass(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 2_000 : 12_000)));
        } else if (what < 65) {
            time.pass(Duration.ofHours(random.nextInt(80)));
        } else if (what < 84) {
            change();
        } else if (what < 88) {
            worker.crash(random.nextInt(worker.tasks()));
        } else if (what < 91) {
            worker.pollAndCrash(random.nextInt(worker.tasks()));
        } else if (what < 94) {
            worker.crash(tasks());
        } else if (what < 96) {
            worker.restart(tasks());
        } else {
            weather.storm(random.nextBoolean());
        }
    }

    /** Now or while something else happens; of many kinds, or of one and in one second. */
    private void change() {
        Duration delay = random.nextBoolean()
                ? Duration.ZERO
                : Duration.ofMillis(random.nextInt((int) LONGEST_CHANGE.toMillis()));
        Random dice = new Random(random.nextLong());
        boolean bulk = random.nextInt(5) == 0;
        int count = bulk ? 12 : 1 + random.nextInt(3);
        if (kinds.isEmpty()) {
            return;
        }
        time.after(delay, () -> {
            Set<RandomChange> choice = kinds;
            if (bulk) {
                List<RandomChange> all = List.copyOf(kinds);
                choice = EnumSet.of(all.get(dice.nextInt(all.size())));
            }
            made.addAll(backend.changes().random(dice, count, choice));
        });
    }

    /** Everything becomes quiet, and is read to its end; then nothing more comes, and being idle costs next to nothing. */
    public void ends() {
        weather.storm(false);
        time.pass(LONGEST_CHANGE);
        readsToTheEnd();
        idles();
        worker.restart(tasks());
        if (!isQuiet(FULL_POLL_INTERVAL.multipliedBy(2))) {
            throw new AssertionError("Something comes again after a restart");
        }
    }

    /** Until every list has been read twice and brought nothing. */
    private void readsToTheEnd() {
        Instant patience = time.instant().plus(PATIENCE);
        int quiet = 0;
        while (quiet < 2) {
            if (time.instant().isAfter(patience)) {
                throw new AssertionError("Never becomes quiet");
            }
            traffic.clear();
            boolean nothingCame = isQuiet(FULL_POLL_INTERVAL.plus(POLL_INTERVAL));
            boolean segments = !backend.workspace().segments().all().isEmpty();
            quiet = nothingCame && traffic.isComplete(segments) ? quiet + 1 : 0;
        }
        List<String> differences = worker.topics().differences(Truth.of(backend.workspace()), LeftBehind.tables(made));
        if (!differences.isEmpty()) {
            throw new AssertionError("Differs from the source: " + differences);
        }
    }

    private void idles() {
        traffic.clear();
        Instant begin = time.instant();
        if (!isQuiet(POLL_INTERVAL.multipliedBy(4))) {
            throw new AssertionError("Something comes again though nothing happens");
        }
        long intervals = Duration.between(begin, time.instant()).dividedBy(POLL_INTERVAL) + 1;
        if (traffic.details() > 0 || traffic.incremental() > INCREMENTAL * intervals) {
            throw new AssertionError("Being idle for " + intervals + " intervals costs " + traffic.incremental()
                    + " pages, " + traffic.details() + " details");
        }
    }

    /** Polls for so long; whether nothing came. */
    private boolean isQuiet(Duration duration) {
        int before = worker.batches();
        Instant end = time.instant().plus(duration);
        while (time.instant().isBefore(end)) {
            for (int i = 0; i < worker.tasks(); i++) {
                worker.poll(i);
            }
        }
        worker.flush();
        return worker.batches() == before;
    }

    /** Where a row came more or less often than once. */
    public List<String> notOnce() {
        List<String> notOnce = new ArrayList<>();
        Truth.of(backend.workspace())
                .forEach((table, rows) -> rows.keySet().forEach(key -> {
                    int times = worker.topics().times(table).getOrDefault(key, 0);
                    if (times != 1) {
                        notOnce.add(table + key + " came " + times + " times");
                    }
                }));
        return notOnce;
    }
}
