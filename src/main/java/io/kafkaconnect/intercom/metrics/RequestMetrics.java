package io.kafkaconnect.intercom.metrics;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetriedRequest;
import io.kafkaconnect.intercom.message.Remedy;
import io.kafkaconnect.intercom.message.Wording;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the exchanges of a task, and says once a minute at most that Intercom does not answer. Thread-safe. */
public final class RequestMetrics implements ExchangeListener {
    private static final Logger log = LoggerFactory.getLogger(RequestMetrics.class);
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final Duration LONG_QUIET = Duration.ofHours(1);

    /** Two windows of the rate limit: what is older says nothing about now. */
    private static final Duration RECENT = Duration.ofSeconds(20);

    private final Clock clock;
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder throttled = new LongAdder();
    private final LongAdder heldMillis = new LongAdder();
    private final LongAdder latencyMillis = new LongAdder();
    private volatile Window lastWindow = new Window(Instant.MIN, 0);
    private final LongAdder leftOut = new LongAdder();
    private volatile Supplier<List<RetriedRequest>> failing = List::of;
    private final Quiet asking = new Quiet(QUIET);
    private final Quiet dates = new Quiet(LONG_QUIET);
    private final Quiet clocks = new Quiet(LONG_QUIET);
    private final Quiet values = new Quiet(LONG_QUIET);

    /** How much of what may be used of it a window of the rate limit saw used, and when that was told. */
    private record Window(Instant told, int percent) {}

    /** Holds back similar warnings for a while. */
    private record Quiet(Duration length, AtomicReference<Instant> last) {
        Quiet(Duration length) {
            this(length, new AtomicReference<>(Instant.MIN));
        }

        boolean isOver(Instant now) {
            Instant before = last.get();
            return (before.equals(Instant.MIN) || now.isAfter(before.plus(length))) && last.compareAndSet(before, now);
        }
    }

    public RequestMetrics(Clock clock) {
        this.clock = clock;
    }

    /** That tells which requests have failed and are asked again. */
    public void failing(Supplier<List<RetriedRequest>> requests) {
        failing = requests;
    }

    @Override
    public void exchanged(Request request, Reply reply, Duration latency) {
        requests.increment();
        latencyMillis.add(latency.toMillis());
        if (reply instanceof Reply.Throttled) {
            throttled.increment();
        } else if (reply instanceof Reply.Failed) {
            failures.increment();
        } else if (reply instanceof Reply.Success found && found.leftOut() > 0) {
            leftOut.add(found.leftOut());
            if (values.isOver(clock.instant())) {
                log.warn(
                        "{} returned {} values that no row can hold, such as a number of more than 1,000 digits. They"
                                + " become null. Similar warnings are suppressed for {} min",
                        request,
                        found.leftOut(),
                        LONG_QUIET.toMinutes());
            }
        }
        log.debug(
                "{} took {} ms: {}",
                request,
                latency.toMillis(),
                reply.getClass().getSimpleName());
    }

    /** Each retry may tell of the request that has failed longest: others that fail now and then must not hide it. */
    @Override
    public void retrying(RetriedRequest request) {
        retries.increment();
        Instant now = clock.instant();
        if (asking.isOver(now)) {
            List<RetriedRequest> all = failing.get();
            RetriedRequest longest = longest(all).orElse(request);
            Duration wait = Duration.between(now, longest.again());
            log.warn(
                    "{}. It has failed {}. Retrying in {} ms; {} other requests are failing. {}. Similar warnings are"
                            + " suppressed for {} s",
                    longest.reply().failure().describe(),
                    Wording.times(longest.times(), longest.since()),
                    Math.max(0, wait.toMillis()),
                    Math.max(0, all.size() - 1),
                    Remedy.whileAsking(longest.reply()),
                    QUIET.toSeconds());
        }
    }

    private static Optional<RetriedRequest> longest(List<RetriedRequest> failing) {
        return failing.stream().min(Comparator.comparing(RetriedRequest::since));
    }

    /** For how many seconds the request has failed that has failed longest; 0 where none is asked again. */
    long failingSeconds() {
        return longest(failing.get())
                .map(request -> Duration.between(request.since(), clock.instant()))
                .map(span -> Math.max(1, span.toSeconds()))
                .orElse(0L);
    }

    @Override
    public void tokenReplaced() {
        log.info(
                "Intercom refused the access token. The config provider returned a new one, and the task continues with it");
    }

    @Override
    public void dateDistrusted(Duration difference) {
        if (dates.isOver(clock.instant())) {
            log.warn(
                    "The date of a response is {} s {} the worker's clock, and the connector ignores it. If this repeats,"
                            + " check the worker's clock (NTP). Similar warnings are suppressed for {} min",
                    difference.abs().toSeconds(),
                    direction(difference),
                    LONG_QUIET.toMinutes());
        }
    }

    @Override
    public void clockDiffers(Duration ahead) {
        if (clocks.isOver(clock.instant())) {
            log.warn(
                    "Intercom's clock is {} s {} the worker's clock. Check the worker's clock (NTP). Similar warnings are"
                            + " suppressed for {} min",
                    ahead.abs().toSeconds(),
                    direction(ahead),
                    LONG_QUIET.toMinutes());
        }
    }

    private static String direction(Duration ahead) {
        return ahead.isNegative() ? "behind" : "ahead of";
    }

    @Override
    public void held(Duration wait) {
        heldMillis.add(wait.toMillis());
    }

    @Override
    public void windowOver(int taken, int allowed) {
        lastWindow = new Window(clock.instant(), (int) Math.min(100, 100L * taken / allowed));
    }

    /** How much was taken, by whomever, of what the connector may use of the last window; 0 where none was heard of lately. */
    public int limitUsedPercent() {
        Window last = lastWindow;
        return clock.instant().isAfter(last.told().plus(RECENT)) ? 0 : last.percent();
    }

    long requests() {
        return requests.sum();
    }

    long failures() {
        return failures.sum();
    }

    long retries() {
        return retries.sum();
    }

    long throttled() {
        return throttled.sum();
    }

    long leftOut() {
        return leftOut.sum();
    }

    long heldMillis() {
        return heldMillis.sum();
    }

    long latencyMillis() {
        return latencyMillis.sum();
    }
}
