package io.kafkaconnect.intercom.benchmark;

import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.benchmark.chart.LineChart;
import io.kafkaconnect.intercom.sandbox.http.Faults;
import io.kafkaconnect.intercom.sandbox.http.HttpServer;
import io.kafkaconnect.intercom.sandbox.http.Requests;
import io.kafkaconnect.intercom.worker.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How much memory a backfill needs in a small worker, for several sizes of the workspace. */
final class Memory implements Benchmark {
    private static final List<Integer> SIZES = Stream.of(
                    System.getProperty("benchmark.memory").split(",", -1))
            .map(Integer::valueOf)
            .toList();
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration MOST = Duration.ofHours(1);
    private static final int TENTHS = 10;

    private static final Map<String, String> SETTINGS =
            Map.of("intercom.tables", "conversations", "intercom.poll.interval.ms", "86400000");

    /** Conversations of 500 parts with 10,000 letters each. */
    private static final int HEAVIEST = 200;

    /** As in {@code [5.217s][info][gc] GC(3) Pause Young (Normal) (G1 Evacuation Pause) 120M->80M(256M) 3.1ms}. */
    private static final Pattern AFTER_GC = Pattern.compile("\\[([0-9.]+)s\\].* Pause .* \\d+M->(\\d+)M\\(");

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    @Override
    public ResultTable run(TestBench stand) {
        ResultTable table = new ResultTable(
                "The memory of a worker with a heap of " + TestBench.SMALL_HEAP
                        + " that reads conversations as fast as it can, no limit and no latency; one of a"
                        + " hundred conversations has 60 parts, one of a thousand 500; in the last row each has 500 of 10 KB. Heap in use: the least after a collection, in that tenth"
                        + " of the run in which it was highest. With garbage: the most after any collection.",
                "flat.",
                "conversations",
                "their parts",
                "seconds",
                "heap in use, MB",
                "with garbage, MB",
                "most RSS, MB");
        List<LineChart.Line> lines = new ArrayList<>();
        for (int size : SIZES) {
            lines.add(measure(stand, new SyntheticConversations(size), "%,d".formatted(size), table));
        }
        lines.add(measure(stand, new SyntheticConversations(HEAVIEST, true), HEAVIEST + " heaviest", table));
        return table.drawn(new LineChart(
                "Heap after each collection, conversations in a worker of " + TestBench.SMALL_HEAP,
                "MB",
                "seconds",
                lines));
    }

    private static LineChart.Line measure(
            TestBench stand, SyntheticConversations endless, String size, ResultTable table) {
        Path log = stand.home().resolve("gc-" + size.replace(' ', '-') + ".log");
        List<String> jvm = new ArrayList<>(TestBench.SMALL_JVM);
        jvm.add("-Xlog:gc:file=" + log);
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (HttpServer server = new HttpServer(
                        anywhere, endless, new Faults(), new Requests(0), InstantSource.system(), call -> 0);
                WorkerProcess worker = stand.worker(jvm);
                ConnectorRun reading = new ConnectorRun(worker, server.baseUrl().toString(), SETTINGS);
                CommittedRecords parts =
                        CommittedRecords.ofTopic(stand.broker(), reading.prefix() + "conversation_parts")) {
            long begin = System.nanoTime();
            long wanted = endless.parts();
            await().pollInterval(LOOK).atMost(MOST).until(() -> {
                reading.check();
                return parts.end() >= wanted;
            });
            double seconds = (System.nanoTime() - begin) / 1e9;
            List<LineChart.Point> collections = afterCollections(log);
            List<Long> heap = collections.stream().map(one -> (long) one.y()).toList();
            table.row(
                    size,
                    wanted,
                    seconds,
                    inUse(heap),
                    heap.stream().mapToLong(Long::longValue).max().orElse(0),
                    peak(worker.handle()) / 1024);
            return new LineChart.Line(size, collections);
        }
    }

    /** The heap in use after each collection, in MB, over the seconds since the start of the worker. */
    private static List<LineChart.Point> afterCollections(Path log) {
        return text(log)
                .lines()
                .map(AFTER_GC::matcher)
                .filter(Matcher::find)
                .map(pause ->
                        new LineChart.Point(Double.parseDouble(pause.group(1)), Double.parseDouble(pause.group(2))))
                .toList();
    }

    /** After young collections, most of the remaining heap is garbage until the old generation is collected. */
    private static long inUse(List<Long> heap) {
        long most = 0;
        for (int i = 0; i < TENTHS; i++) {
            most = Math.max(
                    most,
                    heap.subList(heap.size() * i / TENTHS, heap.size() * (i + 1) / TENTHS).stream()
                            .mapToLong(Long::longValue)
                            .min()
                            .orElse(0));
        }
        return most;
    }

    /** In kilobytes. */
    private static long peak(ProcessHandle process) {
        Matcher peak = PEAK.matcher(text(Path.of("/proc/" + process.pid() + "/status")));
        return peak.find() ? Long.parseLong(peak.group(1)) : 0;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
