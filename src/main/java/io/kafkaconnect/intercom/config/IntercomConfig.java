package io.kafkaconnect.intercom.config;

import io.kafkaconnect.intercom.client.ApiVersion;
import io.kafkaconnect.intercom.client.Proxy;
import io.kafkaconnect.intercom.client.Region;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The settings of a connector or task, typed. Nothing else reads the text of a setting. Never holds values that are
 * invalid or contradict one another; secrets are neither logged nor part of any text of this class.
 */
public final class IntercomConfig extends AbstractConfig {

    private static final ConfigDef DEFINITION = Settings.definition();

    /**
     * Parses the settings. It ignores the keys of other components.
     *
     * @throws ConfigException when a value is missing or invalid, or values contradict one another
     */
    public IntercomConfig(Map<String, String> given) {
        super(DEFINITION, given);
        for (SettingRule rule : SettingRule.ALL) {
            rule.complaint().apply(values()).ifPresent(complaint -> {
                throw new ConfigException(complaint);
            });
        }
    }

    /** All settings, for Kafka Connect. */
    public static ConfigDef definition() {
        return DEFINITION;
    }

    /** Prefix of topic names; may be empty. */
    public String topicPrefix() {
        return getString(OutputSettings.TOPIC_PREFIX.key());
    }

    /** The access token: not for logs or messages. */
    public String accessToken() {
        return getPassword(WorkspaceSettings.ACCESS_TOKEN.key()).value();
    }

    /** Where the workspace is hosted. Without meaning for requests when {@link #baseUrl()} is overridden. */
    public Region region() {
        return choice(Region.class, WorkspaceSettings.REGION);
    }

    /** Where to send requests, without a trailing slash: the override, or else the region's address. */
    public URI baseUrl() {
        return text(WorkspaceSettings.BASE_URL).map(SettingParser::baseUrl).orElseGet(() -> region().baseUrl());
    }

    /** The API version that every request names. */
    public ApiVersion apiVersion() {
        return ApiVersion.of(getString(WorkspaceSettings.API_VERSION.key()));
    }

    /** The names of the tables to read, templates expanded, in dictionary order; never empty. */
    public Set<String> tables() {
        return TableSelection.expand(getList(TableSettings.TABLES.key()));
    }

    /** Earliest update time to read; empty to read everything. */
    public Optional<Instant> since() {
        return text(TableSettings.SINCE).map(SettingParser::instant);
    }

    /** Interval between two polls of an incremental stream. */
    public Duration pollInterval() {
        return millis(PollingSettings.POLL_INTERVAL);
    }

    /** Interval between two full reads of a list. */
    public Duration fullPollInterval() {
        return millis(PollingSettings.FULL_POLL_INTERVAL);
    }

    /** In what time the event summaries of all users are read again; negative if they are not. */
    public Duration eventsRefreshInterval() {
        return millis(PollingSettings.EVENTS_REFRESH_INTERVAL);
    }

    /** How far back incremental streams read again; may be zero. */
    public Duration settle() {
        return millis(PollingSettings.SETTLE);
    }

    /** Maximum number of entities on a page. */
    public int pageSize() {
        return getInt(ThroughputSettings.PAGE_SIZE.key());
    }

    /** Upper bound of the requests that one task has in flight. */
    public int maxInFlightRequests() {
        return getInt(ThroughputSettings.MAX_IN_FLIGHT_REQUESTS.key());
    }

    /** Share of the rate limit for all tasks together: more than 0, at most 1. */
    public double rateLimitShare() {
        return getDouble(ThroughputSettings.RATE_LIMIT_SHARE.key());
    }

    /** Number of requests in each window of the rate limit that stay free for other programs. */
    public int rateLimitReserve() {
        return getInt(ThroughputSettings.RATE_LIMIT_RESERVE.key());
    }

    /** Timeout of one HTTP exchange. */
    public Duration requestTimeout() {
        return millis(ErrorSettings.REQUEST_TIMEOUT);
    }

    /** Delay before the first retry. */
    public Duration retryBackoff() {
        return millis(ErrorSettings.RETRY_BACKOFF);
    }

    /** Maximum delay before a retry; never less than {@link #retryBackoff()}. */
    public Duration retryBackoffMax() {
        return millis(ErrorSettings.RETRY_BACKOFF_MAX);
    }

    /** Maximum number of retries of a request; empty for no maximum. */
    public OptionalInt maxRetries() {
        int retries = getInt(ErrorSettings.MAX_RETRIES.key());
        return retries < 0 ? OptionalInt.empty() : OptionalInt.of(retries);
    }

    /** How long Intercom may refuse a stream before the task fails; empty if the task never fails for this reason. */
    public Optional<Duration> streamFailureTimeout() {
        return Optional.of(millis(ErrorSettings.STREAM_FAILURE_TIMEOUT)).filter(timeout -> !timeout.isNegative());
    }

    /** Columns of the rows. */
    public ColumnSet columns() {
        return choice(ColumnSet.class, OutputSettings.COLUMNS);
    }

    /** Format of record keys. */
    public KeyFormat keyFormat() {
        return choice(KeyFormat.class, OutputSettings.KEY_FORMAT);
    }

    /** The reaction to an entity that has no usable row. */
    public ErrorPolicy onMalformedEntity() {
        return choice(ErrorPolicy.class, ErrorSettings.ON_MALFORMED_ENTITY);
    }

    /** Which sent rows of conversations the connector remembers. */
    public RowTracking rowTracking() {
        return choice(RowTracking.class, OutputSettings.ROW_TRACKING);
    }

    /** The reaction to an entity at which Intercom fails while it returns others. */
    public UnreadablePolicy onUnreadableEntity() {
        return choice(UnreadablePolicy.class, ErrorSettings.ON_UNREADABLE_ENTITY);
    }

    /** The reaction to a missing permission. */
    public ErrorPolicy onMissingPermission() {
        return choice(ErrorPolicy.class, ErrorSettings.ON_MISSING_PERMISSION);
    }

    /** The proxy; empty for a direct connection. */
    public Optional<Proxy> proxy() {
        Optional<Proxy.Login> login = text(ProxySettings.PROXY_USER)
                .map(user -> new Proxy.Login(
                        user, getPassword(ProxySettings.PROXY_PASSWORD.key()).value()));
        return text(ProxySettings.PROXY_HOST)
                .map(host -> new Proxy(host, getInt(ProxySettings.PROXY_PORT.key()), login));
    }

    /** The certificates to trust in place of those that Java trusts; empty for Java's. Its file is not read yet. */
    public Optional<TrustStore> trustStore() {
        return TrustStore.of(values());
    }

    /**
     * Whether Connect's own settings require that the records of one poll are sent whole or not at all. A worker that cannot do that rejects
     * the connector.
     */
    public boolean isExactlyOnceRequired() {
        return "required".equalsIgnoreCase(foreign("exactly.once.support"))
                && !"connector".equalsIgnoreCase(foreign("transaction.boundary"));
    }

    /** A setting of Kafka Connect itself. */
    private String foreign(String key) {
        return originals().get(key) instanceof String text ? text.strip() : "";
    }

    private Optional<String> text(Setting setting) {
        return Optional.ofNullable(getString(setting.key())).filter(Setting::given);
    }

    private Duration millis(Setting setting) {
        return Duration.ofMillis(getLong(setting.key()));
    }

    private <E extends Enum<E>> E choice(Class<E> type, Setting setting) {
        return SettingParser.choice(type, getString(setting.key()));
    }
}
