package io.kafkaconnect.intercom.quickstart;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** Apicurio's schema registry, which speaks Confluent's protocol, in a process of its own, because its jars conflict with all others. */
public final class Registry {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** Where Confluent's protocol is. */
    static final String API = "/apis/ccompat/v7";

    private static final String RUNNER = "*-runner.jar";

    private final Process process;
    private final int port;
    private final Path log;

    private Registry(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Starts the registry, and returns at once. Its remaining files are in the folder of temporary files. */
    public static Registry start(int port, Path home, Path temporary, Path log) {
        try {
            Path classes = Path.of(ParentWatchdog.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    // It makes folders there that it deletes only in an orderly end.
                    "-Djava.io.tmpdir=" + temporary,
                    "-Dquarkus.http.host=127.0.0.1",
                    "-Dquarkus.http.port=" + port,
                    "-cp",
                    classes + System.getProperty("path.separator") + runner(home),
                    ParentWatchdog.class.getName(),
                    "io.quarkus.runner.GeneratedMain");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new Registry(process, port, log);
        } catch (IOException | java.net.URISyntaxException failed) {
            throw new TroubleException("The schema registry cannot be started: " + failed.getMessage(), failed);
        }
    }

    private static Path runner(Path home) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(home, RUNNER)) {
            return found.iterator().next();
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Returns once the registry answers. */
    public Registry awaitReady() {
        try {
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> !process.isAlive() || answers());
        } catch (ConditionTimeoutException late) {
            throw new TroubleException(
                    "The schema registry did not respond within " + LIMIT.toMinutes() + " minutes; its log is " + log,
                    late);
        }
        if (!process.isAlive()) {
            throw new TroubleException("The schema registry stopped while it started. Its log, " + log + ", says why");
        }
        return this;
    }

    private boolean answers() {
        HttpRequest subjects = HttpRequest.newBuilder(URI.create(url() + API + "/subjects"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(subjects, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the registry at once; it has no data to save. */
    public void stop() {
        process.destroyForcibly();
    }
}
