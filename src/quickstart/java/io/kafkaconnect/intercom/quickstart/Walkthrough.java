package io.kafkaconnect.intercom.quickstart;

import io.kafkaconnect.intercom.sandbox.BackgroundChanges;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the user sees in a cluster that runs: the connector, its topics, the tables, and answers from them. */
final class Walkthrough {
    /** The time between changes of the sandbox's workspace, after the first pass. */
    private static final Duration CHANGES = Duration.ofSeconds(1);

    private static final List<String> SAMPLED = List.of("users", "conversations", "conversation_parts");

    private final Choices choices;
    private final LocalCluster stack;
    private final Screen screen;
    private final Clock clock;

    Walkthrough(Choices choices, LocalCluster stack, Screen screen, Clock clock) {
        this.choices = choices;
        this.stack = stack;
        this.screen = screen;
        this.clock = clock;
    }

    /** Returns after the first pass with {@code -Dquickstart.once}, else never. */
    void run(ConnectorDefinition definition) throws IOException {
        Connector connector = new Connector(definition.with(changed(definition)), new Rest(stack.worker()));
        Optional<Sink> sink = sink(connector);
        connector.create();
        connector.save(choices.connector());
        screen.say("Connector        " + connector.name() + ", created from " + Choices.shown(choices.config()));
        screen.say("");
        Samples samples = new Samples(
                SAMPLED.stream().map(connector.topicPrefix()::concat).toList(),
                choices.show().map(table -> new ShownTable(connector.topicPrefix() + table)));
        try (LiveView view = new LiveView(stack, connector, sink, samples, screen, clock)) {
            Optional<Comparison> expected =
                    stack.sandbox().map(sandbox -> Comparison.with(sandbox.workspace(), connector.tables()));
            view.firstPass(expected);
            tellTopics(view, expected);
            if (sink.isPresent()) {
                view.tablesFilled(sink.get(), expected);
                tellTables(view, expected, sink.get());
            }
            view.keep();
            showRows(samples);
            sink.ifPresent(this::answer);
            if (choices.once()) {
                return;
            }
            tellMore(NextSteps.of(stack, connector, sink, choices.connector()));
            view.hint(hints(sink));
            stack.sandbox().ifPresent(sandbox -> BackgroundChanges.begin(sandbox, CHANGES, System.nanoTime()));
            while (true) {
                view.goOn();
            }
        }
    }

    private Optional<Sink> sink(Connector connector) throws IOException {
        if (stack.database().isEmpty()) {
            return Optional.empty();
        }
        Sink sink = Sink.create(choices, stack.database().get(), connector, stack.worker(), clock);
        screen.say("Sink             " + sink.name() + ", created from " + Choices.shown(choices.sink()));
        return Optional.of(sink);
    }

    /** The settings that differ from those in the file. A real token stays a placeholder, which the worker resolves. */
    private Map<String, String> changed(ConnectorDefinition definition) {
        Map<String, String> changed = new LinkedHashMap<>();
        if (!choices.region().isEmpty()) {
            changed.put("intercom.region", choices.region());
        }
        // The column that joins a part to its conversation is one of the extended ones.
        if (!definition.config().containsKey("intercom.columns")) {
            changed.put("intercom.columns", "extended");
        }
        stack.sandbox().map(Sandbox::baseUrl).ifPresent(url -> {
            changed.put("intercom.base.url", url);
            changed.put("intercom.access.token", "sandbox-token");
            // A person watches and should not wait a minute for a change.
            changed.put("intercom.poll.interval.ms", "2000");
            changed.put("intercom.full.poll.interval.ms", "10000");
        });
        return changed;
    }

    private void tellTopics(LiveView view, Optional<Comparison> expected) {
        screen.say("Everything was read once in " + view.elapsed() + ": " + view.topicsRead() + ".");
        expected.ifPresent(numbers -> {
            numbers.require("A topic", view.rowsInTopics());
            screen.say("Each topic has exactly as many rows as the sandbox.");
        });
    }

    private void tellTables(LiveView view, Optional<Comparison> expected, Sink sink) {
        expected.ifPresent(numbers -> numbers.require("A table in PostgreSQL", sink.rows()));
        screen.say(String.format(
                Locale.ROOT,
                "PostgreSQL has %,d rows in %d tables after %s.",
                sink.rows().values().stream().mapToLong(Long::longValue).sum(),
                sink.rows().size(),
                view.elapsed()));
        expected.ifPresent(numbers -> screen.say("Each table has exactly as many rows as the sandbox."));
        screen.say("");
    }

    /** Decoded rows. They hold personal data: not those of a real workspace into a file. */
    private void showRows(Samples samples) {
        if (screen.isWatched() || stack.sandbox().isPresent()) {
            screen.say("");
            samples.lines(screen.width()).forEach(screen::say);
        }
    }

    private void answer(Sink sink) {
        screen.say("");
        screen.say("Questions for PostgreSQL, from " + Choices.shown(choices.questions()) + ":");
        for (Question question : Question.of(choices.questions(), sink.tablePrefix())) {
            screen.say("");
            screen.say(question.title());
            question.sql().lines().map("  "::concat).forEach(screen::say);
            screen.say("");
            try {
                sink.tables().ask(question).lines(screen.width() - 2).stream()
                        .map("  "::concat)
                        .forEach(screen::say);
            } catch (SQLException without) {
                // The user's own configuration selects fewer tables or columns.
                screen.say("  No answer: " + without.getMessage().replaceAll("\\s+", " "));
            }
        }
    }

    private void tellMore(NextSteps steps) throws IOException {
        steps.save(choices.commands());
        screen.say("");
        screen.say("Try next:");
        steps.lines().forEach(screen::say);
        screen.say("");
    }

    private List<String> hints(Optional<Sink> sink) {
        List<String> hints = new ArrayList<>();
        sink.map(Sink::database).ifPresent(database -> {
            database.psql().ifPresent(hints::add);
            hints.add(database.url());
        });
        hints.add("Commands: " + Choices.shown(choices.commands()) + "   Answers: scroll up   End: Ctrl-C");
        return hints;
    }
}
