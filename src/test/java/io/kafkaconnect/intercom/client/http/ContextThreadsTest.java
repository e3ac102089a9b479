package io.kafkaconnect.intercom.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ContextThreadsTest {
    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void a_thread_has_the_context_of_the_thread_that_made_its_factory_whoever_starts_it() {
        MDC.put("connector.context", "[intercom|task-1] ");
        ContextThreads threads = new ContextThreads("test");
        MDC.put("connector.context", "[other|task-0] ");

        assertThat(contextOf(threads)).isEqualTo("[intercom|task-1] ");
    }

    @Test
    void without_a_context_a_thread_has_none() {
        ContextThreads threads = new ContextThreads("test");
        MDC.put("connector.context", "[other|task-0] ");

        assertThat(contextOf(threads)).isNull();
    }

    private static String contextOf(ContextThreads threads) {
        CompletableFuture<String> context = new CompletableFuture<>();
        threads.newThread(() -> context.complete(MDC.get("connector.context"))).start();
        return context.join();
    }
}
