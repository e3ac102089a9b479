package io.kafkaconnect.intercom.task;

import static java.util.stream.Collectors.partitioningBy;

import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.dispatch.IntercomClient;
import io.kafkaconnect.intercom.config.ErrorPolicy;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.ChangedContacts;
import io.kafkaconnect.intercom.feed.ChangedContactsRelay;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.MissedContacts;
import io.kafkaconnect.intercom.feed.PermissionPolicy;
import io.kafkaconnect.intercom.feed.ProgressTrackingFeed;
import io.kafkaconnect.intercom.feed.RecentIds;
import io.kafkaconnect.intercom.feed.RefusalPolicy;
import io.kafkaconnect.intercom.feed.RestartingFeed;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.feed.incremental.BackfillFeed;
import io.kafkaconnect.intercom.feed.incremental.CombinedFeed;
import io.kafkaconnect.intercom.feed.incremental.IncrementalFeed;
import io.kafkaconnect.intercom.feed.incremental.OmittedTables;
import io.kafkaconnect.intercom.feed.list.RelationsFeed;
import io.kafkaconnect.intercom.feed.list.SnapshotFeed;
import io.kafkaconnect.intercom.fingerprint.RowFingerprints;
import io.kafkaconnect.intercom.fingerprint.RowNameCodec;
import io.kafkaconnect.intercom.message.Remedy;
import io.kafkaconnect.intercom.metrics.ProgressReporter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.IncrementalOffset;
import io.kafkaconnect.intercom.offset.InvalidOffsetException;
import io.kafkaconnect.intercom.offset.OffsetTracker;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.offset.ReadScope;
import io.kafkaconnect.intercom.plan.StreamPlan;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.incremental.BackfillReader;
import io.kafkaconnect.intercom.reader.incremental.IncrementalReader;
import io.kafkaconnect.intercom.stream.ReaderFactory;
import io.kafkaconnect.intercom.stream.SourcePartition;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.table.BadValueListener;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.value.CleanText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a {@link PollLoop} of settings and stored offsets. It needs to know the workspace first, which Intercom tells, so it asks at once
 * and is ready when the reply is there; an outage at start is ridden out like any other.
 */
public final class TaskAssembly {
    private static final Logger log = LoggerFactory.getLogger(TaskAssembly.class);

    private static final int MAX_WRONG_ANSWERS = 10;
    private static final int MAX_ID_LENGTH = 100;

    /** Ids deleted or sent that are kept in mind; far more than entities can be under way. */
    private static final int MOST_KEPT = 100_000;

    /** Caught up no further back than this, a stream reads its news newest first. */
    private static final Duration RECENT = Duration.ofDays(2);

    /** Reads stored offsets, all in one go: each call reads to the end of the offsets topic. */
    public interface StoredOffsets
            extends Function<Collection<Map<String, String>>, Map<Map<String, String>, Map<String, Object>>> {}

    private final IntercomConfig config;
    private final List<Stream> streams;
    private final IntercomClient client;
    private final Map<String, StreamMetrics> metrics = new LinkedHashMap<>();
    private final IntSupplier limitUsedPercent;
    private final BooleanSupplier wholeBatches;
    private final OutputFormat form;
    private final Wakeup signal;
    private final Clock clock;
    private final FutureTimeWarning timesAhead;
    private final PermissionPolicy missingPermission;
    private final Map<String, MissedContacts> missed = new HashMap<>();
    private final CompletableFuture<Reply> me;

    public TaskAssembly(
            IntercomConfig config,
            List<Stream> streams,
            IntercomClient client,
            IntSupplier limitUsedPercent,
            BooleanSupplier wholeBatches,
            Wakeup signal,
            Clock clock) {
        this.config = config;
        this.streams = streams;
        this.client = client;
        this.limitUsedPercent = limitUsedPercent;
        this.wholeBatches = wholeBatches;
        this.form = StreamPlan.form(config);
        this.timesAhead = new FutureTimeWarning(clock);
        this.signal = signal;
        this.clock = clock;
        streams.forEach(stream -> metrics.put(stream.name(), new StreamMetrics()));
        this.missingPermission = new PermissionPolicy(config.onMissingPermission() == ErrorPolicy.SKIP, metrics);
        this.me = me(client, "", MAX_WRONG_ANSWERS);
        var unused = me.whenComplete((reply, thrown) -> signal.raise());
    }

    /** One answer may name no workspace, or a wrong one: two that name the same are right, and so are so many that name none. */
    private static CompletableFuture<Reply> me(IntercomClient client, String before, int most) {
        return client.ask(Request.get("/me")).thenCompose(reply -> {
            String named = reply instanceof Reply.Success found ? workspaceIn(found) : before;
            boolean isSure =
                    !(reply instanceof Reply.Success) || most == 1 || (!named.isEmpty() && named.equals(before));
            return isSure ? CompletableFuture.completedFuture(reply) : me(client, named, most - 1);
        });
    }

    private static String workspaceIn(Reply.Success found) {
        return found.body().path("app").path("id_code").asText("");
    }

    /** The counts of each stream, by its name. */
    public Map<String, StreamMetrics> metrics() {
        return metrics;
    }

    /** Whether Intercom has answered. */
    public boolean isReady() {
        return me.isDone();
    }

    /**
     * The task, from its stored offsets on; only when ready.
     *
     * @throws ConnectException when the token is refused, or an offset is not usable
     */
    public PollLoop sync(StoredOffsets storedOffsets) {
        String workspace = workspace(me.join());
        List<Map<String, String>> partitions = new ArrayList<>();
        streams.forEach(stream -> partitions.addAll(SourcePartition.of(workspace, stream)));
        Map<Map<String, String>, Map<String, Object>> stored = storedOffsets.apply(partitions);

        ReaderFactory readers = readers();
        Map<String, DeletedIds> deleted = new HashMap<>();
        Map<String, ChangedContactsRelay> handovers = new HashMap<>();
        List<Feed> feeds = new ArrayList<>();
        // What takes changed contacts comes before what hands them over.
        List<Stream> order = new ArrayList<>(streams);
        order.sort(Comparator.comparing(Stream::isRelations).reversed());
        for (Stream stream : order) {
            List<Map<String, String>> own = SourcePartition.of(workspace, stream);
            DeletedIds gone = deleted.computeIfAbsent(stream.group(), group -> new DeletedIds(MOST_KEPT));
            try {
                ChangedContactsRelay handover =
                        handovers.computeIfAbsent(stream.group(), group -> new ChangedContactsRelay());
                if (stream.isRelations()) {
                    feeds.add(watched(
                            relations(stream, own, stored, readers, gone, handover),
                            ProgressReporter.StartState.BEHIND));
                } else if (stream.isIncremental()) {
                    feeds.add(incremental(stream, own.get(0), stored.get(own.get(0)), readers, gone, handover));
                } else {
                    feeds.add(watched(snapshot(stream, own, stored, readers), ProgressReporter.StartState.BEHIND));
                }
            } catch (InvalidOffsetException invalid) {
                throw new ConnectException(
                        "The connector cannot use the stored offset of stream " + stream.name() + ": "
                                + invalid.getMessage()
                                + ". Set or delete it through Connect's REST API (/connectors/NAME/offsets)",
                        invalid);
            }
        }
        tellOfOtherTopics(stored);
        config.since().ifPresent(timesAhead::look);
        SourceRecordFactory records = new SourceRecordFactory(config.topicPrefix(), config.keyFormat());
        log.info(
                "Reading {} of workspace {}",
                streams.stream().map(Stream::name).toList(),
                CleanText.printable(workspace, MAX_ID_LENGTH));
        return new PollLoop(feeds, () -> new Batch(records, wholeBatches.getAsBoolean()), signal, clock);
    }

    private static String workspace(Reply reply) {
        if (!(reply instanceof Reply.Success found)) {
            throw new ConnectException("The connector cannot read Intercom. " + Remedy.onFailing((Reply.Failed) reply));
        }
        String workspace = workspaceIn(found);
        if (workspace.isEmpty()) {
            throw new ConnectException(
                    "GET /me names no workspace (app.id_code is missing), and the offsets need its id: use the token of an"
                            + " app that is installed in a workspace");
        }
        return workspace;
    }

    private ReaderFactory readers() {
        return new ReaderFactory(
                client,
                new ReadPace(config.pollInterval(), config.settle(), config.pageSize(), config.retryBackoffMax()),
                new ReadPace(config.fullPollInterval(), config.settle(), config.pageSize()),
                missingPermission.isSkipped(),
                clock,
                signal::raise);
    }

    private Feed incremental(
            Stream stream,
            Map<String, String> partition,
            Map<String, Object> stored,
            ReaderFactory readers,
            DeletedIds deleted,
            ChangedContacts handover) {
        ReadScope goal = StreamPlan.goal(config, stream);
        IncrementalOffset covered =
                stored == null ? IncrementalOffset.none(goal.tables(), goal.since()) : goesOn(stream, goal, stored);
        if (stored != null) {
            timesAhead.look(stream, stored);
        }
        CombinedFeed feed = new CombinedFeed(
                stream,
                partition,
                covered,
                goal,
                (coverage, position, leftOut) -> begun(stream, coverage, position, leftOut, readers, deleted, handover),
                config.fullPollInterval(),
                clock);
        return enduring(stream, feed::begin, handover::breaksOff);
    }

    /** Begins again with that when it was refused. */
    private Feed enduring(Stream stream, Supplier<Feed> beginning, Runnable givenUp) {
        return new RestartingFeed(
                stream.name(),
                beginning,
                givenUp,
                new RefusalPolicy(
                        stream.name(),
                        new RefusalPolicy.RefusalLimits(config.retryBackoffMax(), config.streamFailureTimeout()),
                        metrics.get(stream.name()),
                        clock),
                missingPermission);
    }

    /** What was deleted in the past was sent then, or never was: new tables, columns or topics need nothing of it. */
    private static IncrementalOffset goesOn(Stream stream, ReadScope goal, Map<String, Object> stored) {
        IncrementalOffset covered = stream.codec().decode(stored);
        return stream.isOfDeletions()
                ? new IncrementalOffset(
                        covered.cursor(), goal.tables(), goal.since(), Optional.empty(), Set.of(), goal.form())
                : covered;
    }

    private CombinedFeed.StartedFeeds begun(
            Stream stream,
            IncrementalOffset coverage,
            OffsetTracker position,
            OmittedTables leftOut,
            ReaderFactory readers,
            DeletedIds deleted,
            ChangedContacts handover) {
        String name = stream.name();
        List<Table> tables = StreamPlan.tables(config, stream);
        metrics.get(name).forgetReadings();
        StreamMetrics counts = metrics.get(name).part();
        IncrementalReader reader =
                readers.incremental(stream, coverage.cursor(), details(tables), listener(stream, counts, leftOut));
        metrics.get(name).parks(reader::refused);
        Optional.ofNullable(missed.get(stream.group())).ifPresent(one -> one.readBy(reader, coverage.cursor()));
        Set<String> sent = coverage.backfill().isPresent() ? RecentIds.of(MOST_KEPT) : RecentIds.of(0);
        List<Feed> feeds = new ArrayList<>();
        feeds.add(watched(
                new IncrementalFeed(
                        name, reader, position, rows(stream, tables, counts), counts, deleted, sent, handover),
                "Stream " + name,
                counts,
                start(stream, coverage)));
        if (coverage.backfill().isEmpty()) {
            return new CombinedFeed.StartedFeeds(feeds, reader::cursor, Optional::empty, () -> true);
        }
        IncrementalOffset.Backfill behind = coverage.backfill().get();
        List<Table> wanting = of(behind, tables);
        StreamMetrics pastCounts = metrics.get(name).part();
        BackfillReader past =
                readers.past(stream, behind, details(wanting), reader, listener(stream, pastCounts, leftOut));
        metrics.get(name).parks(past::refused);
        feeds.add(watched(
                new BackfillFeed(
                        name, past, position, rows(stream, wanting, pastCounts), pastCounts, deleted, sent, leftOut),
                "The past of stream " + name,
                pastCounts,
                start(behind)));
        return new CombinedFeed.StartedFeeds(feeds, reader::cursor, past::remaining, past::isRead);
    }

    private Feed watched(Feed feed, ProgressReporter.StartState start) {
        return watched(feed, "Stream " + feed.stream(), metrics.get(feed.stream()), start);
    }

    private Feed watched(Feed feed, String what, StreamMetrics counts, ProgressReporter.StartState start) {
        ProgressReporter progress = new ProgressReporter(what, counts, start, clock, limitUsedPercent);
        metrics.get(feed.stream()).read(progress);
        return new ProgressTrackingFeed(feed, progress);
    }

    private ProgressReporter.StartState start(Stream stream, IncrementalOffset coverage) {
        return stream.looksForNewestFirst() && isRecent(coverage.cursor().mark())
                ? ProgressReporter.StartState.CAUGHT_UP
                : ProgressReporter.StartState.BEHIND;
    }

    /** Intercom counts what was updated since, too. */
    private ProgressReporter.StartState start(IncrementalOffset.Backfill backfill) {
        return isRecent(backfill.until())
                ? ProgressReporter.StartState.BEHIND
                : ProgressReporter.StartState.BEHIND_BY_AN_UNKNOWN_NUMBER;
    }

    private boolean isRecent(Instant time) {
        return time.isAfter(clock.instant().minus(RECENT).minus(config.settle()));
    }

    /** Of a list in shards, some may have been sent so far and others not. */
    private void tellOfOtherTopics(Map<Map<String, String>, Map<String, Object>> stored) {
        Set<String> elsewhere = new TreeSet<>();
        Set<String> here = new TreeSet<>();
        stored.forEach((partition, offset) -> {
            if (offset != null) {
                boolean moved = OutputFormat.storedIn(offset).isElsewhere(form);
                (moved ? elsewhere : here).add(SourcePartition.stream(partition));
            }
        });
        elsewhere.removeAll(here);
        if (!elsewhere.isEmpty()) {
            log.info(
                    "topic.prefix or intercom.key.format has changed for streams {}. The connector reads them again and"
                            + " sends them to topics {}..., with keys of format {}. Records in the old topics, or with the"
                            + " old keys, stay",
                    elsewhere,
                    config.topicPrefix(),
                    config.keyFormat());
        }
    }

    private Set<Enrichment> details(List<Table> tables) {
        return StreamPlan.details(config, names(tables));
    }

    private static List<Table> of(IncrementalOffset.Backfill backfill, List<Table> tables) {
        return tables.stream()
                .filter(table -> backfill.tables().contains(table.name()))
                .toList();
    }

    private static List<String> names(List<Table> tables) {
        return tables.stream().map(Table::name).toList();
    }

    private Feed snapshot(
            Stream stream,
            List<Map<String, String>> partitions,
            Map<Map<String, String>, Map<String, Object>> stored,
            ReaderFactory readers) {
        RowFingerprints memory =
                new RowFingerprints(partitions.size(), RowNameCodec.Owner.ITSELF, form, StreamPlan.growing());
        List<OffsetTracker> shards = shards(memory, partitions, stored);
        return enduring(
                stream,
                () -> new SnapshotFeed(
                        stream.name(),
                        readers.snapshot(stream, listener(stream)),
                        memory,
                        shards,
                        rows(stream, StreamPlan.tables(config, stream)),
                        clock,
                        metrics.get(stream.name())),
                () -> {});
    }

    private Feed relations(
            Stream stream,
            List<Map<String, String>> partitions,
            Map<Map<String, String>, Map<String, Object>> stored,
            ReaderFactory readers,
            DeletedIds deleted,
            ChangedContactsRelay handover) {
        Map<Boolean, List<Table>> tables = StreamPlan.tables(config, stream).stream()
                .collect(partitioningBy(table -> table.streams().contains(stream.name())));
        Set<Enrichment> details = details(tables.get(true));
        RowFingerprints memory = RelationsFeed.memory(partitions.size(), form, StreamPlan.growing());
        List<OffsetTracker> shards = shards(memory, partitions, stored);
        MissedContacts unsent = missed.computeIfAbsent(stream.group(), group -> new MissedContacts());
        RelationsFeed.RelationsOptions settled = new RelationsFeed.RelationsOptions(
                config.since().orElse(Instant.EPOCH).getEpochSecond(),
                details.contains(Enrichment.TAGGINGS),
                streams.stream()
                        .anyMatch(
                                other -> other.isIncremental() && other.group().equals(stream.group())),
                config.settle());
        return enduring(
                stream,
                () -> {
                    RelationsFeed feed = new RelationsFeed(
                            stream.name(),
                            readers.contacts(stream, details, listener(stream)),
                            memory,
                            shards,
                            rows(stream, tables.get(true)),
                            readers(stream, tables.get(false)),
                            settled,
                            deleted,
                            unsent,
                            clock,
                            metrics.get(stream.name()));
                    unsent.beginsAnew();
                    handover.leadsTo(feed);
                    return feed;
                },
                () -> handover.leadsTo(ChangedContacts.NONE));
    }

    private static List<OffsetTracker> shards(
            RowFingerprints memory,
            List<Map<String, String>> partitions,
            Map<Map<String, String>, Map<String, Object>> stored) {
        List<OffsetTracker> shards = new ArrayList<>();
        for (int shard = 0; shard < partitions.size(); shard++) {
            int number = shard;
            Map<String, Object> offset = stored.get(partitions.get(shard));
            if (offset != null) {
                memory.restore(shard, offset);
            }
            shards.add(new OffsetTracker(partitions.get(shard), () -> memory.offset(number)));
        }
        return shards;
    }

    private StreamEvents listener(Stream stream) {
        return new StreamEvents(stream.name(), metrics.get(stream.name()), missingPermission, FailurePolicy.of(config));
    }

    private StreamEvents listener(Stream stream, StreamMetrics counts, OmittedTables leftOut) {
        return new StreamEvents(stream.name(), counts, missingPermission, FailurePolicy.of(config), leftOut);
    }

    private RowMapper rows(Stream stream, List<Table> tables) {
        return rows(stream, tables, metrics.get(stream.name()));
    }

    private RowMapper rows(Stream stream, List<Table> tables, StreamMetrics counts) {
        return new RowMapper(stream.name(), readers(stream, tables), failOnMalformed(), counts);
    }

    private List<RowReader> readers(Stream stream, List<Table> tables) {
        BadValueListener defects = new BadValueLog(stream.name(), metrics.get(stream.name()));
        return tables.stream()
                .map(table -> new RowReader(table, config.columns(), defects))
                .toList();
    }

    private boolean failOnMalformed() {
        return config.onMalformedEntity() == ErrorPolicy.FAIL;
    }
}
