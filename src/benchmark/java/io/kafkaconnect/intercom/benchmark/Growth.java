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
import java.util.concurrent.atomic.AtomicLong;

/** The cost of a poll, for several sizes of the workspace and numbers of changes. */
final class Growth implements Benchmark {
    private static final int[] SIZES = {1_000, 100_000, 1_000_000};
    private static final int[] CHANGES = {0, 10, 1_000};
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int POLLS = 4;
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration MOST = Duration.ofMinutes(20);

    private static final Map<String, String> SETTINGS = Map.of(
            "intercom.tables",
            "users",
            "intercom.poll.interval.ms",
            Long.toString(INTERVAL.toMillis()),
            "intercom.full.poll.interval.ms",
            "86400000");

    @Override
    public ResultTable run(TestBench stand) {
        ResultTable table = new ResultTable(
                ("What a poll of users costs when so many of so many users were changed at once, the mean of the %d polls after it, %d s apart. What was changed within `intercom.settle.ms` is read again by each. The worker has a heap of "
                                + TestBench.SMALL_HEAP + ".")
                        .formatted(POLLS, INTERVAL.toSeconds()),
                "proportional to the changes alone.",
                "users",
                "changed",
                "records",
                "requests a poll",
                "CPU ms a poll, of the worker");
        for (int size : SIZES) {
            measure(stand, size, table);
        }
        return table;
    }

    private static void measure(TestBench stand, int size, ResultTable table) {
        SyntheticUsers crowd = new SyntheticUsers(size);
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (HttpServer server = new HttpServer(
                        anywhere, crowd, new Faults(), new Requests(0), InstantSource.system(), call -> 0);
                WorkerProcess worker = stand.worker(TestBench.SMALL_JVM);
                ConnectorRun reading = new ConnectorRun(worker, server.baseUrl().toString(), SETTINGS);
                CommittedRecords users = CommittedRecords.ofTopic(stand.broker(), reading.prefix() + "users")) {
            await().atMost(MOST).until(() -> {
                reading.check();
                return users.end() >= size;
            });
            AtomicLong sweeps = new AtomicLong(-1);
            await().pollInterval(QUIET).atMost(MOST).until(() -> crowd.sweeps() == sweeps.getAndSet(crowd.sweeps()));
            for (int changes : CHANGES) {
                long records = users.end();
                long requests = crowd.requests();
                Stopwatch stopwatch = new Stopwatch(worker.handle());
                stopwatch.start();
                crowd.change(changes);
                long end = System.nanoTime() + INTERVAL.multipliedBy(POLLS).toNanos();
                await().pollInterval(QUIET).atMost(MOST).until(() -> System.nanoTime() >= end);
                stopwatch.stop();
                reading.check();
                table.row(
                        size,
                        changes,
                        // The end of a transaction also takes an offset of the topic.
                        Math.max(0, users.end() - records - (changes == 0 ? 0 : 1)),
                        (double) (crowd.requests() - requests) / POLLS,
                        stopwatch.lap().cpuMillis() / POLLS);
            }
        }
    }
}
