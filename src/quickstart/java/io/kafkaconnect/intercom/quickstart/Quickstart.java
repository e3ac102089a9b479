package io.kafkaconnect.intercom.quickstart;

import io.kafkaconnect.intercom.sandbox.BackgroundChanges;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.LogManager;

/** Starts everything, creates the connector, and shows the arriving records until the first pass is over or the user presses Ctrl-C. */
final class Quickstart {
    private static final int TROUBLE = 1;
    private static final int INTERRUPTED = 130;

    /** The time between changes of the sandbox's workspace, after the first pass. */
    private static final Duration CHANGES = Duration.ofSeconds(1);

    private Quickstart() {}

    /** Exits with 0 after the first pass of {@code -Dquickstart.once}, with 1 after an error, with 130 on Ctrl-C. */
    public static void main(String[] args) {
        // Log lines of libraries through java.util.logging would appear in the table.
        LogManager.getLogManager().reset();
        Screen screen = Screen.open();
        AtomicInteger exit = new AtomicInteger(INTERRUPTED);
        AtomicReference<LocalCluster> started = new AtomicReference<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            boolean interrupted = exit.get() == INTERRUPTED;
            if (interrupted) {
                screen.leave("Stopping.");
            }
            if (started.get() != null) {
                started.get().clean();
            }
            if (interrupted) {
                screen.say("Everything is stopped and the data are deleted. The logs are in target/quickstart.");
            }
            screen.close();
            // There is no data to save, so an orderly shutdown is not needed; it would take seconds.
            Runtime.getRuntime().halt(exit.get());
        }));
        ParentWatchdog.toParent(() -> System.exit(TROUBLE));
        Path trouble = Path.of(System.getProperty("quickstart.trouble"));
        try {
            Files.deleteIfExists(trouble);
            Files.createDirectories(trouble.getParent());
            Choices choices = Choices.of(System::getProperty, System::getenv);
            // Kafka prints the exceptions of its threads here.
            System.setErr(new PrintStream(
                    Files.newOutputStream(choices.home().resolve("errors.log")), true, StandardCharsets.UTF_8));
            LocalCluster stack = new LocalCluster(choices, screen);
            started.set(stack);
            run(choices, stack, screen);
            exit.set(0);
        } catch (TroubleException told) {
            exit.set(tell(screen, told.getMessage(), trouble));
        } catch (Throwable unforeseen) {
            // An Error too: the threads of the broker and of the worker would keep the process alive without this one.
            unforeseen.printStackTrace();
            exit.set(tell(screen, "The quickstart failed: " + unforeseen, trouble));
        }
        System.exit(exit.get());
    }

    /** Also writes a file with the exit code for the build. */
    private static int tell(Screen screen, String what, Path trouble) {
        screen.say("\n" + what + "\n");
        try {
            Files.writeString(trouble, what);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return TROUBLE;
    }

    private static void run(Choices choices, LocalCluster stack, Screen screen) throws IOException {
        Connector.Definition definition = Connector.Definition.of(choices.config());
        stack.start();
        Connector connector = new Connector(definition.with(changed(choices, stack)), new Rest(stack.worker()));
        connector.create();
        connector.save(choices.connector());
        screen.say("Connector        " + connector.name() + ", created from " + Choices.shown(choices.config()));
        screen.say("");
        try (LiveView show = new LiveView(stack, connector, screen, Clock.system(ZoneId.systemDefault()))) {
            show.firstPass();
            show.summary();
            show.showSamples();
            if (!choices.once()) {
                show.tellMore(choices.connector());
                stack.sandbox().ifPresent(sandbox -> {
                    screen.say("The sandbox changes from now on, once a second. Ctrl-C ends everything.\n");
                    BackgroundChanges.begin(sandbox, CHANGES, System.nanoTime());
                });
                while (true) {
                    show.goOn();
                }
            }
        }
    }

    /** The settings that differ from those in the file. A real token stays a placeholder, which the worker resolves. */
    private static Map<String, String> changed(Choices choices, LocalCluster stack) {
        Map<String, String> changed = new LinkedHashMap<>();
        if (!choices.region().isEmpty()) {
            changed.put("intercom.region", choices.region());
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
}
