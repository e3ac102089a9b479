package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.config.ErrorPolicy;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.NotesOfUsers;
import io.kafkaconnect.intercom.feed.PermissionPolicy;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.InvalidOffsetException;
import io.kafkaconnect.intercom.plan.StreamPlan;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.stream.ReaderFactory;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.value.CleanText;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a {@link PollLoop} from settings and stored offsets. The source partitions contain the id of the workspace, so the assembly first
 * requests it from Intercom and is ready after the response. During an outage at the start, the client retries this request like any other.
 */
public final class TaskAssembly {
    private static final Logger log = LoggerFactory.getLogger(TaskAssembly.class);

    private static final int MAX_ID_LENGTH = 100;

    /** The first API 2.x that can search companies, by its x. */
    private static final int COMPANY_SEARCH_SINCE = 17;

    private final String version;
    private final IntercomConfig config;
    private final List<Stream> streams;
    private final IntercomApi intercom;
    private final Map<String, StreamMetrics> metrics = new LinkedHashMap<>();
    private final IntSupplier limitUsedPercent;
    private final BooleanSupplier wholeBatches;
    private final Wakeup signal;
    private final Clock clock;
    private final PermissionPolicy missingPermission;
    private final Acknowledgements acknowledgements;
    private final CompletableFuture<StoredState> stored;
    private final CompletableFuture<Boolean> contactsBySecond;

    /**
     * Requests the workspace, and then reads the stored offsets.
     *
     * @param version the version of the connector, which the log names
     * @param acknowledgements knows the records that Kafka has not acknowledged yet
     * @param offsets reads stored offsets
     * @param restoring runs the reading of stored offsets, which may take seconds for a large workspace
     */
    public TaskAssembly(
            String version,
            IntercomConfig config,
            List<Stream> streams,
            IntercomApi intercom,
            IntSupplier limitUsedPercent,
            BooleanSupplier wholeBatches,
            Wakeup signal,
            Clock clock,
            Acknowledgements acknowledgements,
            StoredState.StoredOffsets offsets,
            Executor restoring) {
        this.version = version;
        this.config = config;
        this.streams = streams;
        this.intercom = intercom;
        this.limitUsedPercent = limitUsedPercent;
        this.wholeBatches = wholeBatches;
        this.signal = signal;
        this.clock = clock;
        this.acknowledgements = acknowledgements;
        streams.forEach(stream -> metrics.put(stream.name(), new StreamMetrics(clock, interval(stream))));
        this.missingPermission = new PermissionPolicy(config.onMissingPermission() == ErrorPolicy.SKIP, metrics);
        this.stored = new WorkspaceLookup(intercom)
                .workspace()
                .thenApplyAsync(workspace -> StoredState.read(workspace, streams, config, offsets), restoring);
        this.contactsBySecond = streams.stream().anyMatch(Stream::isOfContacts)
                ? ContactSearchPrecision.compareSeconds(intercom, config.apiVersion())
                : CompletableFuture.completedFuture(false);
        var unused = CompletableFuture.allOf(stored, contactsBySecond).whenComplete((all, failed) -> signal.signal());
    }

    private Duration interval(Stream stream) {
        return stream.isIncremental() ? config.pollInterval() : config.fullPollInterval();
    }

    /** The metrics of each stream by name. */
    public Map<String, StreamMetrics> metrics() {
        return metrics;
    }

    /** Whether Intercom has responded and the stored offsets have been read. */
    public boolean isReady() {
        return stored.isCompletedExceptionally() || (stored.isDone() && contactsBySecond.isDone());
    }

    /**
     * The task, which continues from its stored offsets. Call this only when the assembly is ready.
     *
     * @throws ConnectException if Intercom refuses the token, or an offset is not valid
     */
    public PollLoop pollLoop() {
        StoredState state = stored();
        FutureTimeWarning timesAhead = new FutureTimeWarning(clock);
        FeedFactory factory = new FeedFactory(
                config,
                readers(),
                new FeedProgress(clock, limitUsedPercent),
                timesAhead,
                clock,
                () -> order() != Batch.Order.BY_PARTITION);
        Map<String, StreamGroup> groups = new HashMap<>();
        NotesOfUsers notes = new NotesOfUsers();
        List<Feed> feeds = new ArrayList<>();
        // The receiver of changed contacts comes before their sender.
        List<Stream> order = new ArrayList<>(streams);
        order.sort(Comparator.comparing(Stream::isRelations).reversed());
        Stream.Searches searches =
                new Stream.Searches(contactsBySecond.join(), config.apiVersion().atLeast(COMPANY_SEARCH_SINCE));
        if (config.apiVersion().atLeast(COMPANY_SEARCH_SINCE)
                && streams.stream().anyMatch(Stream::isOfContacts)) {
            log.info(
                    "Users and leads are searched by {}, as GET /data_attributes shows",
                    searches.contactsBySecond() ? "seconds, side by side" : "days, page after page");
        }
        for (Stream declared : order) {
            Stream stream = declared.by(searches);
            state.measureMemory(stream, metrics.get(stream.name()));
            StreamGroup group =
                    groups.computeIfAbsent(stream.group(), name -> StreamGroup.of(name, streams, state, notes));
            try {
                feeds.add(factory.feed(context(stream, state), group));
            } catch (InvalidOffsetException invalid) {
                throw StoredState.unusable(stream, invalid);
            }
        }
        logOtherTopics(state.sentElsewhere());
        config.since().ifPresent(timesAhead::look);
        SourceRecordFactory records = new SourceRecordFactory(config.topicPrefix(), config.keyFormat());
        log.info(
                "Version {} reads streams {} of workspace {} from {} (API version {}) into topics {}*",
                version,
                streams.stream().map(Stream::name).toList(),
                CleanText.printable(state.workspace(), MAX_ID_LENGTH),
                config.baseUrl(),
                config.apiVersion().header(),
                config.topicPrefix());
        return new PollLoop(feeds, () -> new Batch(records, order()), acknowledgements, signal, clock);
    }

    private Batch.Order order() {
        if (wholeBatches.getAsBoolean()) {
            return Batch.Order.ATOMIC;
        }
        return acknowledgements.areExpected() ? Batch.Order.ACKNOWLEDGED : Batch.Order.BY_PARTITION;
    }

    private StoredState stored() {
        try {
            return stored.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ConnectException reason) {
                throw reason;
            }
            throw failed;
        }
    }

    private ReaderFactory readers() {
        return new ReaderFactory(
                intercom,
                new ReadPace(config.pollInterval(), config.settle(), config.pageSize(), config.retryBackoffMax()),
                new ReadPace(config.fullPollInterval(), config.settle(), config.pageSize()),
                missingPermission.isSkipped(),
                clock,
                signal::signal);
    }

    private StreamContext context(Stream stream, StoredState state) {
        return new StreamContext(
                stream,
                StreamPlan.tables(config, stream),
                state,
                metrics.get(stream.name()),
                config,
                stream.isShortcut() ? PermissionPolicy.ofShortcuts() : missingPermission,
                new LogThrottle(clock));
    }

    private void logOtherTopics(Set<String> names) {
        if (!names.isEmpty()) {
            log.info(
                    "topic.prefix or intercom.key.format has changed for streams {}. The connector reads them again and"
                            + " sends them to topics {}..., with keys of format {}. Records in the old topics, or with the"
                            + " old keys, stay",
                    names,
                    config.topicPrefix(),
                    config.keyFormat());
        }
    }
}
