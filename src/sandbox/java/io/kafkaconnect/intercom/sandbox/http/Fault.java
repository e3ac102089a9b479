package io.kafkaconnect.intercom.sandbox.http;

import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import io.kafkaconnect.intercom.sandbox.json.ErrorJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/** Replaces the correct response to a request. */
@FunctionalInterface
public interface Fault {

    /** No fault; useful after a delay. */
    Fault NONE = exchange -> exchange.send(exchange.answer());

    Fault CUT_BEFORE_ANSWER = Exchange::hangUp;

    Fault CUT_IN_BODY = exchange -> exchange.sendHalf(exchange.answer());

    Fault NO_ANSWER = Exchange::ignore;

    /** A body that ends in the middle, with as many bytes as its header announces. */
    Fault TRUNCATED_JSON = exchange -> {
        ApiReply reply = exchange.answer();
        exchange.send(reply.with(Arrays.copyOf(reply.body(), reply.body().length / 2)));
    };

    /** The same, if the response is data and not a refusal. */
    Fault TRUNCATED_DATA = exchange -> {
        ApiReply reply = exchange.answer();
        byte[] body = reply.body();
        exchange.send(reply.status() == 200 ? reply.with(Arrays.copyOf(body, body.length / 2)) : reply);
    };

    Fault HTML_WITH_200 = html(200, "<html><body>Please wait</body></html>");

    Fault EMPTY_WITH_200 = reply(ApiReply.json(200, new byte[0]));

    void apply(Exchange exchange);

    static Fault reply(ApiReply reply) {
        return exchange -> exchange.send(reply);
    }

    /** An error in Intercom's form. */
    static Fault error(int status, String code, String message, Map<String, String> headers) {
        return reply(
                ApiReply.json(status, ErrorJson.of("injected", code, message)).with(headers));
    }

    static Fault error(int status, String code) {
        return error(status, code, "Injected", Map.of());
    }

    /** An error page of some gateway. */
    static Fault html(int status, String html) {
        return reply(new ApiReply(status, Map.of("Content-Type", "text/html"), html.getBytes(StandardCharsets.UTF_8)));
    }

    static Fault html(int status) {
        return html(status, "<html><body><h1>" + status + "</h1></body></html>");
    }

    /** Too many requests, until a second of the sandbox's clock. */
    static Fault rateLimited(long resetAt) {
        Map<String, String> headers = Map.of(
                "X-RateLimit-Limit", "1",
                "X-RateLimit-Remaining", "0",
                "X-RateLimit-Reset", Long.toString(resetAt));
        return error(429, "rate_limit_exceeded", "Exceeded rate limit of 1 in 10_seconds", headers);
    }

    /** Too many requests, without the end of the window. */
    static Fault overloaded() {
        return error(429, "too_many_requests");
    }

    /** The correct response with another {@code Date}, or without one if that is empty. */
    static Fault dated(String date) {
        return exchange -> exchange.send(exchange.answer().with(Map.of(ApiReply.DATE, date)));
    }

    /** The correct response of a machine with a wrong clock. */
    static Fault clockOff(Duration ahead) {
        return exchange -> exchange.send(exchange.answer()
                .with(Map.of(ApiReply.DATE, ApiReply.date(exchange.now().plus(ahead)))));
    }

    /** The correct response, late. */
    static Fault slow(Duration delay) {
        return NONE.after(delay);
    }

    /** The same, late. */
    default Fault after(Duration delay) {
        return exchange -> exchange.later(delay, () -> apply(exchange));
    }
}
