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
     * Reads the settings; keys of others are left alone.
     *
     * @throws ConfigException when a value is missing or invalid, or values contradict one another
     */
    public IntercomConfig(Map<String, String> given) {
        super(DEFINITION, given);
        for (SettingRule rule : SettingRule.ALL) {
            if (rule.broken().test(values())) {
                throw new ConfigException(rule.message());
            }
        }
    }

    /** All settings, for Kafka Connect. */
    public static ConfigDef definition() {
        return DEFINITION;
    }

    /** What topic names begin with; may be empty. */
    public String topicPrefix() {
        return getString(Settings.TOPIC_PREFIX.key());
    }

    /** The secret to read Intercom with: not for logs or messages. */
    public String accessToken() {
        return getPassword(Settings.ACCESS_TOKEN.key()).value();
    }

    /** Where the workspace is hosted. Without meaning for requests when {@link #baseUrl()} is overridden. */
    public Region region() {
        return choice(Region.class, Settings.REGION);
    }

    /** Where to send requests, without a trailing slash: the override, or else the region's address. */
    public URI baseUrl() {
        return text(Settings.BASE_URL).map(SettingParser::baseUrl).orElseGet(() -> region().baseUrl());
    }

    /** The version to ask Intercom for with every request. */
    public ApiVersion apiVersion() {
        return ApiVersion.of(getString(Settings.API_VERSION.key()));
    }

    /** The names of the tables to read, templates expanded, in dictionary order; never empty. */
    public Set<String> tables() {
        return TableSelection.expand(getList(Settings.TABLES.key()));
    }

    /** Leave out what was last updated before; empty to read everything. */
    public Optional<Instant> since() {
        return text(Settings.SINCE).map(SettingParser::instant);
    }

    /** From one poll of an incremental stream to the next. */
    public Duration pollInterval() {
        return millis(Settings.POLL_INTERVAL);
    }

    /** From one reading of a whole list to the next. */
    public Duration fullPollInterval() {
        return millis(Settings.FULL_POLL_INTERVAL);
    }

    /** How far back incremental streams read again; may be zero. */
    public Duration settle() {
        return millis(Settings.SETTLE);
    }

    /** Most entities on a page. */
    public int pageSize() {
        return getInt(Settings.PAGE_SIZE.key());
    }

    /** Most requests of one task under way at a time. */
    public int maxInFlightRequests() {
        return getInt(Settings.MAX_IN_FLIGHT_REQUESTS.key());
    }

    /** The part of the announced rate limit for all tasks together: more than 0, at most 1. */
    public double rateLimitShare() {
        return getDouble(Settings.RATE_LIMIT_SHARE.key());
    }

    /** How long one HTTP exchange may take. */
    public Duration requestTimeout() {
        return millis(Settings.REQUEST_TIMEOUT);
    }

    /** The wait before the first retry. */
    public Duration retryBackoff() {
        return millis(Settings.RETRY_BACKOFF);
    }

    /** The longest wait before a retry; never less than {@link #retryBackoff()}. */
    public Duration retryBackoffMax() {
        return millis(Settings.RETRY_BACKOFF_MAX);
    }

    /** How often a request is tried again; empty for as long as it takes. */
    public OptionalInt maxRetries() {
        int retries = getInt(Settings.MAX_RETRIES.key());
        return retries < 0 ? OptionalInt.empty() : OptionalInt.of(retries);
    }

    /** How long a stream may get nothing but refusals before the task fails; empty for as long as it takes. */
    public Optional<Duration> streamFailureTimeout() {
        return Optional.of(millis(Settings.STREAM_FAILURE_TIMEOUT)).filter(timeout -> !timeout.isNegative());
    }

    /** Which columns rows have. */
    public ColumnSet columns() {
        return choice(ColumnSet.class, Settings.COLUMNS);
    }

    /** What record keys look like. */
    public KeyFormat keyFormat() {
        return choice(KeyFormat.class, Settings.KEY_FORMAT);
    }

    /** What to do about an entity that does not fit its table. */
    public ErrorPolicy onMalformedEntity() {
        return choice(ErrorPolicy.class, Settings.ON_MALFORMED_ENTITY);
    }

    /** What to do about an entity that Intercom does not give while it gives others. */
    public UnreadablePolicy onUnreadableEntity() {
        return choice(UnreadablePolicy.class, Settings.ON_UNREADABLE_ENTITY);
    }

    /** What to do about a stream that the token may not read. */
    public ErrorPolicy onMissingPermission() {
        return choice(ErrorPolicy.class, Settings.ON_MISSING_PERMISSION);
    }

    /** The proxy to go through; empty to go straight to Intercom. */
    public Optional<Proxy> proxy() {
        Optional<Proxy.Login> login = text(Settings.PROXY_USER)
                .map(user -> new Proxy.Login(
                        user, getPassword(Settings.PROXY_PASSWORD.key()).value()));
        return text(Settings.PROXY_HOST).map(host -> new Proxy(host, getInt(Settings.PROXY_PORT.key()), login));
    }

    /** The certificates to trust in place of those that Java trusts; empty for Java's. Its file is not read yet. */
    public Optional<TrustStore> trustStore() {
        return TrustStore.of(values());
    }

    /**
     * Whether what one poll returns is sent whole or not at all, as Connect's own settings say: its worker refuses a connector that
     * requires this and cannot have it.
     */
    public boolean isExactlyOnceRequired() {
        return "required".equalsIgnoreCase(foreign("exactly.once.support"))
                && !"connector".equalsIgnoreCase(foreign("transaction.boundary"));
    }

    /** A setting of Connect's own. */
    private String foreign(String key) {
        return originals().get(key) instanceof String text ? text.strip() : "";
    }

    private Optional<String> text(Setting setting) {
        return Optional.ofNullable(getString(setting.key())).filter(Settings::given);
    }

    private Duration millis(Setting setting) {
        return Duration.ofMillis(getLong(setting.key()));
    }

    private <E extends Enum<E>> E choice(Class<E> type, Setting setting) {
        return SettingParser.choice(type, getString(setting.key()));
    }
}
