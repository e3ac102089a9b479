package io.kafkaconnect.intercom.simulation;

import io.kafkaconnect.intercom.IntercomSourceConnector;
import io.kafkaconnect.intercom.sandbox.Backend;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.support.ManualClock;
import io.kafkaconnect.intercom.table.dictionary.Tables;
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
import java.util.SortedMap;
import java.util.TreeSet;
import org.apache.kafka.connect.source.SourceTask;

/**
 * A connector and the workspace it reads: what the workspace, the worker and the network do is drawn from one seed, and the same seed
 * tells the same story. What a step draws does not depend on how many follow, so a shorter story is the beginning of a longer one.
 */
public final class Scenario {
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(3);
    /** A first page may be asked for again: so many times that all lists begin are two readings of each at least. */
    private static final int QUIET = 4;

    private static final Duration FULL_POLL_INTERVAL = Duration.ofSeconds(8);
    private static final Duration LONGEST_CHANGE = Duration.ofSeconds(5);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(25);

    /** From one pass that looks back to the next. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);

    /** The streams that are read by update time, and what that is called in their offsets. */
    private static final Map<String, String> INCREMENTAL = Map.of(
            "users", "updated_at",
            "leads", "updated_at",
            "conversations", "updated_at",
            "conversations_deleted", "deleted_at");

    private static final String WORKSPACE = "sandbox1";

    private static final int MOST_TASKS = 8;

    /** A broken list is begun anew after five minutes at most, and there may be a forgotten scroll besides. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final List<Duration> HISTORIES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(20), Duration.ofHours(6), Duration.ofDays(40));

    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("UTC"), ZoneId.of("Europe/Berlin"), ZoneId.of("America/Los_Angeles"));

    /** Makes the task that is tested. */
    @FunctionalInterface
    public interface TaskMaking {
        /** A task in that time and on that line; {@code random} is for what it does at random. */
        SourceTask make(ManualClock time, SimulatedTransport line, Random random);
    }

    /** What may happen to the workspace. */
    public enum Events {
        /** Nothing at all. */
        NONE,
        /** Everything. */
        ALL
    }

    private final Random random;
    private final Statistics figures;
    /** Whether notes and events leave the update time of their contact alone. */
    private final boolean isSilent;

    /** Whether the connector uses searches that API 2.17 has. */
    private boolean isOfLaterApi;

    private final ManualClock time;
    private final Backend backend;
    private final NetworkConditions weather;
    private final Set<Trouble> circumstances;
    private final WorkerModel worker;
    private final IntercomSourceConnector connector = new IntercomSourceConnector();
    private final DesiredConfig wishes;
    private final Map<String, String> settings;
    private final Events events;
    private final Set<RandomChange> kinds;
    private final RequestLog traffic = new RequestLog();

    /** The beginning, with the troubles that are drawn today. */
    public Scenario(long seed, DeliveryGuarantee guarantee, Events events, TaskMaking tasks, Statistics figures) {
        this(seed, guarantee, events, tasks, figures, new Plot(Trouble.told(), 4, false));
    }

    /** The beginning of a story of that trouble alone, which befalls every other request that it can befall; all tables are wanted. */
    public static Scenario of(Trouble trouble, Events events, long seed, TaskMaking tasks, Statistics figures) {
        return new Scenario(
                seed, DeliveryGuarantee.EXACTLY_ONCE, events, tasks, figures, new Plot(EnumSet.of(trouble), 2, true));
    }

    /** What troubles there are, how many requests meet one, and whether all there is is wanted. */
    private record Plot(Set<Trouble> kinds, int oneIn, boolean everything) {}

    private Scenario(
            long seed, DeliveryGuarantee guarantee, Events events, TaskMaking tasks, Statistics figures, Plot plot) {
        this.events = events;
        this.figures = figures;
        figures.story();
        random = new Random(seed);
        time = new ManualClock(Instant.parse("2026-03-28T21:30:00Z").plusMillis(random.nextInt(10_000_000)));
        circumstances = circumstances(plot.kinds());
        weather = new NetworkConditions(random, plot.kinds(), plot.oneIn());
        isSilent = random.nextInt(4) == 0;
        int settle = random.nextInt(4) * 2;
        Duration history = HISTORIES.get(random.nextInt(HISTORIES.size()));
        backend = new Backend(options(seed, settle, history));
        worker = new WorkerModel(guarantee, random, figures, () -> {
            SimulatedTransport line =
                    new SimulatedTransport(backend, time, weather, traffic, figures).of(isOfLaterApi ? "2.17" : "2.16");
            return new WorkerModel.Opened(tasks.make(time, line, random), line);
        });
        kinds = switch (events) {
            case NONE -> Set.of();
            case ALL -> EnumSet.allOf(RandomChange.class);
        };
        settings = settings(settle, guarantee);
        plot.kinds().forEach(kind -> settings.putAll(kind.settings()));
        wishes = new DesiredConfig(random, time.instant(), history, plot.everything());
        if (circumstances.contains(Trouble.DROPPED_RECORDS)) {
            worker.drop(Truth.TABLES.get(random.nextInt(Truth.TABLES.size())));
        }
        // A search that lags shows contacts as they were, too, and a single GET as they are.
        if (settle > 0
                || circumstances.contains(Trouble.STALE_COPIES)
                || circumstances.contains(Trouble.SLOW_CONTACTS)) {
            worker.hasStaleCopies();
        }
        configure();
        worker.start(tasks());
    }

    /** A single one is always there, of several some. */
    private Set<Trouble> circumstances(Set<Trouble> kinds) {
        Set<Trouble> drawn = EnumSet.noneOf(Trouble.class);
        for (Trouble kind : kinds) {
            if (kind.isCircumstance() && (kinds.size() == 1 || random.nextInt(4) == 0)) {
                drawn.add(kind);
            }
        }
        return drawn;
    }

    private Options options(long seed, int settle, Duration history) {
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
                .appId(WORKSPACE)
                .clock(time)
                .seed(random.nextLong())
                .size(size)
                .zone(ZONES.get(random.nextInt(ZONES.size())))
                .indexLag(Duration.ofMillis(random.nextInt(settle * 1_000 + 1)))
                .scrollPage(1 + random.nextInt(3))
                .rateLimitPerMinute(random.nextInt(8) == 0 ? 300 + random.nextInt(2_000) : 0);
        if (random.nextInt(4) == 0) {
            options.contactsBySecond();
            // A new draw would change every story.
            isOfLaterApi = seed % 2 == 0;
        }
        if (isSilent) {
            options.relationsLeaveContactAlone();
        }
        if (random.nextBoolean()) {
            options.inclusiveConversationBounds();
        }
        circumstances.forEach(kind -> kind.on(options));
        return options;
    }

    private Map<String, String> settings(int settle, DeliveryGuarantee guarantee) {
        Map<String, String> settings = new HashMap<>();
        settings.put("intercom.access.token", "sandbox-token");
        settings.put("intercom.poll.interval.ms", Long.toString(POLL_INTERVAL.toMillis()));
        settings.put("intercom.full.poll.interval.ms", Long.toString(FULL_POLL_INTERVAL.toMillis()));
        if (isOfLaterApi) {
            settings.put("intercom.api.version", "2.17");
        }
        settings.put("intercom.settle.ms", Long.toString(settle * 1_000L));
        settings.put("intercom.page.size", Integer.toString(1 + random.nextInt(6)));
        settings.put("intercom.max.in.flight.requests", Integer.toString(1 + random.nextInt(12)));
        settings.put("intercom.retry.backoff.ms", "200");
        settings.put("intercom.retry.backoff.max.ms", "2000");
        if (isSilent) {
            settings.put("intercom.events.refresh.interval.ms", Long.toString(FULL_POLL_INTERVAL.toMillis()));
        }
        if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
            settings.put("exactly.once.support", "required");
        }
        return settings;
    }

    private void configure() {
        Map<String, String> given = new HashMap<>(settings);
        given.putAll(wishes.settings());
        connector.start(given);
        worker.repetition().want(wishes.tables());
    }

    private List<Map<String, String>> tasks() {
        return connector.taskConfigs(random.nextBoolean() ? 1 : 1 + random.nextInt(MOST_TASKS));
    }

    /** So many things happen. */
    public Scenario goesOn(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        return this;
    }

    /** What is there is read for so long in a storm. */
    public Scenario isReadInAStorm(Duration duration) {
        storm(true);
        isQuiet(duration);
        return this;
    }

    private void step() {
        int what = random.nextInt(100);
        if (what < 47) {
            worker.poll(random.nextInt(worker.tasks()));
        } else if (what < 61) {
            time.pass(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 2_000 : 12_000)));
        } else if (what < 62) {
            time.pass(Duration.ofHours(random.nextInt(80)));
        } else if (what < 81) {
            change();
        } else if (what < 85) {
            worker.crash(random.nextInt(worker.tasks()));
        } else if (what < 88) {
            worker.pollAndCrash(random.nextInt(worker.tasks()));
        } else if (what < 91) {
            worker.crash(tasks());
        } else if (what < 93) {
            worker.restart(tasks());
        } else if (what < 96) {
            reconfigure();
        } else {
            storm(random.nextBoolean());
        }
    }

    private void storm(boolean begins) {
        weather.storm(begins);
        if (weather.isPoisonous()) {
            worker.repetition().mayBeIncomplete();
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
        time.schedule(delay, () -> {
            Set<RandomChange> choice = kinds;
            if (bulk) {
                List<RandomChange> all = List.copyOf(kinds);
                choice = EnumSet.of(all.get(dice.nextInt(all.size())));
            }
            backend.changes().random(dice, count, choice);
            figures.changes(count);
        });
    }

    /** The user wants more, or less, or something again. */
    private void reconfigure() {
        figures.reconfiguration();
        worker.stop();
        int what = events == Events.NONE ? 0 : random.nextInt(5);
        if (what == 0) {
            // Where a backfill is under way it begins anew.
            List<String> pending =
                    INCREMENTAL.keySet().stream().filter(this::isPending).toList();
            if (events != Events.NONE || pending.isEmpty()) {
                pending.forEach(worker.repetition()::again);
                wishes.earlierSince();
            }
        } else if (what == 1) {
            wishes.removeTables();
        } else if (what == 2) {
            rewind(List.copyOf(new TreeSet<>(INCREMENTAL.keySet())).get(random.nextInt(INCREMENTAL.size())));
        } else {
            for (String table : wishes.addTables()) {
                Tables.named(table).orElseThrow().streams().stream()
                        .filter(INCREMENTAL::containsKey)
                        .forEach(worker.repetition()::again);
            }
        }
        configure();
        worker.start(tasks());
    }

    /** Whether the stored offset of a stream says that rows up to some time are sent again: a restart then repeats those that came since. */
    private boolean isSendingAgain() {
        return INCREMENTAL.keySet().stream()
                .map(stream -> worker.offsets().offset(partition(stream)))
                .filter(offset -> offset != null && offset.containsKey("memory"))
                .anyMatch(offset -> !offset.get("memory").toString().contains("/" + Instant.EPOCH + "/"));
    }

    private boolean isPending(String stream) {
        Map<String, Object> offset = worker.offsets().offset(partition(stream));
        return offset != null && offset.containsKey("backfill_tables");
    }

    /** A person sets the offset of a stream back, but not further than is wanted at all; or deletes it. */
    private void rewind(String stream) {
        Map<String, String> partition = partition(stream);
        Map<String, Object> offset = worker.offsets().offset(partition);
        if (offset == null) {
            return;
        }
        worker.repetition().again(stream);
        if (circumstances.contains(Trouble.STALE_COPIES)) {
            // What is read as if it never had been sent may be an old copy.
            worker.topics().mayGoBack();
        }
        if (random.nextInt(3) == 0) {
            worker.offsets().delete(partition);
            return;
        }
        String timeKey = INCREMENTAL.get(stream);
        Instant back = Instant.parse((String) offset.get(timeKey)).minusSeconds(random.nextInt(100_000));
        offset.put(timeKey, (back.isBefore(wishes.since()) ? wishes.since() : back).toString());
        offset.remove("sent");
        connector.alterOffsets(settings, Map.of(partition, offset));
        worker.offsets().store(partition, offset);
    }

    static Map<String, String> partition(String stream) {
        // Offsets are stored under the bytes of the partition's JSON: made like this, the keys have the order that the
        // connector's have.
        Map<String, String> partition = new HashMap<>();
        partition.put("workspace", WORKSPACE);
        partition.put("stream", stream);
        return partition;
    }

    /**
     * Everything becomes quiet, and is read to its end; then the topics hold what the source does, nothing more comes, and being idle
     * costs next to nothing, all that after a restart as well.
     */
    public void ends() {
        storm(false);
        backend.copies().catchUp();
        time.pass(LONGEST_CHANGE);
        if (circumstances.contains(Trouble.SLOW_CONTACTS)) {
            // A pass that looks back finds what the search has shown late.
            time.pass(Trouble.Circumstance.SLOWEST.plus(LOOK_BACK));
        }
        if (weather.hasStormed() || circumstances.contains(Trouble.STALE_COPIES)) {
            // What was refused or stale is asked for again with growing pauses, of a day at most.
            time.pass(LONGEST_PAUSE);
        }
        readsToTheEnd();
        isWhole();
        idles();
        worker.restart(tasks());
        int before = worker.batchesKept();
        readsToTheEnd();
        if (worker.batchesKept() > before && !isSendingAgain()) {
            throw new AssertionError("Something comes again after a restart");
        }
        idles();
    }

    /** Until one reading of every list has begun and ended, and another has begun, and none brought anything; slow answers take their time. */
    private void readsToTheEnd() {
        Instant patience = time.instant().plus(PATIENCE);
        int quiet = 0;
        traffic.clear();
        while (quiet < QUIET) {
            if (time.instant().isAfter(patience)) {
                throw new AssertionError("Never becomes quiet");
            }
            boolean nothingCame = isQuiet(FULL_POLL_INTERVAL.plus(POLL_INTERVAL));
            boolean segments = !backend.workspace().segments().all().isEmpty();
            boolean readsOn = !nothingCame || traffic.details() > 0 || traffic.wasRefused();
            boolean isComplete = traffic.isComplete(worker.streams(), segments);
            quiet = readsOn ? 0 : isComplete ? quiet + 1 : quiet;
            if (readsOn || isComplete) {
                traffic.clear();
            }
        }
    }

    private void isWhole() {
        Set<String> tables = new TreeSet<>(wishes.tables());
        tables.removeAll(worker.dropped());
        List<String> differences =
                new ArrayList<>(worker.topics().differences(tables, truth(), Truth.of(backend.workspace())));
        if (!worker.dropped().isEmpty()) {
            // A record that is dropped may have carried the only offset that remembers a row.
            differences.removeIf(difference -> difference.contains("should be null"));
        }
        if (!differences.isEmpty()) {
            figures.lost(differences.size());
            throw new AssertionError(differences.size() + " rows differ from the source, such as "
                    + differences.subList(0, Math.min(3, differences.size())));
        }
    }

    /** What must be there: what was updated since the time that is wanted. */
    private Map<String, SortedMap<List<Object>, Map<String, Object>>> truth() {
        return Truth.of(
                backend.workspace(),
                entity -> !Instant.ofEpochSecond(entity.updatedAt()).isBefore(wishes.since()));
    }

    private void idles() {
        traffic.clear();
        Instant begin = time.instant();
        boolean isQuiet = isQuiet(POLL_INTERVAL.multipliedBy(6));
        if (!isQuiet && worker.mayRepeatLastRows(wishes.tables())) {
            // As the guarantees say; a slow round over all events may come this late.
            isQuiet = isQuiet(POLL_INTERVAL.multipliedBy(6));
        }
        if (!isQuiet) {
            throw new AssertionError("Something comes again though nothing happens");
        }
        // One was perhaps asked for before and held back to stay within the rate limit.
        long intervals = Duration.between(begin, time.instant()).dividedBy(POLL_INTERVAL) + 2;
        for (String stream : INCREMENTAL.keySet()) {
            figures.idle(worker.streams().contains(stream) ? intervals : 0, traffic.pages(stream));
            if (traffic.pages(stream) > intervals * pagesOfAnIdlePoll()) {
                throw new AssertionError("Being idle for " + intervals + " intervals costs " + traffic.pages(stream)
                        + " pages of " + stream);
            }
        }
        if (traffic.details() > 0) {
            throw new AssertionError("Being idle costs " + traffic.details() + " details");
        }
    }

    /** A list read newest first ends at a page of old entities, and where pages are tiny after three of them. */
    private long pagesOfAnIdlePoll() {
        return 2 + 3 / Long.parseLong(settings.get("intercom.page.size"));
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

    /** What was said to be gone and has been there all the time: of use only where nothing happens to the workspace. */
    public List<String> endedWrongly() {
        List<String> wrong = new ArrayList<>();
        Map<String, SortedMap<List<Object>, Map<String, Object>>> truth = Truth.of(backend.workspace());
        for (String table : wishes.tables()) {
            Map<List<Object>, Map<String, Object>> rows = truth.get(table);
            worker.topics().ended(table).stream().filter(rows::containsKey).forEach(key -> wrong.add(table + key));
        }
        return wrong;
    }

    /** Where a row came more or less often than once. */
    public List<String> notOnce() {
        Map<String, SortedMap<List<Object>, Map<String, Object>>> truth = truth();
        List<String> notOnce = new ArrayList<>();
        Set<String> tables = new TreeSet<>(wishes.tables());
        tables.removeAll(worker.dropped());
        for (String table : tables) {
            Map<List<Object>, Integer> times = worker.topics().times(table);
            truth.get(table).keySet().forEach(key -> {
                int came = times.getOrDefault(key, 0);
                if (came < 1 || (came > 1 && !weather.wasPoisonous() && !worker.mayLackOffset(table))) {
                    notOnce.add(table + key + " came " + came + " times");
                }
            });
        }
        return notOnce;
    }
}
