package io.kafkaconnect.intercom.message;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.stream.Streams;

/** What a person can do about a reply that the connector cannot go on from. */
public final class Remedy {
    private Remedy() {}

    /** What came back, and what to do. */
    public static String on(Reply.Failed reply) {
        return reply.failure().describe() + ". " + remedy(reply);
    }

    /** The same, where the task fails of it. */
    public static String onFailing(Reply.Failed reply) {
        boolean tellsOfRestart = reply instanceof Reply.Unauthorized || reply instanceof Reply.Forbidden;
        return on(reply) + (tellsOfRestart ? "" : ". Restart the task then");
    }

    /** What came back for a stream, and what to do. */
    public static String on(String stream, IntercomException reason) {
        return reason.reply() instanceof Reply.Forbidden
                ? missing(stream, reason) + ". Grant it to the app in Intercom's Developer Hub, or set"
                        + " intercom.behavior.on.missing.permission=skip to go on without this stream"
                : "Stream " + stream + " cannot go on: " + on(reason.reply());
    }

    /** What a stream lacks that may not be read. */
    public static String missing(String stream, IntercomException reason) {
        String permission = reason.permission()
                .orElseGet(() -> Streams.named(stream).orElseThrow().permission());
        return "Stream " + stream + " may not be read, it needs the permission \"" + permission + "\": "
                + reason.getMessage();
    }

    private static String remedy(Reply.Failed reply) {
        if (reply instanceof Reply.Unauthorized) {
            return "The access token is not valid here: check intercom.access.token, and that intercom.region is where the"
                    + " workspace is hosted; then restart the task. A task that still runs takes up a new token by itself,"
                    + " if the worker's configuration gives it within two minutes after Intercom refuses the old one";
        }
        if (reply instanceof Reply.Forbidden denied) {
            if (denied.failure().request().path().equals("/me")) {
                return "Intercom knows the token but refuses its app: look at the app in Intercom's Developer Hub, and at"
                        + " the workspace's plan; then restart the task";
            }
            return denied.failure().status() == 402
                    ? "The workspace's plan does not include this"
                    : "The app of this token lacks a permission, or the workspace's plan does not include this: grant it"
                            + " in Intercom's Developer Hub, or set"
                            + " intercom.behavior.on.missing.permission=skip to go on without it";
        }
        if (reply instanceof Reply.Withheld) {
            return "Intercom fails at this and answers others like it: ask Intercom's support, which takes the request id";
        }
        if (reply instanceof Reply.Unavailable || reply instanceof Reply.Throttled) {
            return outage(reply.failure());
        }
        if (reply.failure().code().equals("intercom_version_invalid")) {
            return "Intercom does not offer this in the version asked for: check intercom.api.version";
        }
        return "Intercom refuses the request itself: check intercom.api.version and intercom.base.url; if they are right,"
                + " this is a defect of the connector worth reporting with the request id";
    }

    private static String outage(Failure failure) {
        String retries = "The retries that intercom.max.retries allows are used up: ";
        String ride = ", or set it to -1, so that the task waits for the end of any outage";
        return switch (failure.word()) {
            case PROXY -> retries + inTheWay(failure);
            case CERTIFICATE, CERTIFICATE_OF_ANOTHER, CERTIFICATE_OUT_OF_DATE ->
                "The task has waited two minutes, and it stayed the same: " + inTheWay(failure);
            case REDIRECT, GATEWAY -> retries + inTheWay(failure) + ride;
            case INTERCOM, BROKEN, CONNECTION -> retries + "wait until Intercom answers again" + ride;
        };
    }

    private static String inTheWay(Failure failure) {
        return switch (failure.word()) {
            case PROXY -> "check intercom.proxy.user and intercom.proxy.password";
            case CERTIFICATE ->
                "give the authority that signed it in intercom.ssl.truststore.location or"
                        + " intercom.ssl.truststore.certificates, and check intercom.base.url";
            case CERTIFICATE_OF_ANOTHER ->
                "check intercom.base.url, and find out what stands between the worker and Intercom";
            case CERTIFICATE_OUT_OF_DATE -> "renew it, and check the worker's clock";
            case REDIRECT, GATEWAY ->
                "find out what stands between the worker and Intercom, and check intercom.base.url and the proxy";
            case CONNECTION -> "check the worker's network, intercom.base.url and intercom.proxy.host";
            case INTERCOM, BROKEN -> "ask Intercom's support, which takes the request id";
        };
    }

    /** What to do while the request is asked again. */
    public static String whileAsking(Reply.Failed reply) {
        if (reply instanceof Reply.Forbidden || reply instanceof Reply.Rejected) {
            return "One such answer may be wrong: it counts if it comes again";
        }
        String lasts = "Nothing is lost; if it lasts, ";
        if (reply instanceof Reply.Unauthorized) {
            return lasts + "check intercom.access.token and intercom.region, and the permissions of the app";
        }
        return reply instanceof Reply.Throttled throttled && throttled.isRateLimit()
                ? lasts + "find out which other program uses up the rate limit"
                : lasts + inTheWay(reply.failure());
    }
}
