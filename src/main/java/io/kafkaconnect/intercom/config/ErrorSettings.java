package io.kafkaconnect.intercom.config;

import static io.kafkaconnect.intercom.config.SettingGroup.ERRORS;
import static io.kafkaconnect.intercom.config.SettingValidator.between;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.List;

/** Settings for errors: timeouts, retries, and the reaction to refused, malformed and unreadable data. */
public final class ErrorSettings {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    static final Setting REQUEST_TIMEOUT = Setting.of(
                    ERRORS, "intercom.request.timeout.ms", LONG, 60_000L, LOW, "Request timeout (ms)")
            .valid(between(100, HOUR))
            .doc(
                    "Timeout of one HTTP request in milliseconds. A request that takes longer counts as failed and is retried.");

    static final Setting MAX_RETRIES = Setting.of(ERRORS, "intercom.max.retries", INT, -1, MEDIUM, "Retries")
            .valid(SettingValidator.atLeast(-1))
            .doc("Maximum number of retries of a failed request before its stream counts as refused. -1: retry until it"
                    + " succeeds. Throttled requests do not count. An invalid token or certificate fails the task after"
                    + " about two minutes, independent of this setting.");

    static final Setting RETRY_BACKOFF = Setting.of(
                    ERRORS, "intercom.retry.backoff.ms", LONG, 1_000L, LOW, "Retry back-off (ms)")
            .valid(between(1, HOUR))
            .shownWhen(MAX_RETRIES, Setting::notZero)
            .doc("Approximate delay before the first retry, in milliseconds. The delay doubles with each further retry"
                    + " while Intercom answers no request of the same kind.");

    static final Setting RETRY_BACKOFF_MAX = Setting.of(
                    ERRORS, "intercom.retry.backoff.max.ms", LONG, 60_000L, LOW, "Longest retry back-off (ms)")
            .valid(between(1, DAY))
            .shownWhen(MAX_RETRIES, Setting::notZero)
            .doc("Maximum delay between two attempts of a request, in milliseconds.");

    static final Setting STREAM_FAILURE_TIMEOUT = Setting.of(
                    ERRORS, "intercom.stream.failure.timeout.ms", LONG, 900_000L, MEDIUM, "Stream failure timeout (ms)")
            .valid(between(-1, 30 * DAY))
            .doc("How long Intercom may refuse one stream before the task fails, in milliseconds. The connector retries"
                    + " the stream with growing pauses; the other streams continue. 0: the task fails at once. -1:"
                    + " the task never fails for this reason.");

    static final Setting ON_MALFORMED_ENTITY = Setting.of(
                    ERRORS, "intercom.behavior.on.malformed.entity", STRING, "fail", MEDIUM, "On a malformed entity")
            .valid(SettingValidator.oneOf(ErrorPolicy.class))
            .doc(
                    "What to do with an entity that has no usable row for its table. fail: the task fails. skip: the connector"
                            + " leaves the entity out, logs and counts it.");

    static final Setting ON_UNREADABLE_ENTITY = Setting.of(
                    ERRORS, "intercom.behavior.on.unreadable.entity", STRING, "park", MEDIUM, "On an unreadable entity")
            .valid(SettingValidator.oneOf(UnreadablePolicy.class))
            .doc("What to do if Intercom fails at one entity and gives others. park: the connector continues with the"
                    + " others and retries this one until it comes or is gone. fail: the task fails. An entity that"
                    + " is parked already fails no task.");

    static final Setting ON_MISSING_PERMISSION = Setting.of(
                    ERRORS,
                    "intercom.behavior.on.missing.permission",
                    STRING,
                    "fail",
                    MEDIUM,
                    "On a missing permission")
            .valid(SettingValidator.oneOf(ErrorPolicy.class))
            .doc("What to do if the token lacks the permission for some tables. fail: the task fails after"
                    + " intercom.stream.failure.timeout.ms. skip: the connector leaves these tables out and"
                    + " continues with the others.");

    static final List<Setting> ALL = List.of(
            REQUEST_TIMEOUT,
            MAX_RETRIES,
            RETRY_BACKOFF,
            RETRY_BACKOFF_MAX,
            STREAM_FAILURE_TIMEOUT,
            ON_MALFORMED_ENTITY,
            ON_UNREADABLE_ENTITY,
            ON_MISSING_PERMISSION);

    private ErrorSettings() {}
}
