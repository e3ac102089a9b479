package io.kafkaconnect.intercom.client.response;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Failure.Origin;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.value.CleanText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/**
 * Parses a response into a {@link Reply}. A refusal counts only if it comes from Intercom itself: a list of errors of which the first has a
 * code. Then the HTTP status decides, and the code if the status is not enough.
 */
public final class ReplyParser {
    /** Time without use after which Intercom closes a scroll. There is no other way to close it. */
    public static final Duration SCROLL_EXPIRY = Duration.ofSeconds(60);

    /** A garbled body is accepted after so many failures of the request. */
    private static final int MAX_GARBLED = 3;

    /** Maximum length of a text of Intercom's in a message, in characters. */
    private static final int MAX_CHARACTERS = 300;

    private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(60);

    private static final String NOT_INTERCOMS =
            "the response is not Intercom's; a gateway or proxy may have answered instead";

    private final String host;
    private final ResponseDates dates;

    /**
     * A parser of the responses of one host.
     *
     * @param host the host, for messages
     */
    public ReplyParser(Clock clock, String host, ExchangeListener listener) {
        this.host = host;
        this.dates = new ResponseDates(clock, listener);
    }

    Reply parse(Request request, Transport.RawResponse answer, Duration latency) {
        return parse(request, answer, latency, MAX_GARBLED);
    }

    /**
     * Parses a response.
     *
     * @param earlier how often the request has failed before. A body with bytes that are not UTF-8 may be damaged in transit, so the request
     *     is retried. If the body stays the same, it is accepted
     */
    public Reply parse(Request request, Transport.RawResponse answer, Duration latency, int earlier) {
        JsonBody read = JsonBody.of(answer.body());
        JsonNode body = read.json();
        if (answer.status() == 200) {
            // Such responses occur: 200 with an empty body, with a proxy's HTML, or with Intercom's list of errors.
            boolean mayRetryHelp =
                    read.garbled() && earlier < MAX_GARBLED && request.retryMode() != Request.RetryMode.NEVER;
            Optional<String> flaw = mayRetryHelp ? Optional.of("the response is garbled") : flaw(request, answer, body);
            return flaw.isEmpty()
                    ? new Reply.Success(
                            (ObjectNode) body,
                            dates.asOf(answer).minus(latency),
                            request,
                            read.leftOut(),
                            answer.body().length)
                    : broken(request, answer, body, flaw.get());
        }
        Origin word = word(answer.status(), body);
        return word == Origin.INTERCOM ? refusal(request, answer, body) : foreign(request, answer, word);
    }

    /** Makes the reply to a request without a response. */
    public Reply parse(Request request, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof TimeoutException) {
            return noResponse(
                    request, Origin.CONNECTION, "no complete response within intercom.request.timeout.ms", true);
        }
        // Only names of classes: the message of an I/O exception may hold the URL with its query.
        String deepest = ConnectionBreak.deepest(cause).getClass().getSimpleName();
        Origin word = ConnectionBreak.certificate(cause).orElse(Origin.CONNECTION);
        return noResponse(request, word, word.isCertificate() ? certificate(word) + ": " + deepest : deepest, false);
    }

    private String certificate(Origin word) {
        String subject = "the certificate of " + host;
        return switch (word) {
            case CERTIFICATE_OF_ANOTHER -> subject + " names another host";
            case CERTIFICATE_OUT_OF_DATE ->
                subject + ", or of an authority that vouches for it, has expired or is not valid yet";
            default -> subject + " is not trusted";
        };
    }

    private static Reply noResponse(Request request, Origin word, String detail, boolean retryWithSmallerPage) {
        return new Reply.Unavailable(new Failure(request, 0, "", "", detail, word), retryWithSmallerPage);
    }

    /** See {@link ResponseDates#date}. */
    public Instant date(Transport.RawResponse answer) {
        return dates.date(answer);
    }

    private static Optional<String> flaw(Request request, Transport.RawResponse answer, JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            return Optional.of(isPage(answer, body) ? NOT_INTERCOMS : "the response holds no JSON object");
        }
        return object.path("type").asText().equals("error.list")
                ? Optional.of("the response is a list of errors")
                : request.expected().flaw(object);
    }

    private Reply broken(Request request, Transport.RawResponse answer, JsonNode body, String flaw) {
        Origin word = isPage(answer, body) ? Origin.GATEWAY : Origin.BROKEN;
        // A body that is too large may have been cut in transit.
        boolean unreadable = body.isMissingNode() && beginsLikeJson(answer);
        return new Reply.Unavailable(
                new Failure(request, 200, isErrorList(body) ? code(body) : "", "", flaw, word),
                unreadable,
                retryAfter(answer).orElse(Duration.ZERO));
    }

    /** Whether the body is not JSON but something else, such as HTML. */
    private static boolean isPage(Transport.RawResponse answer, JsonNode body) {
        return body.isMissingNode() && answer.body().length > 0 && !beginsLikeJson(answer);
    }

    private static boolean beginsLikeJson(Transport.RawResponse answer) {
        for (byte character : answer.body()) {
            if (!Character.isWhitespace(character)) {
                return character == '{' || character == '[';
            }
        }
        return false;
    }

    private static Origin word(int status, JsonNode body) {
        if (status == 407) {
            return Origin.PROXY;
        }
        if (status >= 300 && status < 400) {
            return Origin.REDIRECT;
        }
        return status >= 400 && isErrorList(body) ? Origin.INTERCOM : Origin.GATEWAY;
    }

    private static boolean isErrorList(JsonNode body) {
        return body.path("type").asText().equals("error.list")
                && body.path("errors").isArray()
                && body.path("errors").path(0).path("code").isTextual()
                && !code(body).isBlank();
    }

    private static String code(JsonNode body) {
        return printable(body.path("errors").path(0).path("code"));
    }

    /** Returns a text of Intercom as one line of bounded length, for messages. */
    private static String printable(JsonNode node) {
        return CleanText.printable(node.asText(""), MAX_CHARACTERS);
    }

    /** Makes the reply to a response that is not Intercom's. Whatever its status, it says nothing about the requested data. */
    private Reply foreign(Request request, Transport.RawResponse answer, Origin word) {
        int status = answer.status();
        Failure failure = new Failure(request, status, "", "", culprit(word), word);
        Duration atLeast = retryAfter(answer).orElse(Duration.ZERO);
        return status == 429
                ? new Reply.Throttled(failure, atLeast)
                : new Reply.Unavailable(failure, status == 408 || status >= 500, atLeast);
    }

    private String culprit(Origin word) {
        return switch (word) {
            case PROXY -> "the proxy requires a login: set intercom.proxy.user and intercom.proxy.password";
            case REDIRECT ->
                "a redirect, which the connector does not follow: a gateway or the login page of a network answers instead"
                        + " of " + host;
            default -> NOT_INTERCOMS;
        };
    }

    private Reply refusal(Request request, Transport.RawResponse answer, JsonNode body) {
        int status = answer.status();
        String message = printable(body.path("errors").path(0).path("message"));
        String detail = status == 401 || status == 403 ? message : "";
        Failure failure = refused(request, status, body, detail);
        if (isOpenScroll(status, failure.code(), message)) {
            return new Reply.Throttled(
                    refused(request, status, body, "a companies scroll is already open for this app"), SCROLL_EXPIRY);
        }
        Duration atLeast = retryAfter(answer).orElse(Duration.ZERO);
        if (failure.code().equals("retry_after")) {
            return new Reply.Throttled(failure, atLeast);
        }
        return switch (status) {
            case 401 -> new Reply.Unauthorized(failure);
            case 402, 403 -> new Reply.Forbidden(failure);
            case 404, 410 -> new Reply.NotFound(failure);
            case 408 -> new Reply.Unavailable(failure, true, atLeast);
            case 429 -> throttled(failure, answer, atLeast);
            default -> status >= 500 ? new Reply.Unavailable(failure, true, atLeast) : new Reply.Rejected(failure);
        };
    }

    private static Failure refused(Request request, int status, JsonNode body, String detail) {
        return new Failure(request, status, code(body), printable(body.path("request_id")), detail, Origin.INTERCOM);
    }

    private Reply.Throttled throttled(Failure failure, Transport.RawResponse answer, Duration atLeast) {
        Reply.Throttled throttled = new Reply.Throttled(failure, atLeast);
        boolean isDelayUnknown = throttled.isRateLimit()
                && atLeast.isZero()
                && RateLimitHeaders.of(answer, date(answer)).isEmpty();
        return isDelayUnknown ? new Reply.Throttled(failure, RateLimitHeaders.WINDOW) : throttled;
    }

    /** Reads the {@code Retry-After} header. Intercom does not document it, but gateways send it. */
    private static Optional<Duration> retryAfter(Transport.RawResponse answer) {
        String seconds = answer.header().apply("Retry-After");
        try {
            return seconds == null
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(
                            Math.max(0, Math.min(Long.parseLong(seconds.trim()), MAX_RETRY_AFTER.toSeconds()))));
        } catch (NumberFormatException date) {
            return Optional.empty();
        }
    }

    private static boolean isOpenScroll(int status, String code, String message) {
        return status == 400 && (code.equals("scroll_exists") || message.contains("scroll already exists"));
    }
}
