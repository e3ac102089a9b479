package io.kafkaconnect.intercom.message;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.stream.Streams;

/** Says what a person can do about a reply with which the connector cannot continue. */
public final class Remedy {
    private Remedy() {}

    /** Describes the reply and what to do. */
    public static String on(Reply.Failed reply) {
        return reply.failure().describe() + ". " + remedy(reply);
    }

    /** Describes a reply that fails the task, and what to do. */
    public static String onFailing(Reply.Failed reply) {
        boolean namesRestart = reply instanceof Reply.Unauthorized || reply instanceof Reply.Forbidden;
        return on(reply) + (namesRestart ? "" : ". Restart the task then");
    }

    /** Describes the reply to a stream's request, and what to do. */
    public static String on(String stream, IntercomException reason) {
        return reason.reply() instanceof Reply.Forbidden
                ? missing(stream, reason) + ". Grant it to the app in Intercom's Developer Hub, or set"
                        + " intercom.behavior.on.missing.permission=skip to continue without this stream"
                : "Stream " + stream + " cannot continue: " + on(reason.reply());
    }

    /** Names the permission that a stream lacks. */
    public static String missing(String stream, IntercomException reason) {
        String permission = reason.permission()
                .orElseGet(() -> Streams.named(stream).orElseThrow().permission());
        return "The token may not read stream " + stream + ". It needs the permission \"" + permission + "\": "
                + reason.getMessage();
    }

    /** Says what to do about the reply, without a full stop. */
    private static String remedy(Reply.Failed reply) {
        if (reply instanceof Reply.Unauthorized) {
            return "The access token is not valid in this region: check intercom.access.token, and that the workspace is"
                    + " hosted in intercom.region; then restart the task. A running task uses a new token without a restart"
                    + " if the config provider returns it within two minutes after Intercom refuses the old one";
        }
        if (reply instanceof Reply.Forbidden denied) {
            if (denied.failure().request().path().equals("/me")) {
                return "Intercom accepts the token but refuses its app: check the app in Intercom's Developer Hub and the"
                        + " plan of the workspace, then restart the task";
            }
            return denied.failure().status() == 402
                    ? "The plan of the workspace does not include this data"
                    : "The app of this token lacks a permission, or the plan of the workspace does not include this data:"
                            + " grant the permission in Intercom's Developer Hub, or set"
                            + " intercom.behavior.on.missing.permission=skip to continue without the data";
        }
        if (reply instanceof Reply.Withheld) {
            return "Intercom fails at this request and answers similar ones: send the request id to Intercom's support";
        }
        if (reply instanceof Reply.Unavailable || reply instanceof Reply.Throttled) {
            return outage(reply.failure());
        }
        if (reply.failure().code().equals("intercom_version_invalid")) {
            return "Intercom does not offer this in the requested API version: check intercom.api.version";
        }
        return "Intercom refuses the form of the request: check intercom.api.version and intercom.base.url. If they are"
                + " right, report this as a bug of the connector, with the request id";
    }

    private static String outage(Failure failure) {
        String retries = "All retries of intercom.max.retries are used: ";
        String ride = ", or set intercom.max.retries=-1 to wait for the end of any outage";
        return switch (failure.origin()) {
            case PROXY -> retries + inTheWay(failure);
            case CERTIFICATE, CERTIFICATE_OF_ANOTHER, CERTIFICATE_OUT_OF_DATE ->
                "The error lasted two minutes: " + inTheWay(failure);
            case REDIRECT, GATEWAY -> retries + inTheWay(failure) + ride;
            case INTERCOM, BROKEN, CONNECTION -> retries + "wait until Intercom is available again" + ride;
        };
    }

    private static String inTheWay(Failure failure) {
        return switch (failure.origin()) {
            case PROXY -> "check intercom.proxy.user and intercom.proxy.password";
            case CERTIFICATE ->
                "give the authority that signed it in intercom.ssl.truststore.location or"
                        + " intercom.ssl.truststore.certificates, and check intercom.base.url";
            case CERTIFICATE_OF_ANOTHER ->
                "check intercom.base.url, and which gateway or proxy is between the worker and Intercom";
            case CERTIFICATE_OUT_OF_DATE -> "renew it, and check the worker's clock";
            case REDIRECT, GATEWAY ->
                "check intercom.base.url, intercom.proxy.host, and which gateway or proxy is between the worker and Intercom";
            case CONNECTION -> "check the worker's network, intercom.base.url and intercom.proxy.host";
            case INTERCOM, BROKEN -> "send the request id to Intercom's support";
        };
    }

    /** Says what to do while the request is retried. */
    public static String whileRetrying(Reply.Failed reply) {
        if (reply instanceof Reply.Forbidden || reply instanceof Reply.Rejected) {
            return "A single response of this kind may be wrong. It counts if it repeats";
        }
        String lasts = "No data is lost. If the error lasts, ";
        if (reply instanceof Reply.Unauthorized) {
            return lasts + "check intercom.access.token and intercom.region, and the permissions of the app";
        }
        return reply instanceof Reply.Throttled throttled && throttled.isRateLimit()
                ? lasts + "find out which other program uses up the rate limit"
                : lasts + inTheWay(reply.failure());
    }
}
