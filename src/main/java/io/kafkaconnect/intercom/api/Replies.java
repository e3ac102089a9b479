package io.kafkaconnect.intercom.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/** Makes a {@link Reply} of an answer: by HTTP status first, by Intercom's code where the status is not enough. */
final class Replies {
    /** A scroll dies after a minute without use; nothing else closes it. */
    static final Duration SCROLL_EXPIRY = Duration.ofSeconds(60);

    private static final Duration MOST_RETRY_AFTER = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock;

    /** The latest date read: many answers come within its second. */
    private volatile Dated latest = new Dated("Thu, 1 Jan 1970 00:00:00 GMT", Instant.EPOCH);

    private record Dated(String text, Instant time) {}

    Replies(Clock clock) {
        this.clock = clock;
    }

    Reply of(Request request, Transport.Answer answer, Duration latency) {
        int status = answer.status();
        JsonNode body = parse(answer.body());
        if (status >= 200 && status < 300) {
            // Seen in the wild: 200 with an empty body, a proxy's HTML, or Intercom's envelope of errors.
            Optional<String> flaw = flaw(request, body);
            return flaw.isEmpty()
                    ? new Reply.Found((ObjectNode) body, date(answer).minus(latency), request)
                    : new Reply.Unavailable(failure(request, status, body, flaw.get()));
        }
        JsonNode error = body.path("errors").path(0);
        String code = error.path("code").asText("");
        String message = error.path("message").asText("");
        Failure failure = failure(request, status, body, status == 403 || status == 401 ? message : "");
        if (isOpenScroll(status, code, message)) {
            return new Reply.Throttled(
                    failure(request, status, body, "a companies scroll is already open for this app"), SCROLL_EXPIRY);
        }
        if (code.equals("retry_after")) {
            return new Reply.Throttled(failure, retryAfter(answer).orElse(Duration.ZERO));
        }
        return switch (status) {
            case 401, 402, 403 -> new Reply.Denied(failure);
            // Not Intercom's words but a gateway's: rows would be deleted on its word.
            case 404, 410 -> isForeign(answer, body) ? new Reply.Unavailable(failure) : new Reply.Gone(failure);
            case 408 -> new Reply.Unavailable(failure);
            case 429 -> throttled(failure, answer);
            // Redirects are not followed (the token would go along), so a 3xx is as final as a 4xx.
            default -> status >= 500 ? new Reply.Unavailable(failure) : new Reply.Rejected(failure);
        };
    }

    private static Optional<String> flaw(Request request, JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            return Optional.of("the answer holds no JSON object");
        }
        return object.path("type").asText().equals("error.list")
                ? Optional.of("the answer is a list of errors")
                : request.expected().flaw(object);
    }

    Reply of(Request request, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        boolean late = cause instanceof TimeoutException;
        // The class only: messages of I/O exceptions may hold the URL with its query.
        String detail = late
                ? "no complete answer within intercom.request.timeout.ms"
                : cause.getClass().getSimpleName();
        return new Reply.Unavailable(Failure.noAnswer(request, detail), late);
    }

    /** Intercom's clock at the answer, ours where it does not say. */
    Instant date(Transport.Answer answer) {
        String date = answer.header().apply("Date");
        if (date != null) {
            Dated known = latest;
            if (known.text().equals(date)) {
                return known.time();
            }
            try {
                Instant time = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                latest = new Dated(date, time);
                return time;
            } catch (DateTimeException notADate) {
                return clock.instant();
            }
        }
        return clock.instant();
    }

    private Reply.Throttled throttled(Failure failure, Transport.Answer answer) {
        Reply.Throttled throttled =
                new Reply.Throttled(failure, retryAfter(answer).orElse(Duration.ZERO));
        boolean nobodyKnows = throttled.isRateLimit()
                && throttled.atLeast().isZero()
                && RateHeaders.of(answer, date(answer)).isEmpty();
        return nobodyKnows ? new Reply.Throttled(failure, RateBudget.WINDOW) : throttled;
    }

    /** Not documented by Intercom, but gateways send it. */
    private static Optional<Duration> retryAfter(Transport.Answer answer) {
        String seconds = answer.header().apply("Retry-After");
        try {
            return seconds == null
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(
                            Math.max(0, Math.min(Long.parseLong(seconds.trim()), MOST_RETRY_AFTER.toSeconds()))));
        } catch (NumberFormatException date) {
            return Optional.empty();
        }
    }

    private static boolean isForeign(Transport.Answer answer, JsonNode body) {
        return answer.body().length > 0 && !body.isObject();
    }

    private static boolean isOpenScroll(int status, String code, String message) {
        return status == 400 && (code.equals("scroll_exists") || message.contains("scroll already exists"));
    }

    private static Failure failure(Request request, int status, JsonNode body, String detail) {
        String code = body.path("errors").path(0).path("code").asText("");
        return new Failure(request, status, code, body.path("request_id").asText(""), detail);
    }

    private static JsonNode parse(byte[] body) {
        try {
            JsonNode parsed = body.length == 0 ? null : JSON.readTree(body);
            return parsed == null ? MissingNode.getInstance() : parsed;
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
