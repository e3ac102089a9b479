package io.kafkaconnect.intercom.sandbox;

import io.kafkaconnect.intercom.sandbox.api.Access;
import io.kafkaconnect.intercom.sandbox.api.RateWindows;
import io.kafkaconnect.intercom.sandbox.http.Faults;
import io.kafkaconnect.intercom.sandbox.http.HttpServer;
import io.kafkaconnect.intercom.sandbox.http.Replay;
import io.kafkaconnect.intercom.sandbox.http.Requests;
import io.kafkaconnect.intercom.sandbox.model.Changes;
import io.kafkaconnect.intercom.sandbox.model.Copies;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** An Intercom for tests on a local port, with a changing workspace. */
public final class Sandbox implements AutoCloseable {

    private final Backend backend;
    private final Faults faults = new Faults();
    private final Requests requests;
    private final HttpServer server;

    private Sandbox(Options options) {
        backend = new Backend(options);
        requests = new Requests(options.logCapacity);
        server = new HttpServer(
                new InetSocketAddress(options.host, options.port),
                options.replays ? new Replay(backend.api()) : backend.api(),
                faults,
                requests,
                options.clock,
                options.latency);
    }

    public static Sandbox start(Options options) {
        return new Sandbox(options);
    }

    /** Runs a sandbox until the process is stopped. */
    public static void main(String[] args) throws InterruptedException {
        CommandLine commandLine = new CommandLine(args);
        Options options = commandLine.options();
        try (Sandbox sandbox = start(options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
            Duration changeEvery = commandLine.changeEvery();
            if (!changeEvery.isZero()) {
                BackgroundChanges.begin(sandbox, changeEvery, options.seed);
            }
            System.out.println("Intercom sandbox on " + sandbox.baseUrl() + " with token " + options.token);
            // All others are daemons.
            new CountDownLatch(1).await();
        }
    }

    public String baseUrl() {
        return server.baseUrl().toString();
    }

    public Workspace workspace() {
        return backend.workspace();
    }

    public Changes changes() {
        return backend.changes();
    }

    public Access access() {
        return backend.access();
    }

    public RateWindows rate() {
        return backend.rate();
    }

    public Copies copies() {
        return backend.copies();
    }

    public Faults faults() {
        return faults;
    }

    public Requests requests() {
        return requests;
    }

    @Override
    public void close() {
        server.close();
    }
}
