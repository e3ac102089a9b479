package io.kafkaconnect.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.api.IntercomClient;
import io.kafkaconnect.intercom.api.ManualTime;
import io.kafkaconnect.intercom.api.RateBudget;
import io.kafkaconnect.intercom.api.Request;
import io.kafkaconnect.intercom.api.Retry;
import io.kafkaconnect.intercom.api.Transport;
import io.kafkaconnect.intercom.stream.Streams;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.junit.jupiter.api.Test;

class IntercomSourceTaskTest {

    @Test
    void the_token_of_the_configuration_as_it_is_now_is_at_hand() {
        ManualTime time = new ManualTime();
        AtomicReference<Supplier<String>> token = new AtomicReference<>();
        IntercomSourceTask task = new IntercomSourceTask(Signal.real(), time, (config, clock, listener, configured) -> {
            token.set(configured);
            return new IntercomClient(
                    new Silence(),
                    time,
                    time,
                    new RateBudget(1),
                    new Retry(Duration.ofSeconds(1), Duration.ofSeconds(1), -1, () -> 0),
                    1,
                    listener);
        });
        Map<String, String> settings = new HashMap<>(TaskSettings.of(
                Map.of("intercom.access.token", "old"),
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

    /** Never answers. */
    private static final class Silence implements Transport {
        @Override
        public CompletableFuture<Answer> send(Request request) {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {}
    }
}
