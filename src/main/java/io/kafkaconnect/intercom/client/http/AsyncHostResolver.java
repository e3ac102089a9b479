package io.kafkaconnect.intercom.client.http;

import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Looks up host names on a thread of its own. The JDK's look-up blocks, half a minute where no name server answers and cannot be
 * interrupted; the HTTP client would do it on whatever thread sends.
 */
final class AsyncHostResolver extends InetNameResolver {

    /** Looks up, blocking. */
    @FunctionalInterface
    interface Lookup {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private final Lookup lookup;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(new DefaultThreadFactory("intercom-dns", true));

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

    /** Waits for nobody: a look-up under way ends when it ends. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
