package io.kafkaconnect.intercom.benchmark;

import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.sandbox.http.Faults;
import io.kafkaconnect.intercom.sandbox.http.HttpServer;
import io.kafkaconnect.intercom.sandbox.http.Requests;
import io.kafkaconnect.intercom.worker.WorkerProcess;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** How long the first reading of contacts with their relations takes where each response takes a second. */
final class ContactReading implements Benchmark {
    private static final int CONTACTS = Integer.getInteger("benchmark.contacts");
    private static final Duration LATENCY = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration MOST = Duration.ofHours(1);

    private static final Map<String, String> SETTINGS = Map.of(
            "intercom.tables",
            "users,users_tags,users_companies,users_social_profiles",
            "intercom.full.poll.interval.ms",
            "86400000");

    @Override
    public ResultTable run(TestBench stand) {
        ResultTable table = new ResultTable(
                "The first reading of %,d users with their relations, no limit, each response after %d s."
                        .formatted(CONTACTS, LATENCY.toSeconds()),
                "a fifth of the time of one page after the other.",
                "table",
                "seconds",
                "requests until then",
                "seconds of one page of 150 after the other");
        SyntheticUsers people = new SyntheticUsers(CONTACTS);
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (HttpServer server = new HttpServer(
                        anywhere,
                        people,
                        new Faults(),
                        new Requests(0),
                        InstantSource.system(),
                        call -> LATENCY.toMillis());
                WorkerProcess worker = stand.worker(TestBench.USUAL_JVM);
                ConnectorRun reading = new ConnectorRun(worker, server.baseUrl().toString(), SETTINGS)) {
            long begin = System.nanoTime();
            awaitRows(stand, reading, table, "users", CONTACTS, people, begin);
            awaitRows(stand, reading, table, "users_tags", (long) CONTACTS * people.tagsOfEach(), people, begin);
        }
        return table;
    }

    private static void awaitRows(
            TestBench stand,
            ConnectorRun reading,
            ResultTable results,
            String table,
            long rows,
            SyntheticUsers people,
            long begin) {
        try (CommittedRecords committed = CommittedRecords.ofTopic(stand.broker(), reading.prefix() + table)) {
            await().pollInterval(LOOK).atMost(MOST).until(() -> {
                reading.check();
                return committed.end() >= rows;
            });
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        results.row(table, seconds, people.requests(), (CONTACTS + 149) / 150 * LATENCY.toSeconds());
    }
}
