package io.kafkaconnect.intercom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.dispatch.IntercomClient;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.plan.TaskConfig;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.support.LogLines;
import io.kafkaconnect.intercom.support.ManualClock;
import io.kafkaconnect.intercom.task.TaskAssembly;
import io.kafkaconnect.intercom.task.Wakeup;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntercomSourceTaskTest {

    @Test
    void the_task_reads_the_current_token_of_the_configuration() {
        ManualClock time = new ManualClock();
        AtomicReference<Supplier<String>> token = new AtomicReference<>();
        IntercomSourceTask task =
                new IntercomSourceTask(Wakeup.real(), time, (config, tasks, clock, listener, configured) -> {
                    token.set(configured);
                    return new IntercomClient(
                            new Silence(),
                            time,
                            time,
                            new RateLimiter(1, 0, 6),
                            new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), -1, () -> 0),
                            1,
                            listener);
                });
        Map<String, String> settings = new HashMap<>(TaskConfig.of(
                Map.of("intercom.access.token", "old"),
                0,
                3,
                List.of(Streams.named("tags").orElseThrow())));
        task.initialize((SourceTaskContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SourceTaskContext.class},
                (self, method, arguments) -> method.getName().equals("configs") ? settings : null));
        task.start(settings);

        assertThat(token.get().get()).isEqualTo("old");
        settings.put("intercom.access.token", "new");
        assertThat(token.get().get()).isEqualTo("new");
        task.stop();
    }

    /** A worker before Kafka 4.1. */
    private static SourceTaskContext workerWithoutMetricsOfPlugins() {
        return (SourceTaskContext) Proxy.newProxyInstance(
                IntercomSourceTaskTest.class.getClassLoader(),
                new Class<?>[] {SourceTaskContext.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("pluginMetrics")) {
                        throw new NoSuchMethodError();
                    }
                    return null;
                });
    }

    private static Set<ObjectName> beans() throws JMException {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("kafka.connect:type=plugins,connector=restarted,*"), null);
    }

    @Test
    void on_a_worker_before_kafka_41_the_metrics_are_in_jmx_from_each_start_to_its_stop() throws JMException {
        Map<String, String> settings = TaskConfig.of(
                Map.of("name", "restarted", "intercom.access.token", "token"),
                2,
                3,
                List.of(Streams.named("tags").orElseThrow()));
        Map<String, String> wrong = new HashMap<>(settings);
        wrong.put("intercom.tables", "nonsense");
        for (int i = 0; i < 100; i++) {
            IntercomSourceTask task = silentTask();
            task.initialize(workerWithoutMetricsOfPlugins());
            task.start(settings);
            assertThat(beans())
                    .extracting(ObjectName::toString)
                    .containsExactlyInAnyOrder(
                            "kafka.connect:type=plugins,connector=restarted,task=2",
                            "kafka.connect:type=plugins,connector=restarted,task=2,stream=tags");
            task.stop();
            task.stop();
            assertThat(beans()).isEmpty();

            IntercomSourceTask failing = silentTask();
            failing.initialize(workerWithoutMetricsOfPlugins());
            assertThatThrownBy(() -> failing.start(wrong)).isInstanceOf(ConfigException.class);
            failing.stop();
            assertThat(beans()).isEmpty();
        }
    }

    private static IntercomSourceTask silentTask() {
        ManualClock time = new ManualClock();
        return new IntercomSourceTask(
                Wakeup.real(),
                time,
                (config, tasks, clock, listener, configured) -> new IntercomClient(
                        new Silence(),
                        time,
                        time,
                        new RateLimiter(1, 0, 6),
                        new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), -1, () -> 0),
                        1,
                        listener));
    }

    /** With exactly-once, a worker commits when it starts a task of a paused connector, before it starts the task. */
    @Test
    void a_commit_before_the_start_does_nothing() {
        assertThatCode(new IntercomSourceTask()::commit).doesNotThrowAnyException();
    }

    @Test
    void any_id_of_a_workspace_is_logged_in_one_line() {
        assertThat(saidOf("{\"app\": {\"id_code\": \"abc\\nERROR forged\"}}"))
                .contains("of workspace abc\uFFFDERROR forged");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"app\": null}",
                "{\"app\": {}}",
                "{\"app\": {\"id_code\": \"\"}}",
                "{\"app\": {\"id_code\": \"other\"}}"
            })
    void a_single_response_without_a_workspace_or_with_another_one_is_not_trusted(String once) {
        assertThat(saidOf(once, "{\"app\": {\"id_code\": \"abc\"}}")).contains("of workspace abc from ");
    }

    /** The log lines of a starting task for these responses to {@code GET /me}; the last response is repeated. */
    private String saidOf(String... answers) {
        ManualClock time = new ManualClock();
        Deque<String> left = new ArrayDeque<>(List.of(answers));
        IntercomSourceTask task = new IntercomSourceTask(
                Wakeup.real(),
                time,
                (config, tasks, clock, listener, configured) -> new IntercomClient(
                        new Silence() {
                            @Override
                            public CompletableFuture<RawResponse> send(Request request) {
                                if (!request.path().equals("/me")) {
                                    return super.send(request);
                                }
                                String me = left.size() > 1 ? left.remove() : left.element();
                                return CompletableFuture.completedFuture(
                                        new RawResponse(200, name -> null, me.getBytes(StandardCharsets.UTF_8)));
                            }
                        },
                        time,
                        time,
                        new RateLimiter(10, 0, 6),
                        new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1), -1, () -> 0),
                        1,
                        listener));
        OffsetStorageReader none = (OffsetStorageReader) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {OffsetStorageReader.class},
                (self, method, arguments) -> Map.of());
        task.initialize((SourceTaskContext) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SourceTaskContext.class},
                (self, method, arguments) -> method.getName().equals("offsetStorageReader") ? none : null));
        try (LogLines log = LogLines.of(TaskAssembly.class)) {
            task.start(TaskConfig.of(
                    Map.of("intercom.access.token", "token"),
                    0,
                    3,
                    List.of(Streams.named("tags").orElseThrow())));
            Thread.currentThread().interrupt();
            assertThatThrownBy(task::poll).isInstanceOf(InterruptedException.class);
            task.stop();
            return log.said().get(0);
        }
    }

    /** Never answers. */
    private static class Silence implements Transport {
        @Override
        public CompletableFuture<RawResponse> send(Request request) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {}
    }
}
