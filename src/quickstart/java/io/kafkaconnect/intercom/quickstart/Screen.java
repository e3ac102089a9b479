package io.kafkaconnect.intercom.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/** The terminal: lines that stay, and below them a report that is overwritten. Without a terminal, it prints a line now and then. */
final class Screen {
    private static final Duration NOW_AND_THEN = Duration.ofSeconds(5);
    /** The width for files and pipes, which have none. */
    private static final int WIDE = 140;

    private static final int TALL = 100;

    private final Terminal terminal;
    private final boolean paints;
    private final Display display;
    private Instant said = Instant.MIN;
    private Report shown;
    private boolean left;

    private Screen(Terminal terminal) {
        this.terminal = terminal;
        this.paints = !terminal.getType().startsWith(Terminal.TYPE_DUMB);
        this.display = new Display(terminal, false);
        if (paints) {
            terminal.puts(Capability.cursor_invisible);
        }
    }

    static Screen open() {
        try {
            return new Screen(TerminalBuilder.builder()
                    .system(true)
                    .dumb(true)
                    .encoding(StandardCharsets.UTF_8)
                    // The JVM handles Ctrl-C: it ends the whole process.
                    .nativeSignals(false)
                    .build());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether the output is a terminal and not a file. */
    boolean isWatched() {
        return paints;
    }

    int width() {
        return paints ? Math.max(40, terminal.getWidth()) : WIDE;
    }

    /** A line that stays, above the report. */
    synchronized void say(String line) {
        clear();
        terminal.writer().println(line);
        terminal.flush();
    }

    /** Replaces the report by the current one. */
    synchronized void show(Report report, Instant now) {
        if (left) {
            return;
        }
        shown = report;
        if (paints) {
            int rows = Math.max(10, terminal.getHeight());
            display.resize(rows, width());
            display.update(report.lines(width(), rows), 0);
        } else if (now.isAfter(said.equals(Instant.MIN) ? said : said.plus(NOW_AND_THEN))) {
            said = now;
            say(report.line());
        }
    }

    /** The report once more, as lines that stay. */
    synchronized void keep(Report report) {
        clear();
        report.lines(width(), TALL).forEach(line -> terminal.writer().println(line.toAnsi(terminal)));
        terminal.flush();
    }

    private void clear() {
        if (paints) {
            display.update(List.<AttributedString>of(), 0);
        }
    }

    /** Ends the overwriting: the last report becomes lines that stay, followed by the last messages and the prompt. */
    synchronized void leave(String words) {
        if (paints && shown != null) {
            keep(shown);
        }
        left = true;
        say("\n" + words);
    }

    /** Restores the terminal. */
    void close() {
        if (paints) {
            terminal.puts(Capability.cursor_visible);
        }
        terminal.flush();
    }
}
