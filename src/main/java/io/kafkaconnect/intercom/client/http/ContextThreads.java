package io.kafkaconnect.intercom.client.http;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * Makes daemon threads whose log lines have the context of the thread that made this factory. Connect puts the names of connector and task
 * into it ({@code connector.context}, KIP-449), but only for the task's own thread.
 */
public final class ContextThreads extends DefaultThreadFactory {
    private final Map<String, String> context =
            Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());

    /** A factory of threads with this name and a number. */
    public ContextThreads(String name) {
        super(name, true);
    }

    @Override
    public Thread newThread(Runnable work) {
        return super.newThread(() -> {
            MDC.setContextMap(context);
            work.run();
        });
    }
}
