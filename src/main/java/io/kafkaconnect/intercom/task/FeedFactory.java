package io.kafkaconnect.intercom.task;

import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toSet;

import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.config.RowTracking;
import io.kafkaconnect.intercom.feed.ChangedContacts;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.RefusalPolicy;
import io.kafkaconnect.intercom.feed.RestartingFeed;
import io.kafkaconnect.intercom.feed.change.ShardOffsets;
import io.kafkaconnect.intercom.feed.contact.ContactTables;
import io.kafkaconnect.intercom.feed.contact.RelationsFeed;
import io.kafkaconnect.intercom.feed.contact.RelationsOptions;
import io.kafkaconnect.intercom.feed.incremental.CombinedFeed;
import io.kafkaconnect.intercom.feed.incremental.EntityMemory;
import io.kafkaconnect.intercom.feed.list.SnapshotFeed;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.IncrementalOffset;
import io.kafkaconnect.intercom.offset.InvalidOffsetException;
import io.kafkaconnect.intercom.offset.MemoryReach;
import io.kafkaconnect.intercom.offset.MemoryState;
import io.kafkaconnect.intercom.offset.ReadScope;
import io.kafkaconnect.intercom.offset.UnstoredVersionsCodec;
import io.kafkaconnect.intercom.plan.StreamPlan;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.stream.ReaderFactory;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.table.Table;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Makes the feed of each stream. */
final class FeedFactory {
    private final IntercomConfig config;
    private final ReaderFactory readers;
    private final FeedProgress progress;
    private final FutureTimeWarning timesAhead;
    private final Clock clock;
    private final BooleanSupplier isOrderKnown;

    /**
     * A factory.
     *
     * @param isOrderKnown whether the order in which rows reach Kafka is known, see {@link io.kafkaconnect.intercom.feed.Batch.Order}
     */
    FeedFactory(
            IntercomConfig config,
            ReaderFactory readers,
            FeedProgress progress,
            FutureTimeWarning timesAhead,
            Clock clock,
            BooleanSupplier isOrderKnown) {
        this.config = config;
        this.readers = readers;
        this.progress = progress;
        this.timesAhead = timesAhead;
        this.clock = clock;
        this.isOrderKnown = isOrderKnown;
    }

    /**
     * Makes the feed of a stream. The feed continues from the stored offset.
     *
     * @throws InvalidOffsetException if the stored offset is not valid
     */
    Feed feed(StreamContext context, StreamGroup group) {
        if (context.stream().isRelations()) {
            return progress.ofWhole(context, relations(context, group));
        }
        return context.stream().isIncremental()
                ? incremental(context, group)
                : progress.ofWhole(context, snapshot(context));
    }

    private Feed incremental(StreamContext context, StreamGroup group) {
        Stream stream = context.stream();
        Map<String, Object> stored = context.storedCursor();
        ReadScope goal = StreamPlan.goal(config, stream);
        IncrementalOffset covered = stored == null ? begins(stream, goal) : goesOn(stream, goal, stored);
        if (stored != null) {
            timesAhead.look(stream, stored);
        }
        CombinedFeed feed = new CombinedFeed(
                stream,
                context.partition(),
                covered,
                goal,
                memory(context, group, stored, covered),
                new IncrementalFeedStart(context, group, readers, progress),
                config.fullPollInterval(),
                clock);
        return enduring(context, feed::begin, group.changed()::passBroken);
    }

    /**
     * The memory of the stream's rows with its stored state; empty if the stream's offset does not say. A stream of deletions shares the
     * memory of its group.
     */
    private Optional<EntityMemory> memory(
            StreamContext context, StreamGroup group, Map<String, Object> stored, IncrementalOffset covered) {
        if (group.memory().isEmpty() || context.stream().isOfDeletions()) {
            return Optional.empty();
        }
        EntityMemory memory = group.memory().get();
        if (stored == null) {
            memory.setStateWithoutOffset(clock.instant());
        } else {
            memory.setState(state(context, stored, covered));
        }
        if (context.stream().isOfContacts() && isOrderKnown.getAsBoolean()) {
            boolean isAsStored = stored != null && MemoryReach.isAsStored(stored, memory.storedShards());
            memory.setReach(
                    reach(memory, stored, covered.cursor()), isAsStored ? UnstoredVersionsCodec.of(stored) : Map.of());
        }
        return Optional.of(memory);
    }

    private MemoryReach reach(EntityMemory memory, Map<String, Object> stored, Cursor cursor) {
        MemoryReach sinceNow = new MemoryReach(clock.instant()).and(new MemoryReach(cursor.behindAllSent()));
        if (stored != null) {
            return MemoryReach.of(stored, memory.storedShards(), sinceNow).and(memory.storedReach());
        }
        return memory.isComplete() ? MemoryReach.ALL : sinceNow;
    }

    private MemoryState state(StreamContext context, Map<String, Object> stored, IncrementalOffset covered) {
        MemoryState state = MemoryState.of(stored, covered.cursor().mark(), clock.instant());
        return context.isMemoryPartial() ? state.incomplete() : state;
    }

    /** A shortcut begins with the present: the other stream of its group finds what is older. */
    private IncrementalOffset begins(Stream stream, ReadScope goal) {
        return stream.isShortcut() ? beginsNow(goal) : IncrementalOffset.none(goal.tables(), goal.since());
    }

    private IncrementalOffset beginsNow(ReadScope goal) {
        return covering(goal, Cursor.startingAt(clock.instant().minus(config.settle())));
    }

    /** A deletion of the past needs no backfill for new tables, columns or topics: its tombstone was sent then, or its row was never sent. */
    private IncrementalOffset goesOn(Stream stream, ReadScope goal, Map<String, Object> stored) {
        IncrementalOffset covered = stream.codec().decode(stored);
        Instant yesterday = clock.instant().minus(Duration.ofDays(1));
        // The offset of a shortcut moves only with a record. A list without a filter would be read from there.
        if (stream.isShortcut() && covered.cursor().mark().isBefore(yesterday)) {
            return beginsNow(goal);
        }
        return stream.isOfDeletions() ? covering(goal, covered.cursor()) : covered;
    }

    private static IncrementalOffset covering(ReadScope goal, Cursor cursor) {
        return new IncrementalOffset(cursor, goal.tables(), goal.since(), Optional.empty(), Set.of(), goal.form());
    }

    private Feed snapshot(StreamContext context) {
        // A search for changes shows no details, so it brings no row of such a table.
        boolean hasOnlyDetails = context.tables().stream().allMatch(Table::confirmed);
        Stream stream = hasOnlyDetails ? context.stream().withoutChanges() : context.stream();
        SentRows memory = context.memory();
        ShardOffsets shards = context.shards();
        return enduring(
                context,
                () -> new SnapshotFeed(
                        context.name(),
                        readers.snapshot(stream, context.details(context.tables()), context.listener()),
                        memory,
                        shards,
                        context.rows(context.tables()),
                        clock,
                        context.metrics()),
                () -> {});
    }

    private Feed relations(StreamContext context, StreamGroup group) {
        Map<Boolean, List<Table>> tables = context.tables().stream()
                .collect(partitioningBy(table -> table.streams().contains(context.name())));
        Map<Boolean, List<Table>> others = tables.get(false).stream()
                .collect(partitioningBy(table -> table.lists().isEmpty()));
        List<Table> remembered = config.rowTracking() == RowTracking.FULL ? others.get(false) : List.of();
        List<Table> compared = new ArrayList<>(tables.get(true));
        compared.addAll(remembered);
        Set<Enrichment> lists = context.details(tables.get(true));
        Set<Enrichment> details = context.details(remembered);
        SentRows memory = context.memory();
        ShardOffsets shards = context.shards();
        RelationsOptions options = new RelationsOptions(
                config.since().orElse(Instant.EPOCH).getEpochSecond(),
                lists.contains(Enrichment.TAGGINGS),
                group.hasIncremental(),
                config.settle(),
                () -> !remembered.isEmpty()
                        && group.memory().filter(EntityMemory::isComplete).isPresent(),
                updatedAt -> group.memory()
                        .filter(known -> known.containsEach(updatedAt))
                        .isPresent(),
                updatedAt -> group.memory()
                        .filter(known -> known.containsVersions(updatedAt))
                        .isPresent(),
                config.eventsRefreshInterval(),
                group.notes());
        return enduring(
                context,
                () -> {
                    RelationsFeed feed = new RelationsFeed(
                            context.name(),
                            readers.contacts(context.stream(), lists, details, context.listener()),
                            memory,
                            shards,
                            new ContactTables(
                                    context.rows(compared),
                                    remembered.stream().map(Table::name).collect(toSet()),
                                    context.rowReaders(others.get(true))),
                            options,
                            group.deleted(),
                            group.missed(),
                            clock,
                            context.metrics());
                    group.missed().beginsAnew();
                    group.changed().handTo(feed);
                    return feed;
                },
                () -> group.changed().handTo(ChangedContacts.NONE));
    }

    /** Wraps a feed so that it restarts after a refusal. */
    private Feed enduring(StreamContext context, Supplier<Feed> beginning, Runnable givenUp) {
        Optional<Duration> limit = context.stream().isShortcut() ? Optional.empty() : config.streamFailureTimeout();
        return new RestartingFeed(
                context.name(),
                beginning,
                givenUp,
                new RefusalPolicy(
                        context.name(),
                        new RefusalPolicy.RefusalLimits(config.retryBackoffMax(), limit),
                        context.metrics(),
                        clock),
                context.missingPermission());
    }
}
