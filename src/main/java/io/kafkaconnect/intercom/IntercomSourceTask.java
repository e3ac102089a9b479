package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.dispatch.IntercomClient;
import io.kafkaconnect.intercom.client.http.ContextThreads;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.metrics.MetricsRegistration;
import io.kafkaconnect.intercom.metrics.RequestMetrics;
import io.kafkaconnect.intercom.plan.TaskConfig;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.task.Acknowledgements;
import io.kafkaconnect.intercom.task.AtomicBatches;
import io.kafkaconnect.intercom.task.LargeRecordWarning;
import io.kafkaconnect.intercom.task.OffsetSizes;
import io.kafkaconnect.intercom.task.PollLoop;
import io.kafkaconnect.intercom.task.TaskAssembly;
import io.kafkaconnect.intercom.task.Wakeup;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * The task that the worker calls. {@code start} opens the client, {@code poll} calls the {@link PollLoop}, and {@code stop} closes the
 * client. Only {@code poll} waits for Intercom, at most about a second.
 *
 * <p>After a restart, the task continues from the offsets that were stored with its records.
 */
public final class IntercomSourceTask extends SourceTask {
    /** The workers of Kafka Connect are in this package. Each calls {@link #commitRecord} for every record. */
    private static final String WORKERS = "org.apache.kafka.connect.runtime.";

    private final Wakeup signal;
    private final Clock clock;
    private final ClientFactory opening;
    private final Predicate<SourceTaskContext> acknowledges;
    private final Executor restoring;

    private IntercomClient client;
    private TaskAssembly assembly;
    private AtomicBatches wholeBatches;
    private Acknowledgements acknowledgements;
    private LargeRecordWarning large;
    private OffsetSizes offsetSizes;
    private PollLoop loop;
    private MetricsRegistration registration;

    /** Opens the client of one of {@code tasks} tasks. {@code token} reads the token from the present configuration. */
    @FunctionalInterface
    public interface ClientFactory {
        IntercomClient open(
                IntercomConfig config, int tasks, Clock clock, ExchangeListener listener, Supplier<String> token);
    }

    /** For the worker. */
    public IntercomSourceTask() {
        this(
                Wakeup.real(),
                new MonotonicClock(),
                IntercomClients::open,
                worker -> worker.getClass().getName().startsWith(WORKERS),
                IntercomSourceTask::runBeside);
    }

    /** A task with another clock and client. Its caller need not acknowledge records. */
    public IntercomSourceTask(Wakeup signal, Clock clock, ClientFactory opening) {
        this(signal, clock, opening, worker -> false);
    }

    /**
     * A task with another clock and client. It restores the stored offsets on the thread of Intercom's first response.
     *
     * @param acknowledges whether a worker passes on what Kafka acknowledges
     */
    public IntercomSourceTask(
            Wakeup signal, Clock clock, ClientFactory opening, Predicate<SourceTaskContext> acknowledges) {
        this(signal, clock, opening, acknowledges, Runnable::run);
    }

    private IntercomSourceTask(
            Wakeup signal,
            Clock clock,
            ClientFactory opening,
            Predicate<SourceTaskContext> acknowledges,
            Executor restoring) {
        this.acknowledges = acknowledges;
        this.restoring = restoring;
        this.signal = signal;
        this.clock = clock;
        this.opening = opening;
    }

    /** Restores on another thread: a poll must return within about a second, and a stop at once, because the worker waits for both. */
    private static void runBeside(Runnable restoring) {
        new ContextThreads("intercom-restore").newThread(restoring).start();
    }

    @Override
    public String version() {
        return Version.CURRENT;
    }

    @Override
    public void start(Map<String, String> settings) {
        IntercomConfig config = new IntercomConfig(TaskConfig.withoutOwn(settings));
        List<Stream> streams = TaskConfig.streams(settings);
        RequestMetrics requests = new RequestMetrics(clock);
        client = opening.open(config, TaskConfig.tasks(settings), clock, requests, this::configuredToken);
        requests.failing(client::failing);
        wholeBatches = new AtomicBatches(config.isExactlyOnceRequired());
        acknowledgements = new Acknowledgements(acknowledges.test(context), signal::signal);
        assembly = new TaskAssembly(
                Version.CURRENT,
                config,
                streams,
                client,
                requests::limitUsedPercent,
                wholeBatches::areSent,
                signal,
                clock,
                acknowledgements,
                partitions -> context.offsetStorageReader().offsets(partitions),
                restoring);
        large = new LargeRecordWarning(settings, assembly.metrics());
        offsetSizes = new OffsetSizes(assembly.metrics());
        registration = MetricsRegistration.register(context, TaskConfig.tags(settings), requests, assembly.metrics());
    }

    @Override
    @SuppressWarnings("ReturnsNullCollection") // Null means "no records" in Connect's contract.
    public List<SourceRecord> poll() throws InterruptedException {
        wholeBatches.polls();
        if (loop == null) {
            if (!assembly.isReady()) {
                signal.await(PollLoop.MAX_POLL_WAIT);
                return null;
            }
            loop = assembly.pollLoop();
        }
        List<SourceRecord> records = loop.poll();
        if (records != null) {
            large.sending(records);
            offsetSizes.sending(records);
        }
        return records;
    }

    /** Reads the token again: at each call, the worker asks its config providers. */
    private String configuredToken() {
        return new IntercomConfig(TaskConfig.withoutOwn(context.configs())).accessToken();
    }

    /** With exactly-once, the worker also commits before it starts the task, if the connector is paused. */
    @Override
    public void commit() {
        if (wholeBatches != null) {
            wholeBatches.commits();
        }
    }

    /** Metadata is null if the worker did not write the record. */
    @Override
    public void commitRecord(SourceRecord record, RecordMetadata metadata) {
        acknowledgements.acknowledged(record);
        if (metadata == null) {
            large.dropped(record);
        }
    }

    /** Cancels the requests without a response, and removes the metrics. The worker may call it after a failed start, and twice. */
    @Override
    public void stop() {
        if (registration != null) {
            registration.close();
            registration = null;
        }
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
