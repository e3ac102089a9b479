package io.kafkaconnect.intercom.metrics;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;

/** How an exchange with Intercom ends. Each outcome is a counter of the task; their sum is the number of requests. */
public enum RequestOutcome {
    SUCCEEDED("requests-succeeded-total", "Requests that Intercom answered with data"),
    NOT_FOUND(
            "requests-not-found-total",
            "Requests for an entity that is deleted or merged, or for a scroll that has ended"),
    UNAUTHORIZED(
            "requests-unauthorized-total", "Requests that Intercom answered 401: it refuses the token or a permission"),
    FORBIDDEN(
            "requests-forbidden-total",
            "Requests for which the app lacks a permission, or the plan does not include the data"),
    REJECTED("requests-rejected-total", "Requests that Intercom rejected with another 4xx"),
    THROTTLED("requests-throttled-total", "Requests that Intercom throttled (HTTP 429 and similar)"),
    UNAVAILABLE("requests-unavailable-total", "Requests at which Intercom failed (HTTP 5xx and similar)"),
    UNANSWERED(
            "requests-unanswered-total",
            "Requests without a complete response of Intercom, because of the network, a proxy, a gateway or a certificate");

    private final String metric;
    private final String description;

    RequestOutcome(String metric, String description) {
        this.metric = metric;
        this.description = description;
    }

    /** The name of the metric. */
    public String metric() {
        return metric;
    }

    /** What the metric counts. */
    public String description() {
        return description;
    }

    static RequestOutcome of(Reply reply) {
        if (!(reply instanceof Reply.Failed failed)) {
            return SUCCEEDED;
        }
        if (reply instanceof Reply.NotFound) {
            return NOT_FOUND;
        }
        if (reply instanceof Reply.Unauthorized) {
            return UNAUTHORIZED;
        }
        if (reply instanceof Reply.Forbidden) {
            return FORBIDDEN;
        }
        if (reply instanceof Reply.Rejected) {
            return REJECTED;
        }
        if (reply instanceof Reply.Throttled) {
            return THROTTLED;
        }
        return failed.failure().origin() == Failure.Origin.INTERCOM ? UNAVAILABLE : UNANSWERED;
    }
}
