package io.kafkaconnect.intercom.config;

import static io.kafkaconnect.intercom.config.SettingGroup.POLLING;
import static io.kafkaconnect.intercom.config.SettingValidator.between;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;

import java.util.List;

/** Settings for polling: how often the connector reads, and how far back. */
public final class PollingSettings {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    public static final Setting POLL_INTERVAL = Setting.of(
                    POLLING, "intercom.poll.interval.ms", LONG, 60_000L, MEDIUM, "Poll interval (ms)")
            .valid(between(100, DAY))
            .doc("Milliseconds between two polls for changed users, leads and conversations.");

    public static final Setting FULL_POLL_INTERVAL = Setting.of(
                    POLLING, "intercom.full.poll.interval.ms", LONG, HOUR, MEDIUM, "Full poll interval (ms)")
            .valid(between(100, 30 * DAY))
            .doc(
                    "Milliseconds between two full reads of the lists that Intercom only gives as a whole: companies, admins,"
                            + " tags, segments, memberships in segments, and the relations of contacts. Deleted contacts are found"
                            + " by the same read. All conversations are listed as often, to find tags that were taken off and"
                            + " customers that have changed, and so are all tickets. The lists of the other templates, such as"
                            + " articles, calls and macros, are read as often, with a request for each entity of"
                            + " articles_statistics, call_transcripts and company_notes.");

    static final Setting SETTLE = Setting.of(POLLING, "intercom.settle.ms", LONG, 300_000L, LOW, "Settling time (ms)")
            .valid(between(0, 7 * DAY))
            .doc(
                    "How far back each poll reads again, in milliseconds, because Intercom's search index shows updates late."
                            + " Example: 300000 reads the last five minutes again.");

    static final Setting EVENTS_REFRESH_INTERVAL = Setting.of(
                    POLLING, "intercom.events.refresh.interval.ms", LONG, DAY, LOW, "Event refresh interval (ms)")
            .valid(between(-1, 30 * DAY))
            .doc(
                    "Milliseconds in which the connector reads the event summaries of all users again. An event need not change"
                            + " anything else that Intercom shows of its user. These requests wait for all others, and take at most a"
                            + " tenth of the rate limit: a round takes longer if that is not enough. -1 turns them off; the summary of a"
                            + " user is then read when the user is updated or seen.");

    static final List<Setting> ALL = List.of(POLL_INTERVAL, FULL_POLL_INTERVAL, SETTLE, EVENTS_REFRESH_INTERVAL);

    private PollingSettings() {}
}
