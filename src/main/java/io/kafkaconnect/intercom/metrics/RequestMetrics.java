package io.kafkaconnect.intercom.metrics;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetriedRequest;
import io.kafkaconnect.intercom.client.WindowUse;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.message.Remedy;
import io.kafkaconnect.intercom.message.Wording;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the exchanges of a task, and logs failing requests at most once a minute. Thread-safe. */
public final class RequestMetrics implements ExchangeListener {
    private static final Logger log = LoggerFactory.getLogger(RequestMetrics.class);
    private static final Duration WARNING_PAUSE = Duration.ofHours(1);

    /** Maximum age of a window of the rate limit that counts as the last one: the length of two windows. */
    private static final Duration RECENT = Duration.ofSeconds(20);

    private final Clock clock;
    private final Map<RequestOutcome, LongAdder> outcomes = new EnumMap<>(RequestOutcome.class);
    private final LongAdder retries = new LongAdder();
    private final LongAdder sentAgain = new LongAdder();
    private final LongAdder heldMillis = new LongAdder();
    private final LongAdder latencyMillis = new LongAdder();
    private volatile Window lastWindow = new Window(Instant.MIN, new WindowUse(0, 0, 1));
    private final LongAdder leftOut = new LongAdder();
    private volatile Supplier<List<RetriedRequest>> failing = List::of;
    private final LogThrottle retryWarnings;
    private final LogThrottle warnings;

    /** The use of a window of the rate limit, and the time at which the window was over. */
    private record Window(Instant end, WindowUse use) {}

    /** Metrics with all counters at 0. */
    public RequestMetrics(Clock clock) {
        this.clock = clock;
        this.retryWarnings = new LogThrottle(clock);
        this.warnings = new LogThrottle(clock, WARNING_PAUSE);
        for (RequestOutcome outcome : RequestOutcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    /** Sets the source of the requests that have failed and are retried. */
    public void failing(Supplier<List<RetriedRequest>> requests) {
        failing = requests;
    }

    @Override
    public void exchanged(Request request, Reply reply, Duration latency) {
        outcomes.get(RequestOutcome.of(reply)).increment();
        latencyMillis.add(latency.toMillis());
        if (reply instanceof Reply.Success found && found.leftOut() > 0) {
            leftOut.add(found.leftOut());
            if (warnings.isDue("value")) {
                log.warn(
                        "{} returned {} values that no row can hold, such as a number of more than 1,000 digits. They"
                                + " become null. Similar warnings are suppressed for {} min",
                        request,
                        found.leftOut(),
                        warnings.pause().toMinutes());
            }
        }
        log.debug(
                "{} took {} ms: {}",
                request,
                latency.toMillis(),
                reply.getClass().getSimpleName());
    }

    /** Logs the request that has failed longest, whichever is retried now: requests that fail now and then must not hide it. */
    @Override
    public void retrying(RetriedRequest request) {
        retries.increment();
        Instant now = clock.instant();
        if (retryWarnings.isDue("retry")) {
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
                    Remedy.whileRetrying(longest.reply()),
                    retryWarnings.pause().toSeconds());
        }
    }

    private static Optional<RetriedRequest> longest(List<RetriedRequest> failing) {
        return failing.stream().min(Comparator.comparing(RetriedRequest::since));
    }

    /** Seconds since the first failure of the request that has failed longest; 0 if no request is failing. */
    long failingSeconds() {
        return longest(failing.get())
                .map(request -> Duration.between(request.since(), clock.instant()))
                .map(span -> Math.max(1, span.toSeconds()))
                .orElse(0L);
    }

    @Override
    public void sentAgain(Request request) {
        sentAgain.increment();
        log.debug("{} takes far longer than usual and is sent a second time", request);
    }

    @Override
    public void tokenReplaced() {
        log.info(
                "Intercom refused the access token. The config provider returned a new one, and the task continues with it");
    }

    @Override
    public void dateDistrusted(Duration difference) {
        if (warnings.isDue("date")) {
            log.warn(
                    "The date of a response is {} s {} the worker's clock, and the connector ignores it. If this repeats,"
                            + " check the worker's clock (NTP). Similar warnings are suppressed for {} min",
                    difference.abs().toSeconds(),
                    direction(difference),
                    warnings.pause().toMinutes());
        }
    }

    @Override
    public void clockDiffers(Duration ahead) {
        if (warnings.isDue("clock")) {
            log.warn(
                    "Intercom's clock is {} s {} the worker's clock. Check the worker's clock (NTP). Similar warnings are"
                            + " suppressed for {} min",
                    ahead.abs().toSeconds(),
                    direction(ahead),
                    warnings.pause().toMinutes());
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
    public void windowOver(WindowUse use) {
        lastWindow = new Window(clock.instant(), use);
    }

    /** Percentage of our share of the rate limit that all programs used in the last window; 0 if no recent window is known. */
    public int limitUsedPercent() {
        return percent(WindowUse::percent);
    }

    /** The part of {@link #limitUsedPercent} that other programs and other tasks used. */
    int limitUsedByOthersPercent() {
        return percent(WindowUse::percentOfOthers);
    }

    private int percent(ToIntFunction<WindowUse> part) {
        Window last = lastWindow;
        return clock.instant().isAfter(last.end().plus(RECENT)) ? 0 : part.applyAsInt(last.use());
    }

    long requests() {
        return outcomes.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** The number of requests that ended like this. */
    long count(RequestOutcome outcome) {
        return outcomes.get(outcome).sum();
    }

    long failures() {
        return requests() - count(RequestOutcome.SUCCEEDED) - count(RequestOutcome.THROTTLED);
    }

    long retries() {
        return retries.sum();
    }

    long sentAgain() {
        return sentAgain.sum();
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
