package io.kafkaconnect.intercom.quickstart;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * The current state for a person, as a line and as a table.
 *
 * @param title what is read, and by what
 * @param state of the connector
 * @param running since the connector was created
 * @param inTables the rows in PostgreSQL; without a sink, there is no such column
 * @param hints lines below the figures
 * @param zone for times of day
 */
record Report(
        String title,
        String state,
        Duration running,
        Progress progress,
        List<Arrivals.Topic> topics,
        RowsInTables inTables,
        List<String> hints,
        ZoneId zone) {
    private static final int LONGEST_BAR = 30;
    private static final int SHORTEST_BAR = 5;
    private static final String MARGIN = "         ";
    private static final int CELL = 26;
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle BOLD = AttributedStyle.BOLD;
    private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
    private static final AttributedStyle GREEN = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** What people look for first. A low window shows these topics before all others. */
    private static final List<String> MAIN =
            List.of("users", "leads", "companies", "conversations", "conversation_parts", "notes", "tags", "admins");

    /**
     * The whole report, in lines of that maximum width. If there is not enough room, it leaves out whole columns, and the topics that people
     * look for least.
     */
    List<AttributedString> lines(int width, int height) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(new AttributedStringBuilder()
                .styled(BOLD, title)
                .styled(PLAIN, "   " + state + "   " + clock(running))
                .toAttributedString());
        lines.add(AttributedString.EMPTY);
        TopicColumns columns = TopicColumns.of(topics, inTables.isKnown(), width);
        lines.add(new AttributedString(
                columns.line("topic", "records", "deletes", "in table", "per second", "last record"), FAINT));
        List<AttributedString> tail = tail(width);

        int room = height - lines.size() - tail.size() - 1;
        boolean fits = topics.size() <= room;
        List<Arrivals.Topic> shown = fits ? topics : first(Math.max(0, room - 1));
        shown.forEach(topic -> lines.add(line(columns, topic)));
        if (!fits) {
            lines.add(new AttributedString(
                    "… and " + (topics.size() - shown.size()) + " more: a taller window shows them", FAINT));
        }
        lines.addAll(tail);
        return lines.stream().map(line -> line.columnSubSequence(0, width)).toList();
    }

    /** So many topics, in the usual order: the main ones, then those with the most records. */
    private List<Arrivals.Topic> first(int most) {
        Set<Arrivals.Topic> first = topics.stream()
                .sorted(Comparator.comparing(Report::isMain)
                        .thenComparingLong(Arrivals.Topic::records)
                        .reversed())
                .limit(most)
                .collect(toSet());
        return topics.stream().filter(first::contains).toList();
    }

    private static boolean isMain(Arrivals.Topic topic) {
        return MAIN.contains(topic.name().replaceFirst(".*[.]", ""));
    }

    /** The report in one line, for output that cannot be overwritten. */
    String line() {
        long records = topics.stream().mapToLong(Arrivals.Topic::records).sum();
        long filled = topics.stream().filter(topic -> topic.records() > 0).count();
        return clock(running) + "  " + count(records) + " records in " + filled + " topics"
                + (inTables.isKnown() ? ", " + count(inTables.total()) + " rows in PostgreSQL" : "") + "; " + percent()
                + ": " + progress.streams().stream().map(Report::text).collect(joining(", "));
    }

    private List<AttributedString> tail(int width) {
        List<AttributedString> lines = new ArrayList<>();
        lines.add(AttributedString.EMPTY);
        lines.add(backfill(width));
        List<Progress.StreamProgress> unfinished =
                progress.streams().stream().filter(stream -> !stream.isDone()).toList();
        int perLine = Math.max(1, (width - MARGIN.length()) / CELL);
        for (int from = 0; from < unfinished.size(); from += perLine) {
            lines.add(new AttributedString(
                    MARGIN
                            + unfinished.subList(from, Math.min(unfinished.size(), from + perLine)).stream()
                                    .map(stream -> ("%-" + CELL + "s").formatted(text(stream)))
                                    .collect(joining())
                                    .stripTrailing(),
                    PLAIN));
        }
        lines.add(new AttributedString(requests(width), PLAIN));
        hints.forEach(hint -> lines.add(new AttributedString(hint, FAINT)));
        return lines;
    }

    private AttributedString backfill(int width) {
        int room = width - MARGIN.length() - 2 - percent().length();
        int bar = Math.max(SHORTEST_BAR, Math.min(LONGEST_BAR, room));
        int full = (int) Math.floor(bar * progress.done());
        return new AttributedStringBuilder()
                .styled(PLAIN, "backfill ")
                .styled(GREEN, "█".repeat(full) + "░".repeat(bar - full))
                .styled(PLAIN, "  " + percent())
                .toAttributedString();
    }

    /** As many of the figures as fit. */
    private String requests(int width) {
        String all = "requests " + count(progress.requests());
        List<String> more = new ArrayList<>(List.of(
                "throttled by Intercom " + count(progress.throttled()),
                "waited for the rate limit %.1f s".formatted(progress.heldMillis() / 1000.0)));
        if (progress.limitUsed() > 0) {
            more.add(progress.limitUsed() + " % of its share used");
        }
        for (String figure : more) {
            if (all.length() + 2 + figure.length() > width) {
                return all;
            }
            all += ", " + figure;
        }
        return all;
    }

    private String percent() {
        long done = progress.streams().stream()
                .filter(Progress.StreamProgress::isDone)
                .count();
        return "%.0f %%, %d of %d streams read"
                        .formatted(
                                Math.floor(100 * progress.done()),
                                done,
                                progress.streams().size())
                + progress.longest().map(Report::left).orElse("");
    }

    private static String left(Progress.StreamProgress stream) {
        long seconds = stream.secondsLeft();
        return ", %s about %s left"
                .formatted(stream.name(), seconds < 90 ? seconds + " s" : count(Math.round(seconds / 60.0)) + " min");
    }

    private static String text(Progress.StreamProgress stream) {
        String read = stream.isDone()
                ? " ✓"
                : " " + count(stream.entities()) + (stream.listed() == 0 ? "" : "/" + count(stream.listed()));
        return stream.name() + read;
    }

    private AttributedString line(TopicColumns columns, Arrivals.Topic topic) {
        boolean empty = topic.records() == 0;
        String last = empty ? "" : TIME.format(topic.last().atZone(zone));
        String rate = topic.perSecond() == 0 ? "" : "%.1f".formatted(topic.perSecond());
        String deletes = topic.tombstones() == 0 ? "" : count(topic.tombstones());
        return new AttributedString(
                columns.line(
                        topic.name(),
                        count(topic.records()),
                        deletes,
                        inTables.of(topic.name()).map(Report::count).orElse(""),
                        rate,
                        last),
                empty ? FAINT : rate.isEmpty() ? PLAIN : GREEN);
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String clock(Duration duration) {
        return "%02d:%02d:%02d".formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }
}
