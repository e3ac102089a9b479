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
 * @param zone for times of day
 */
record Report(
        String title, String state, Duration running, Progress progress, List<Arrivals.Topic> topics, ZoneId zone) {
    private static final int BAR = 30;
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle BOLD = AttributedStyle.BOLD;
    private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
    private static final AttributedStyle GREEN = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /**
     * The whole report, in lines of that maximum width. If there is not enough room, the table leaves out whole columns and the topics with
     * the fewest records.
     */
    List<AttributedString> lines(int width, int height) {
        List<AttributedString> head = new ArrayList<>();
        head.add(new AttributedStringBuilder()
                .styled(BOLD, title)
                .styled(PLAIN, "   " + state + "   " + clock(running))
                .toAttributedString());
        head.add(AttributedString.EMPTY);
        int name =
                topics.stream().mapToInt(topic -> topic.name().length()).max().orElse(0);
        head.add(new AttributedString(
                row(name, "topic", "records", "deletes", "per second", "last record", width), FAINT));
        List<AttributedString> tail = backfill(width);

        int room = height - head.size() - tail.size() - 1;
        boolean fits = topics.size() <= room;
        List<Arrivals.Topic> shown = fits ? topics : fullest(Math.max(0, room - 1));
        List<AttributedString> lines = new ArrayList<>(head);
        shown.forEach(topic -> lines.add(row(name, topic, width)));
        if (!fits) {
            lines.add(new AttributedString(
                    "… and " + (topics.size() - shown.size()) + " more: a taller window shows them", FAINT));
        }
        lines.addAll(tail);
        return lines.stream().map(line -> line.columnSubSequence(0, width)).toList();
    }

    /** The so many topics with the most records, in the usual order. */
    private List<Arrivals.Topic> fullest(int most) {
        Set<Arrivals.Topic> fullest = topics.stream()
                .sorted(Comparator.comparingLong(Arrivals.Topic::records).reversed())
                .limit(most)
                .collect(toSet());
        return topics.stream().filter(fullest::contains).toList();
    }

    /** The report in one line, for output that cannot be overwritten. */
    String line() {
        long records = topics.stream().mapToLong(Arrivals.Topic::records).sum();
        long filled = topics.stream().filter(topic -> topic.records() > 0).count();
        return clock(running) + "  " + count(records) + " records in " + filled + " topics; " + percent() + ": "
                + streams(progress.streams());
    }

    private List<AttributedString> backfill(int width) {
        int full = (int) Math.floor(BAR * progress.done());
        String bar = "█".repeat(full) + "░".repeat(BAR - full);
        List<AttributedString> lines = new ArrayList<>();
        lines.add(AttributedString.EMPTY);
        lines.add(new AttributedStringBuilder()
                .styled(PLAIN, "backfill ")
                .styled(GREEN, bar)
                .styled(PLAIN, "  " + percent())
                .toAttributedString());
        int perLine = Math.max(1, (width - 9) / 26);
        List<Progress.StreamProgress> streams = progress.streams();
        for (int from = 0; from < streams.size(); from += perLine) {
            lines.add(new AttributedString(
                    "         "
                            + streams.subList(from, Math.min(streams.size(), from + perLine)).stream()
                                    .map(stream -> "%-26s".formatted(text(stream)))
                                    .collect(joining())
                                    .stripTrailing(),
                    PLAIN));
        }
        lines.add(new AttributedString(
                "requests " + count(progress.requests()) + ", throttled by Intercom " + count(progress.throttled())
                        + ", waited for the rate limit %.1f s".formatted(progress.heldMillis() / 1000.0)
                        + (progress.limitUsed() == 0 ? "" : ", " + progress.limitUsed() + " % of its share used"),
                PLAIN));
        return lines;
    }

    private String percent() {
        long done = progress.streams().stream()
                .filter(Progress.StreamProgress::isDone)
                .count();
        return "%.0f %%, %d of %d streams read to their end"
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

    private static String streams(List<Progress.StreamProgress> streams) {
        return streams.stream().map(Report::text).collect(joining(", "));
    }

    private static String text(Progress.StreamProgress stream) {
        String read = stream.isDone()
                ? " ✓"
                : " " + count(stream.entities()) + (stream.listed() == 0 ? "" : "/" + count(stream.listed()));
        return stream.name() + read;
    }

    private AttributedString row(int name, Arrivals.Topic topic, int width) {
        boolean empty = topic.records() == 0;
        String last = empty ? "" : TIME.format(topic.last().atZone(zone));
        String rate = topic.perSecond() == 0 ? "" : "%.1f".formatted(topic.perSecond());
        String deletes = topic.tombstones() == 0 ? "" : count(topic.tombstones());
        return new AttributedString(
                row(name, topic.name(), count(topic.records()), deletes, rate, last, width),
                empty ? FAINT : rate.isEmpty() ? PLAIN : GREEN);
    }

    private static String row(
            int name, String topic, String records, String deletes, String rate, String last, int width) {
        String all = ("%-" + Math.max(1, name) + "s %12s %9s").formatted(topic, records, deletes);
        // A column that does not fit is left out whole.
        for (String column : List.of(" %12s".formatted(rate), " %13s".formatted(last))) {
            if (all.length() + column.length() > width) {
                return all;
            }
            all += column;
        }
        return all;
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String clock(Duration duration) {
        return "%02d:%02d:%02d".formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }
}
