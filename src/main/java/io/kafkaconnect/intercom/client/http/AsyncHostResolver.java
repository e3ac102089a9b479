package io.kafkaconnect.intercom.client.http;

import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Looks up host names on a thread of its own. The JDK's lookup blocks and cannot be interrupted; it takes half a minute if no name server
 * answers. Without this class, the HTTP client runs it on the thread that sends the request.
 */
final class AsyncHostResolver extends InetNameResolver {

    /** A lookup that blocks. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private final Lookup lookup;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(new ContextThreads("intercom-dns"));

    AsyncHostResolver(Lookup lookup) {
        super(ImmediateEventExecutor.INSTANCE);
        this.lookup = lookup;
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
        thread.execute(() -> {
            try {
                promise.trySuccess(lookup.of(host)[0]);
            } catch (UnknownHostException unknown) {
                promise.tryFailure(unknown);
            }
        });
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
        thread.execute(() -> {
            try {
                promise.trySuccess(List.of(lookup.of(host)));
            } catch (UnknownHostException unknown) {
                promise.tryFailure(unknown);
            }
        });
    }

    /** Does not wait for a lookup that still runs. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
