package io.kafkaconnect.intercom.benchmark;

import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.benchmark.chart.LineChart;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.worker.WorkerProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** How many records a reply to a conversation becomes, by the number of its parts, where the connector remembers sent rows and where it does not. */
final class Replies implements Benchmark {
    private static final int[] PARTS = {1, 10, 50, 100, 200, 300};
    private static final Duration QUIET = Duration.ofSeconds(6);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration MOST = Duration.ofMinutes(2);
    private static final String TABLES = "conversations,conversations_tags,conversations_attachments,"
            + "conversations_customers,conversation_parts,conversation_parts_attachments";

    @Override
    public ResultTable run(TestBench stand) {
        ResultTable table = new ResultTable(
                "The records in all six tables of conversations after one reply, by the number of parts before it.",
                "at most 3 with intercom.row.tracking=full.",
                "parts",
                "intercom.row.tracking=full",
                "intercom.row.tracking=parents");
        try (WorkerProcess worker = stand.worker(TestBench.USUAL_JVM)) {
            List<LineChart.Point> full = measure(stand, worker, "full");
            List<LineChart.Point> parents = measure(stand, worker, "parents");
            for (int i = 0; i < PARTS.length; i++) {
                table.row(
                        PARTS[i], (long) full.get(i).y(), (long) parents.get(i).y());
            }
            return table.drawn(new LineChart(
                    "Records after one reply",
                    "",
                    "parts of the conversation before",
                    List.of(
                            new LineChart.Line("the parts that changed", full),
                            new LineChart.Line("all parts of the response", parents))));
        }
    }

    private static List<LineChart.Point> measure(TestBench stand, WorkerProcess worker, String tracking) {
        Map<String, String> settings = Map.of(
                "intercom.tables", TABLES, "intercom.poll.interval.ms", "1000", "intercom.row.tracking", tracking);
        Options options = new Options()
                .size(Size.SMALL.contacts(1, 0).conversations(0, 0, 0, 0))
                .logCapacity(0);
        try (Sandbox sandbox = Sandbox.start(options)) {
            List<String> conversations = conversations(sandbox);
            try (ConnectorRun reading = new ConnectorRun(worker, sandbox.baseUrl(), settings);
                    CommittedRecords committed = CommittedRecords.ofPrefix(stand.broker(), reading.prefix())) {
                long before = quiet(reading, committed);
                List<LineChart.Point> records = new ArrayList<>();
                for (int i = 0; i < PARTS.length; i++) {
                    sandbox.changes().conversations().answer(conversations.get(i), "one more");
                    long after = quiet(reading, committed);
                    records.add(new LineChart.Point(PARTS[i], after - before));
                    before = after;
                }
                return records;
            }
        }
    }

    private static List<String> conversations(Sandbox sandbox) {
        String contact = sandbox.workspace().contacts().current().all().get(0).id();
        List<String> conversations = new ArrayList<>();
        for (int parts : PARTS) {
            String id = sandbox.changes().conversations().start(contact, "a question");
            for (int i = 0; i < parts; i++) {
                sandbox.changes().conversations().answer(id, "part " + i);
            }
            conversations.add(id);
        }
        return conversations;
    }

    /** The number of records once there are some, and none has come for a while. */
    private static long quiet(ConnectorRun reading, CommittedRecords committed) {
        AtomicLong records = new AtomicLong();
        AtomicReference<Instant> moved = new AtomicReference<>(Instant.now());
        await().pollInterval(LOOK).atMost(MOST).until(() -> {
            reading.check();
            long now = committed.read().records();
            if (records.getAndSet(now) != now) {
                moved.set(Instant.now());
            }
            return now > 0 && moved.get().plus(QUIET).isBefore(Instant.now());
        });
        return records.get();
    }
}
