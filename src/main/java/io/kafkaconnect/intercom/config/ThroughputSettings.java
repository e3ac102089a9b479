package io.kafkaconnect.intercom.config;

import static io.kafkaconnect.intercom.config.SettingGroup.THROUGHPUT;
import static io.kafkaconnect.intercom.config.SettingValidator.between;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;

import java.util.List;

/** Settings for throughput: page size, requests in flight and use of the rate limit. */
public final class ThroughputSettings {
    static final Setting PAGE_SIZE = Setting.of(THROUGHPUT, "intercom.page.size", INT, 150, LOW, "Page size")
            .valid(between(1, 150))
            .doc(
                    "Maximum number of entities per request. The connector reduces the page size when Intercom times out.");

    static final Setting MAX_IN_FLIGHT_REQUESTS = Setting.of(
                    THROUGHPUT, "intercom.max.in.flight.requests", INT, 1_000, LOW, "Requests in flight")
            .valid(between(1, 1_000))
            .doc(
                    "Upper bound of the requests that one task has in flight. The connector finds the number itself: what the"
                            + " rate limit allows in the time that a response takes, as far as the responses fit in its memory."
                            + " Set a lower number only to spare a proxy or gateway.");

    static final Setting RATE_LIMIT_SHARE = Setting.of(
                    THROUGHPUT, "intercom.rate.limit.share", DOUBLE, 0.9, MEDIUM, "Share of the rate limit")
            .valid(SettingValidator.share())
            .doc("Share of Intercom's rate limit that all tasks of this connector may use together. The requests of"
                    + " other programs count as well, so the rest of the limit stays free for them.");

    static final Setting RATE_LIMIT_RESERVE = Setting.of(
                    THROUGHPUT, "intercom.rate.limit.reserve", INT, 0, LOW, "Reserve of the rate limit")
            .valid(between(0, 1_000_000))
            .doc("Number of requests in each window of ten seconds that stay free for other programs. The connector"
                    + " uses the smaller of the share and of the limit less the reserve. Example: of 1,667 requests and"
                    + " with a share of 0.9, a reserve of 500 leaves 1,167 instead of 1,500.");

    static final List<Setting> ALL = List.of(PAGE_SIZE, MAX_IN_FLIGHT_REQUESTS, RATE_LIMIT_SHARE, RATE_LIMIT_RESERVE);

    private ThroughputSettings() {}
}
