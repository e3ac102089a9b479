package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.api.Failure;
import io.kafkaconnect.intercom.api.Reply;

/** What a person can do about a reply that the connector cannot go on from. */
final class Advice {
    private Advice() {}

    /** What came back, and what to do. */
    static String on(Reply.Failed reply) {
        return reply.failure().describe() + ". " + remedy(reply);
    }

    private static String remedy(Reply.Failed reply) {
        Failure failure = reply.failure();
        if (reply instanceof Reply.Denied) {
            return switch (failure.status()) {
                case 401 ->
                    "The access token is not valid here: check intercom.access.token, and that intercom.region is"
                            + " where the workspace is hosted; then restart the task";
                case 402 -> "The workspace's plan does not include this";
                default ->
                    "The app of this token lacks a permission, or the workspace's plan does not include this: grant it"
                            + " in Intercom's Developer Hub and restart the task, or set"
                            + " intercom.behavior.on.missing.permission=skip to go on without it";
            };
        }
        if (failure.code().equals("intercom_version_invalid")) {
            return "Intercom does not offer this in the version asked for: check intercom.api.version";
        }
        if (reply instanceof Reply.Unavailable) {
            return "The retries that intercom.max.retries allows are used up: restart the task when Intercom is to be had again,"
                    + " or set -1 to ride out any outage";
        }
        return "Intercom refuses the request itself: check intercom.api.version and intercom.base.url; if they are right,"
                + " this is a defect of the connector worth reporting with the request id";
    }
}
