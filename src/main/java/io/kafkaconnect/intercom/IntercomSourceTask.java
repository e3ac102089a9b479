package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.dispatch.IntercomClient;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.metrics.MetricsRegistration;
import io.kafkaconnect.intercom.metrics.RequestMetrics;
import io.kafkaconnect.intercom.plan.TaskConfig;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.task.AtomicBatches;
import io.kafkaconnect.intercom.task.LargeRecordWarning;
import io.kafkaconnect.intercom.task.PollLoop;
import io.kafkaconnect.intercom.task.TaskAssembly;
import io.kafkaconnect.intercom.task.Wakeup;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell that the worker drives: opens the client in {@code start}, hands {@code poll} to the started {@link PollLoop}, closes in
 * {@code stop}. Nothing in it blocks: what waits for Intercom is waited for in {@code poll}, a second at a time.
 *
 * <p>On a restart the task goes on from the offsets that were stored with its records.
 */
public final class IntercomSourceTask extends SourceTask {
    private static final Logger log = LoggerFactory.getLogger(IntercomSourceTask.class);

    private final Wakeup signal;
    private final Clock clock;
    private final ClientFactory opening;

    private IntercomClient client;
    private TaskAssembly startup;
    private AtomicBatches wholeBatches;
    private LargeRecordWarning large;
    private PollLoop sync;

    /** How a task comes to its client; the token is that of the configuration as it is when asked. */
    @FunctionalInterface
    public interface ClientFactory {
        IntercomClient open(IntercomConfig config, Clock clock, ExchangeListener listener, Supplier<String> token);
    }

    /** For the worker. */
    public IntercomSourceTask() {
        this(Wakeup.real(), new MonotonicClock(), IntercomClients::open);
    }

    public IntercomSourceTask(Wakeup signal, Clock clock, ClientFactory opening) {
        this.signal = signal;
        this.clock = clock;
        this.opening = opening;
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
        client = opening.open(config, clock, requests, this::configuredToken);
        requests.failing(client::failing);
        wholeBatches = new AtomicBatches(config.isExactlyOnceRequired());
        startup = new TaskAssembly(
                config, streams, client, requests::limitUsedPercent, wholeBatches::areSent, signal, clock);
        large = new LargeRecordWarning(settings, startup.metrics());
        MetricsRegistration.register(context, requests, startup.metrics());
        log.info(
                "Version {} starts with streams {}",
                Version.CURRENT,
                streams.stream().map(Stream::name).toList());
    }

    @Override
    @SuppressWarnings("ReturnsNullCollection") // So does Connect's contract say "nothing".
    public List<SourceRecord> poll() throws InterruptedException {
        wholeBatches.polls();
        if (sync == null) {
            if (!startup.isReady()) {
                signal.await(PollLoop.PATIENCE);
                return null;
            }
            sync = startup.sync(partitions -> context.offsetStorageReader().offsets(partitions));
        }
        List<SourceRecord> records = sync.poll();
        if (records != null) {
            large.sending(records);
        }
        return records;
    }

    /** The worker asks its config providers again each time. */
    private String configuredToken() {
        return new IntercomConfig(TaskConfig.withoutOwn(context.configs())).accessToken();
    }

    @Override
    public void commit() {
        wholeBatches.commits();
    }

    /** Without metadata, the record was not written. */
    @Override
    public void commitRecord(SourceRecord record, RecordMetadata metadata) {
        if (metadata == null) {
            large.dropped(record);
        }
    }

    /** Cancels what is asked and not answered. Callable after a failed start, and twice. */
    @Override
    public void stop() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
