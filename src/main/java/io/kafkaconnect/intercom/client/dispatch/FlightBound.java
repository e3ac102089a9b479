package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.Request;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How many requests may be in flight. The number in flight at full speed is the number of requests a second times the seconds that a
 * response takes: 150 a second and 3 s make 450. The bound is twice that. A host that stops answering therefore does not
 * get a thousand requests.
 *
 * <p>The responses under way are bounded in memory as well, by the sizes of recent responses to requests of the same kind. Not thread-safe;
 * {@link IntercomClient} guards it.
 */
final class FlightBound {
    /** The pages that all streams of a task read ahead fit in at any rate limit. */
    private static final int MIN_REQUESTS = 64;

    /** The requests of a window are sent early enough for their responses, so not evenly: at 3 s within its first seven. */
    private static final double HEADROOM = 2;

    /** The least time for which requests are sent without a response. A latency may grow suddenly, and at first none is known. */
    private static final double MIN_SECONDS = 2;

    /** The largest total of the responses under way, in bytes. */
    static final long MAX_BYTES = 32_000_000;

    /** The size of a response of a kind that was not seen yet. */
    private static final double ASSUMED_SIZE = 200_000;

    /** The weight of one response in the averages. */
    private static final double WEIGHT = 1 / 32.0;

    private final int maxRequests;
    private final Map<String, Double> sizes = new HashMap<>();
    private double latency;
    private boolean anyAnswered;
    private long underWay;

    /**
     * Nothing is in flight.
     *
     * @param maxRequests the bound never exceeds this number
     */
    FlightBound(int maxRequests) {
        this.maxRequests = maxRequests;
    }

    /**
     * The number of requests that may be in flight.
     *
     * @param perSecond the number of requests a second that the rate limit allows
     */
    int requests(double perSecond) {
        double useful = perSecond * Math.max(MIN_SECONDS, HEADROOM * latency);
        return (int) Math.min(maxRequests, Math.max(MIN_REQUESTS, useful));
    }

    /** Whether the memory holds the response to one more request. A response that is too large comes alone. */
    boolean hasRoom(Request next) {
        return underWay == 0 || underWay + size(next) <= MAX_BYTES;
    }

    /** The request is sent. Returns the bytes to pass back when it has ended. */
    long sent(Request request) {
        long size = size(request);
        underWay += size;
        return size;
    }

    /** The exchange is over, and its response was parsed. */
    void ended(long bytes) {
        underWay -= bytes;
    }

    /** A response with a body of that many bytes has come. */
    void answered(Request request, Duration took, int bytes) {
        double seconds = took.toNanos() / 1e9;
        latency += (seconds - latency) * (anyAnswered ? WEIGHT : 1);
        anyAnswered = true;
        sizes.merge(request.kind(), (double) bytes, (usual, size) -> usual + (size - usual) * WEIGHT);
    }

    private long size(Request request) {
        return Math.round(sizes.getOrDefault(request.kind(), ASSUMED_SIZE));
    }
}
