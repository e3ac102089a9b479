package io.kafkaconnect.intercom.monitoring;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.kafkaconnect.intercom.worker.Deployment;
import io.kafkaconnect.intercom.worker.WorkerProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Prometheus in a process of its own, set up as the project's files say but for addresses and times. It ends when closed. */
final class Prometheus implements AutoCloseable {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final File CONFIGURATION = new File("config/monitoring/prometheus.yml");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;
    private final Process process;

    private Prometheus(URI address, Process process) {
        this.address = address;
        this.process = process;
    }

    /** Skips the test, with one line, if no Prometheus is installed here. */
    static void assumeInstalled() {
        String message = "config/monitoring is not tried in Prometheus: it is not installed here";
        if (!isInstalled("prometheus")) {
            System.out.println(message);
        }
        assumeTrue(isInstalled("prometheus"), message);
    }

    /** Whether there is a command of that name, which tells its version. */
    static boolean isInstalled(String command) {
        try {
            return new ProcessBuilder(command, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Starts it, and returns when it answers.
     *
     * @param folder an empty one, for its data
     * @param rules the file of its alerts
     * @param target host and port of the worker's metrics
     */
    static Prometheus start(Path folder, Path rules, String target) {
        int port = WorkerProcess.freePort();
        Path configuration = folder.resolve("prometheus.yml");
        try {
            YAML.writeValue(configuration.toFile(), configuration(rules, target));
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + configuration,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
            Prometheus started = new Prometheus(URI.create("http://127.0.0.1:" + port), process);
            await("Prometheus, whose log is in " + folder)
                    .atMost(Deployment.LIMIT)
                    .ignoreExceptions()
                    .until(() -> !started.query("up").isMissingNode());
            return started;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static JsonNode configuration(Path rules, String target) throws IOException {
        ObjectNode configuration = (ObjectNode) YAML.readTree(CONFIGURATION);
        ((ObjectNode) configuration.path("global"))
                .put("scrape_interval", "1s")
                .put("scrape_timeout", "1s")
                .put("evaluation_interval", "1s");
        configuration.putArray("rule_files").add(rules.toAbsolutePath().toString());
        ((ObjectNode) configuration.at("/scrape_configs/0/static_configs/0"))
                .putArray("targets")
                .add(target);
        return configuration;
    }

    /** The series that a query returns. */
    JsonNode query(String expression) {
        return get("/api/v1/query?query=" + encoded(expression)).path("result");
    }

    /** The series of a query over the time from one epoch second to another one. */
    JsonNode query(String expression, long from, long to, Duration step) {
        return get("/api/v1/query_range?query=" + encoded(expression) + "&start=" + from + "&end=" + to + "&step="
                        + step.toSeconds())
                .path("result");
    }

    /** The names of the alerts that are firing now. */
    List<String> firing() {
        return query("ALERTS{alertstate=\"firing\"}").findValuesAsText("alertname");
    }

    private JsonNode get(String path) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(address.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
            JsonNode body = JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new AssertionError("Prometheus answers " + path + " with "
                        + body.path("error").asText());
            }
            return body.path("data");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
