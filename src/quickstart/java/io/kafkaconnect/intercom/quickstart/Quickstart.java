package io.kafkaconnect.intercom.quickstart;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.LogManager;

/** Starts everything, creates the connector, and shows the arriving records until the first pass is over or the user presses Ctrl-C. */
final class Quickstart {
    private static final int TROUBLE = 1;
    private static final int INTERRUPTED = 130;

    private Quickstart() {}

    /** Exits with 0 after the first pass of {@code -Dquickstart.once}, with 1 after an error, with 130 on Ctrl-C. */
    public static void main(String[] args) {
        // Log lines of libraries through java.util.logging would appear in the table.
        LogManager.getLogManager().reset();
        Screen screen = Screen.open();
        AtomicInteger exit = new AtomicInteger(INTERRUPTED);
        AtomicBoolean interrupting = new AtomicBoolean();
        AtomicReference<LocalCluster> started = new AtomicReference<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                boolean interrupted = exit.get() == INTERRUPTED;
                if (interrupted) {
                    interrupting.set(true);
                    screen.leave("Stopping.");
                }
                if (started.get() != null) {
                    started.get().clean();
                }
                if (interrupted) {
                    screen.say(
                            "Everything is stopped, and its data in target/quickstart are deleted. The logs are there");
                }
                screen.close();
            } finally {
                // There is no data to save, so an orderly shutdown is not needed; it would take seconds.
                Runtime.getRuntime().halt(exit.get());
            }
        }));
        ParentWatchdog.toParent(() -> System.exit(TROUBLE));
        Path trouble = Path.of(System.getProperty("quickstart.trouble"));
        try {
            Files.deleteIfExists(trouble);
            Files.createDirectories(trouble.getParent());
            Choices choices = Choices.of(Preflight.properties(), System::getenv);
            // Kafka prints the exceptions of its threads here.
            System.setErr(new PrintStream(
                    Files.newOutputStream(choices.home().resolve("errors.log")), true, StandardCharsets.UTF_8));
            LocalCluster stack = new LocalCluster(choices, screen);
            started.set(stack);
            ConnectorDefinition definition = ConnectorDefinition.of(choices.config());
            stack.start();
            new Walkthrough(choices, stack, screen, Clock.system(ZoneId.systemDefault())).run(definition);
            exit.set(0);
        } catch (TroubleException told) {
            if (interrupting.get()) {
                return;
            }
            exit.set(tell(screen, told.getMessage(), trouble));
        } catch (Throwable unforeseen) {
            if (interrupting.get()) {
                // The worker stops on Ctrl-C, too, so a call of it may fail now. The hook above ends this process.
                return;
            }
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
}
