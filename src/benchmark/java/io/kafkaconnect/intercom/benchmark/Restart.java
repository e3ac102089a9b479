package io.kafkaconnect.intercom.benchmark;

import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.api.Responder;
import io.kafkaconnect.intercom.sandbox.http.Faults;
import io.kafkaconnect.intercom.sandbox.http.HttpServer;
import io.kafkaconnect.intercom.sandbox.http.Requests;
import io.kafkaconnect.intercom.worker.WorkerJmx;
import io.kafkaconnect.intercom.worker.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.ObjectName;

/** How long a task takes after a restart until it requests data, with the memory of a large workspace to restore, and its longest poll meanwhile. */
final class Restart implements Benchmark {
    private static final List<Integer> SIZES = Arrays.stream(
                    System.getProperty("benchmark.restart").split(",", -1))
            .map(Integer::valueOf)
            .toList();
    private static final int RESTARTS = 3;
    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration MOST = Duration.ofHours(1);
    private static final List<String> JVM = List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC");

    private static final Map<String, String> SETTINGS = Map.of(
            "intercom.tables",
            "users,users_tags,users_companies,users_social_profiles,conversations,conversations_tags,"
                    + "conversations_attachments,conversations_customers,conversation_parts,conversation_parts_attachments",
            "intercom.full.poll.interval.ms",
            "86400000");

    /** People and conversations in one workspace. */
    private static final class Workspace implements Responder {
        private final SyntheticUsers users;
        private final SyntheticConversations conversations;
        private final AtomicLong start = new AtomicLong();
        private final AtomicLong firstData = new AtomicLong();

        Workspace(int size) {
            users = new SyntheticUsers(size);
            conversations = new SyntheticConversations(size);
        }

        @Override
        public String routeOf(Call call) {
            return conversations.routeOf(call);
        }

        @Override
        public ApiReply answer(Call call) {
            if (call.path().equals("/me")) {
                start.compareAndSet(0, System.nanoTime());
            } else {
                firstData.compareAndSet(0, System.nanoTime());
            }
            return call.path().startsWith("/contacts") ? users.answer(call) : conversations.answer(call);
        }

        void restarts() {
            start.set(0);
            firstData.set(0);
        }

        boolean isAskedForData() {
            return start.get() != 0 && firstData.get() != 0;
        }

        /** From the first request of the task to its first request for data. */
        double seconds() {
            return (firstData.get() - start.get()) / 1e9;
        }
    }

    @Override
    public ResultTable run(TestBench stand) {
        ResultTable table = new ResultTable(
                "A restart of a worker with a heap of 1 GB, with so many users with their relations, and as many conversations with their parts,"
                        + " in the memory of one task. Seconds: from the first request of the task, which asks for the workspace, to the first"
                        + " request for data, in which the memory is restored. The longest poll is Connect's `poll-batch-max-time-ms`.",
                "at most 5 s, and 1 s.",
                "users, and conversations",
                "restart",
                "seconds to the first request for data",
                "longest poll, ms");
        SIZES.forEach(size -> measure(stand, size, table));
        return table;
    }

    private static void measure(TestBench stand, int size, ResultTable table) {
        Workspace workspace = new Workspace(size);
        InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (HttpServer server = new HttpServer(
                        anywhere, workspace, new Faults(), new Requests(0), InstantSource.system(), call -> 0);
                WorkerProcess worker = stand.worker(JVM);
                ConnectorRun reading = new ConnectorRun(worker, server.baseUrl().toString(), SETTINGS);
                CommittedRecords users = CommittedRecords.ofTopic(stand.broker(), reading.prefix() + "users");
                CommittedRecords tags = CommittedRecords.ofTopic(stand.broker(), reading.prefix() + "users_tags");
                CommittedRecords parts =
                        CommittedRecords.ofTopic(stand.broker(), reading.prefix() + "conversation_parts")) {
            long wanted = workspace.conversations.parts();
            long tagged = (long) size * workspace.users.tagsOfEach();
            await().pollInterval(QUIET).atMost(MOST).until(() -> {
                reading.check();
                return users.end() >= size && tags.end() >= tagged && parts.end() >= wanted;
            });
            awaitQuiet(workspace);
            for (int restart = 1; restart <= RESTARTS; restart++) {
                worker.stop();
                workspace.restarts();
                worker.start();
                worker.awaitReady();
                await().pollInterval(LOOK).atMost(MOST).until(workspace::isAskedForData);
                awaitQuiet(workspace);
                reading.check();
                table.row(size, restart, workspace.seconds(), longestPoll(worker, reading));
            }
        }
    }

    private static void awaitQuiet(Workspace workspace) {
        AtomicLong sweeps = new AtomicLong(-1);
        await().pollInterval(QUIET)
                .atMost(MOST)
                .until(() -> workspace.users.sweeps() == sweeps.getAndSet(workspace.users.sweeps()));
    }

    private static long longestPoll(WorkerProcess worker, ConnectorRun reading) {
        try (WorkerJmx jmx = WorkerJmx.of(worker.handle())) {
            ObjectName task =
                    new ObjectName("kafka.connect:type=source-task-metrics,connector=" + reading.name() + ",task=0");
            return ((Number) jmx.beans().getAttribute(task, "poll-batch-max-time-ms")).longValue();
        } catch (JMException missing) {
            throw new IllegalStateException(missing);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
