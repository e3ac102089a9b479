package io.kafkaconnect.intercom.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.contact.ContactDetails;
import io.kafkaconnect.intercom.feed.conversation.EntitySweep;
import io.kafkaconnect.intercom.feed.conversation.ListedComparison;
import io.kafkaconnect.intercom.feed.conversation.UnlistedEntities;
import io.kafkaconnect.intercom.feed.incremental.AllRows;
import io.kafkaconnect.intercom.feed.incremental.BackfillFeed;
import io.kafkaconnect.intercom.feed.incremental.ChangedRows;
import io.kafkaconnect.intercom.feed.incremental.CombinedFeed;
import io.kafkaconnect.intercom.feed.incremental.ContactRows;
import io.kafkaconnect.intercom.feed.incremental.EndedEntities;
import io.kafkaconnect.intercom.feed.incremental.EntityMemory;
import io.kafkaconnect.intercom.feed.incremental.EntityRows;
import io.kafkaconnect.intercom.feed.incremental.IncrementalFeed;
import io.kafkaconnect.intercom.feed.incremental.LatestRows;
import io.kafkaconnect.intercom.feed.incremental.NewestContacts;
import io.kafkaconnect.intercom.feed.incremental.OmittedTables;
import io.kafkaconnect.intercom.metrics.ProgressReporter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.IncrementalOffset;
import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.incremental.BackfillReader;
import io.kafkaconnect.intercom.reader.incremental.IncrementalReader;
import io.kafkaconnect.intercom.reader.list.EntityReadings;
import io.kafkaconnect.intercom.stream.ReaderFactory;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.value.IntercomTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes the feeds of an incremental stream: the feed of new updates and, if the configuration needs it, the backfill. */
record IncrementalFeedStart(StreamContext context, StreamGroup group, ReaderFactory readers, FeedProgress progress)
        implements CombinedFeed.FeedStart {

    @Override
    public CombinedFeed.StartedFeeds from(IncrementalOffset coverage, PartitionOffset position, OmittedTables leftOut) {
        context.metrics().forgetReadings();
        StreamMetrics counts = context.metrics().part();
        IncrementalReader reader = readers.incremental(
                context.stream(),
                coverage.cursor(),
                context.details(context.tables()),
                group::remembers,
                context.listener(counts, leftOut));
        context.metrics().parks(reader.refused()::count, reader.refused()::oldest);
        noteCoverage(coverage.cursor().mark());
        if (!context.stream().isOfDeletions()) {
            group.memory().ifPresent(memory -> memory.readBy(reader::mark));
        }
        EntityRows rows = rows(context.tables(), table -> true, true, position, counts);
        Set<String> sent = StreamGroup.sentIds(coverage.backfill().isPresent());
        IncrementalFeed news = new IncrementalFeed(
                context.name(), reader, newest(rows), counts, group.deleted(), sent, group.changed());
        Feed present = progress.of(context, news, "Stream " + context.name(), counts, start(coverage));
        if (coverage.backfill().isEmpty()) {
            group.missed().readBy(reader, () -> false, coverage.cursor());
            return new CombinedFeed.StartedFeeds(
                    withSweep(List.of(present), reader, rows, position, counts),
                    reader::cursor,
                    Optional::empty,
                    () -> true);
        }
        IncrementalOffset.Backfill behind = coverage.backfill().get();
        List<Table> wanting = tablesOf(behind);
        StreamMetrics pastCounts = context.metrics().part();
        BackfillReader past = readers.past(
                context.stream(), behind, context.details(wanting), reader, context.listener(pastCounts, leftOut));
        context.metrics().parks(past.refused()::count, past.refused()::oldest);
        group.missed().readBy(reader, () -> past.remaining().isPresent(), coverage.cursor());
        BackfillFeed backfill = new BackfillFeed(
                context.name(),
                past,
                rows(wanting, table -> !leftOut.tables().contains(table), sendsEntity(wanting), position, pastCounts),
                pastCounts,
                group.deleted(),
                sent,
                leftOut,
                group.changed()::isSaturated);
        Feed before = progress.of(context, backfill, "The past of stream " + context.name(), pastCounts, start(behind));
        return new CombinedFeed.StartedFeeds(
                withSweep(List.of(present, before), reader, rows, position, counts),
                reader::cursor,
                past::remaining,
                past::isRead);
    }

    private EntityRows newest(EntityRows rows) {
        return group.memory()
                .filter(memory -> context.stream().isOfContacts())
                .<EntityRows>map(memory -> new NewestContacts(rows, memory.rows()))
                .orElse(rows);
    }

    /**
     * Sends the rows of these tables.
     *
     * @param isSent whether the entity counts as sent in the version that is read
     */
    private EntityRows rows(
            List<Table> tables,
            Predicate<String> isWanted,
            boolean isSent,
            PartitionOffset position,
            StreamMetrics counts) {
        if (context.stream().isOfContacts()) {
            List<Table> details = new ArrayList<>(context.detailTables());
            details.retainAll(tables);
            return group.ownNotes(new ContactRows(
                    contactRows(tables, details.equals(context.detailTables()), isWanted, position, counts),
                    isSent,
                    !details.isEmpty(),
                    group.changed()));
        }
        if (group.memory().isPresent()) {
            return rememberedRows(
                    group.memory().get(), context.rows(tables, counts), isWanted, isSent, position, counts);
        }
        // Without a memory, the connector can delete only the row whose key is the entity's id.
        List<Table> all = context.stream().isOfDeletions()
                ? tables.stream().filter(table -> table.lists().isEmpty()).toList()
                : tables;
        return new AllRows(context.rows(all, counts), isWanted, position, counts);
    }

    private EntityRows rememberedRows(
            EntityMemory memory,
            RowMapper rows,
            Predicate<String> isWanted,
            boolean isSent,
            PartitionOffset position,
            StreamMetrics counts) {
        return context.stream().isOfDeletions()
                ? new EndedEntities(memory, rows, context.endsUnknown(), position, counts)
                : new LatestRows(ChangedRows.of(memory, rows, isWanted, position, counts), isSent, group.readings());
    }

    /** Adds the sweep that finds silent changes of conversations or tickets, if rows that it can compare are selected and remembered. */
    private List<Feed> withSweep(
            List<Feed> feeds,
            IncrementalReader reader,
            EntityRows rows,
            PartitionOffset position,
            StreamMetrics counts) {
        List<Table> below = context.tables().stream()
                .filter(table -> !table.lists().isEmpty())
                .toList();
        boolean isOfTickets = context.stream().isOfTickets();
        List<Table> shown = context.tables().stream()
                .filter(table -> isOfTickets || ListedComparison.OF_CONVERSATIONS.contains(table.name()))
                .toList();
        if (context.stream().maxShards() == 0
                || shown.isEmpty()
                || group.memory().isEmpty()) {
            return feeds;
        }
        EntityMemory memory = group.memory().get();
        Set<Enrichment> details = context.details(context.tables());
        EntityReadings readings = isOfTickets ? readers.tickets(details) : readers.conversations(details);
        List<Feed> all = new ArrayList<>(feeds);
        all.add(new EntitySweep(
                context.name(),
                readings,
                memory,
                new ListedComparison(memory, context.rows(shown)),
                rows,
                new LatestRows(
                        ChangedRows.beside(memory, context.rows(below, counts), position, counts),
                        false,
                        group.readings()),
                entity -> reader.hasRead(
                        entity.path("id").asText(),
                        IntercomTime.seconds(entity.path("updated_at"), IntercomTime.NO_TIME)),
                group.deleted(),
                isOfTickets ? Optional.of(unlisted(memory, readings, position, counts)) : Optional.empty(),
                context.config().fullPollInterval(),
                readers.clock()));
        return all;
    }

    /** Intercom need not list a deleted ticket. */
    private UnlistedEntities unlisted(
            EntityMemory memory, EntityReadings readings, PartitionOffset position, StreamMetrics counts) {
        return new UnlistedEntities(
                context.name(),
                readings.all(),
                memory,
                new EndedEntities(memory, context.rows(context.tables(), counts), false, position, counts),
                group.deleted(),
                readers.clock());
    }

    private EntityRows contactRows(
            List<Table> tables,
            boolean hasAllDetails,
            Predicate<String> isWanted,
            PartitionOffset position,
            StreamMetrics counts) {
        RowMapper rows = context.rows(tables, counts);
        Function<ObjectNode, Map<String, Long>> marks = hasAllDetails ? ContactDetails::marks : contact -> Map.of();
        return group.memory()
                .<EntityRows>map(memory -> ChangedRows.shared(memory, rows, isWanted, position, counts, marks))
                .orElseGet(() -> new AllRows(rows, isWanted, position, counts));
    }

    private static boolean sendsEntity(List<Table> tables) {
        return tables.stream().anyMatch(table -> table.lists().isEmpty());
    }

    private List<Table> tablesOf(IncrementalOffset.Backfill backfill) {
        return context.tables().stream()
                .filter(table -> backfill.tables().contains(table.name()))
                .toList();
    }

    private ProgressReporter.StartState start(IncrementalOffset coverage) {
        return context.stream().looksForNewestFirst()
                        && isRecent(coverage.cursor().mark())
                ? ProgressReporter.StartState.CAUGHT_UP
                : ProgressReporter.StartState.BEHIND;
    }

    /** Intercom's total also counts the entities that were updated after the end of the backfill. */
    private ProgressReporter.StartState start(IncrementalOffset.Backfill backfill) {
        return isRecent(backfill.until())
                ? ProgressReporter.StartState.BEHIND
                : ProgressReporter.StartState.BEHIND_BY_AN_UNKNOWN_NUMBER;
    }

    /** The mark lies before the start of the pass that moved it by the settling time. */
    private void noteCoverage(Instant mark) {
        if (isRecent(mark)) {
            context.metrics().wasReadUntil(mark.plus(readers.incremental().settle()));
        }
    }

    private boolean isRecent(Instant time) {
        return readers.incremental().isRecent(time, readers.clock().instant());
    }
}
