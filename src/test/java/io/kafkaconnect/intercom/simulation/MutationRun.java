package io.kafkaconnect.intercom.simulation;

import io.kafkaconnect.intercom.IntercomSourceConnector;
import io.kafkaconnect.intercom.sandbox.Backend;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.model.Company;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Conversation;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * A task that reads a workspace while some answers are wrong, and then while none is. All is drawn from one seed. Whatever dies is
 * restarted, as an operator does, and goes on from the offsets that were stored.
 */
public final class MutationRun {
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(3);
    private static final Duration FULL_POLL_INTERVAL = Duration.ofSeconds(8);
    private static final double[] RATES = {0.02, 0.1, 0.3, 0.3};
    private static final int MOST_RESTARTS_WHEN_TRUE = 3;

    /** Restarts with nothing sent in between: the task does not come back. */
    private static final int MOST_IN_VAIN = 50;

    /** What may be waited for by now is waited for in these steps: retries, broken scrolls, what is put off for a day. */
    private static final List<Duration> PATIENCE = List.of(
            Duration.ZERO,
            Duration.ofMinutes(1),
            Duration.ofMinutes(6),
            Duration.ofMinutes(20),
            Duration.ofHours(2),
            Duration.ofHours(13),
            Duration.ofHours(26),
            Duration.ofHours(50));

    private final Random random;
    private final boolean fail;
    private final double rate;
    private final ManualClock time;
    private final Backend backend;
    private final Mutations mutations;
    private final Mirror mirror;
    private final Offsets offsets = new Offsets();
    private final TaskMaking making;
    private final MutationStatistics figures;
    private final Map<String, String> settings;
    private final Set<RandomChange> kinds;
    private final List<String> faults = new ArrayList<>();
    private SourceTask task;
    private MutatedTransport line;
    private String latestDeath = "";
    private int restarts;
    private int inVain;

    /** Makes the task that is tested. */
    @FunctionalInterface
    public interface TaskMaking {
        /** A task in that time and on that line; {@code random} is for what it does at random. */
        SourceTask make(ManualClock time, MutatedTransport line, Random random);
    }

    private record Context(Map<String, String> configs, OffsetStorageReader offsetStorageReader)
            implements SourceTaskContext {
        @Override
        public PluginMetrics pluginMetrics() {
            return null;
        }
    }

    /**
     * The beginning.
     *
     * @param fail whether malformed entities and missing permissions fail the task; they are skipped otherwise
     * @param allowed which mutations there are
     */
    public MutationRun(
            long seed,
            boolean fail,
            BiPredicate<Mutation, ReplyPlace> allowed,
            TaskMaking making,
            MutationStatistics figures) {
        this.random = new Random(seed);
        this.fail = fail;
        this.making = making;
        this.figures = figures;
        figures.run();
        time = new ManualClock(Instant.parse("2026-03-28T21:30:00Z").plusMillis(random.nextInt(10_000_000)));
        boolean scrolls = random.nextInt(8) == 0;
        backend = new Backend(options(scrolls));
        if (scrolls) {
            joinCompanies();
        }
        time.pass(Duration.ofHours(1));
        rate = RATES[random.nextInt(RATES.length)];
        mutations = new Mutations(random, time, rate, allowed, figures);
        mirror = new Mirror(backend.workspace(), time, mutations);
        kinds = random.nextInt(4) == 0 ? Set.of() : EnumSet.allOf(RandomChange.class);
        settings = settings();
        start();
    }

    /** A scroll of several pages takes more companies than fit on one. */
    private Options options(boolean scrolls) {
        Size size = new Size(
                3 + random.nextInt(8),
                2 + random.nextInt(5),
                scrolls ? 120 + random.nextInt(120) : 2 + random.nextInt(4),
                1 + random.nextInt(3),
                2 + random.nextInt(4),
                2,
                1 + random.nextInt(2),
                2 + random.nextInt(7),
                0,
                2,
                random.nextInt(3),
                Duration.ofDays(3));
        return new Options()
                .clock(time)
                .seed(random.nextLong())
                .size(size)
                .rateLimitPerMinute(random.nextInt(4) == 0 ? 10_000 : 0);
    }

    private void joinCompanies() {
        List<Contact> contacts = backend.workspace().contacts().current().all();
        List<String> ids = contacts.stream().map(Contact::id).toList();
        for (Company company : List.copyOf(backend.workspace().companies().all())) {
            backend.changes().contacts().attachCompany(ids.get(random.nextInt(Math.min(3, ids.size()))), company.id());
        }
    }

    private Map<String, String> settings() {
        String behavior = fail ? "fail" : "skip";
        Map<String, String> given = new HashMap<>();
        given.put("intercom.access.token", "sandbox-token");
        given.put("intercom.tables", String.join(",", Truth.TABLES));
        given.put("intercom.poll.interval.ms", Long.toString(POLL_INTERVAL.toMillis()));
        given.put("intercom.full.poll.interval.ms", Long.toString(FULL_POLL_INTERVAL.toMillis()));
        given.put("intercom.settle.ms", Integer.toString(random.nextInt(4) * 2_000));
        given.put("intercom.page.size", Integer.toString(1 + random.nextInt(6)));
        given.put("intercom.max.in.flight.requests", Integer.toString(1 + random.nextInt(12)));
        given.put("intercom.retry.backoff.ms", "200");
        given.put("intercom.retry.backoff.max.ms", "2000");
        given.put("intercom.behavior.on.malformed.entity", behavior);
        given.put("intercom.behavior.on.missing.permission", behavior);
        IntercomSourceConnector connector = new IntercomSourceConnector();
        connector.start(given);
        return connector.taskConfigs(1).get(0);
    }

    /** Goes on until about so many answers were given, or hardly any come. */
    public MutationRun goesWrong(int answers) {
        int wrong = (int) Math.ceil(answers * rate);
        for (int i = 0; i < answers && mutations.count() < wrong && inVain < MOST_IN_VAIN; i++) {
            step();
        }
        return this;
    }

    private void step() {
        int what = random.nextInt(100);
        if (what < 74) {
            poll();
        } else if (what < 80) {
            time.pass(Duration.ofMillis(random.nextInt(12_000)));
        } else if (what < 81) {
            time.pass(Duration.ofMinutes(random.nextInt(90)));
        } else if (what < 97) {
            change();
        } else if (what < 98) {
            stop();
            start();
        } else {
            mutations.on(random.nextInt(4) > 0);
        }
    }

    private void change() {
        if (!kinds.isEmpty()) {
            backend.changes().random(random, 1 + random.nextInt(2), kinds);
            mirror.changed();
        }
    }

    /**
     * Every answer is right again.
     *
     * @return what was wrong: with tombstones, rows or exceptions
     */
    public List<String> comesRight() {
        mutations.on(false);
        time.pass(Duration.ofSeconds(30));
        touch();
        int before = restarts;
        List<String> differences = List.of();
        for (Duration patience : PATIENCE) {
            time.pass(patience);
            Instant end = time.instant().plus(FULL_POLL_INTERVAL.multipliedBy(3));
            while (time.instant().isBefore(end) && restarts - before <= MOST_RESTARTS_WHEN_TRUE) {
                poll();
            }
            differences = mirror.differences();
            if (differences.isEmpty()) {
                break;
            }
        }
        if (restarts - before > MOST_RESTARTS_WHEN_TRUE) {
            faults.add("dies at each start though every answer is right: " + latestDeath);
        }
        stop();
        figures.lost(differences.size());
        figures.wrongTombstones(mirror.wrongTombstones().size());
        List<String> all = new ArrayList<>(faults);
        mirror.wrongTombstones().forEach(row -> all.add("wrong tombstone " + row));
        differences.forEach(row -> all.add("lost " + row));
        return all;
    }

    /** Some entities change, and are told of truly: a list that nothing is taken from any more would show nowhere else. */
    private void touch() {
        Set<String> before = versions().keySet();
        Map<String, Long> updated = versions();
        backend.changes()
                .random(
                        random,
                        12,
                        Set.of(
                                RandomChange.ANSWER_CONVERSATION,
                                RandomChange.CREATE_CONTACT,
                                RandomChange.START_CONVERSATION,
                                RandomChange.UPDATE_CONTACT));
        mirror.changed();
        Set<String> changed = new HashSet<>();
        versions().forEach((id, at) -> {
            if (!before.contains(id) || !updated.get(id).equals(at)) {
                changed.add(id);
            }
        });
        mutations.changed(changed);
    }

    private Map<String, Long> versions() {
        Map<String, Long> versions = new TreeMap<>();
        for (Contact contact : backend.workspace().contacts().current().all()) {
            versions.put(contact.id(), contact.updatedAt());
        }
        for (Conversation conversation :
                backend.workspace().conversations().current().all()) {
            versions.put(conversation.id(), conversation.updatedAt());
        }
        return versions;
    }

    /** The latest wrong answers before the first wrong tombstone, or before the end; oldest first. */
    public List<String> latest() {
        return mirror.latest().isEmpty() ? mutations.latest() : mirror.latest();
    }

    private void poll() {
        if (task == null) {
            start();
        }
        if (task == null) {
            return;
        }
        try {
            List<SourceRecord> batch = task.poll();
            if (batch == null) {
                return;
            }
            inVain = 0;
            batch.forEach(mirror::add);
            // One transaction: a later offset of the same partition replaces the earlier.
            batch.forEach(record -> offsets.store(
                    ExactlyOnceDelivery.cast(record.sourcePartition()),
                    ExactlyOnceDelivery.cast(record.sourceOffset())));
        } catch (RetriableException again) {
            // The worker polls again.
            time.pass(Duration.ofSeconds(1));
        } catch (Throwable thrown) {
            dies(thrown);
        }
    }

    private void start() {
        line = new MutatedTransport(backend, time, random, mutations);
        try {
            task = making.make(time, line, random);
            task.initialize(new Context(settings, offsets));
            task.start(settings);
        } catch (Throwable thrown) {
            dies(thrown);
        }
    }

    private void stop() {
        if (task == null) {
            return;
        }
        try {
            task.stop();
        } catch (Throwable thrown) {
            foreign(thrown);
        }
        line.close();
        task = null;
    }

    private void dies(Throwable thrown) {
        restarts++;
        inVain++;
        latestDeath = head(thrown);
        figures.restart(fail, latestDeath);
        if (!(thrown instanceof ConnectException)) {
            foreign(thrown);
        }
        stop();
        time.pass(Duration.ofSeconds(10));
    }

    private void foreign(Throwable thrown) {
        figures.foreign(head(thrown));
        faults.add("foreign exception " + head(thrown));
    }

    /** Its class, and where it is from: no message, which may be long. */
    private static String head(Throwable thrown) {
        StringBuilder head = new StringBuilder(thrown.getClass().getSimpleName());
        if (thrown instanceof ConnectException) {
            String message = String.valueOf(thrown.getMessage());
            head.append(": ").append(message, 0, Math.min(110, message.length()));
            return head.toString().replaceAll("[0-9a-f]{24}|\\d{3,}", "N");
        }
        StackTraceElement[] trace = thrown.getStackTrace();
        for (int i = 0; i < Math.min(4, trace.length); i++) {
            head.append(" < ").append(trace[i].getFileName()).append(':').append(trace[i].getLineNumber());
        }
        return head.toString();
    }
}
