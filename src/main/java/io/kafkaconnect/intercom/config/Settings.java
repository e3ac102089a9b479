package io.kafkaconnect.intercom.config;

import static io.kafkaconnect.intercom.config.SettingGroup.ERRORS;
import static io.kafkaconnect.intercom.config.SettingGroup.INTERCOM;
import static io.kafkaconnect.intercom.config.SettingGroup.OUTPUT;
import static io.kafkaconnect.intercom.config.SettingGroup.POLLING;
import static io.kafkaconnect.intercom.config.SettingGroup.PROXY;
import static io.kafkaconnect.intercom.config.SettingGroup.THROUGHPUT;
import static io.kafkaconnect.intercom.config.SettingGroup.TLS;
import static io.kafkaconnect.intercom.config.SettingValidator.between;
import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Type.DOUBLE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.kafkaconnect.intercom.client.ApiVersion;
import io.kafkaconnect.intercom.client.Region;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;

/** The settings of the connector, one value each. What else speaks of settings derives from {@link #ALL}. */
public final class Settings {

    /** All settings but {@link #TOPIC_PREFIX} begin with it, and nothing else may. */
    public static final String OURS = "intercom.";

    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    public static final Setting ACCESS_TOKEN = setting(
                    INTERCOM, "intercom.access.token", PASSWORD, NO_DEFAULT_VALUE, HIGH, "Access token")
            .valid(SettingValidator.token())
            .doc("Access token of the Intercom app. Use a config provider; never write the token here as plain text.");

    public static final Setting BASE_URL = setting(INTERCOM, "intercom.base.url", STRING, "", LOW, "Base URL")
            .valid(SettingValidator.blankOr("an http or https URL without user and query", SettingParser::baseUrl))
            .doc("Address of the API if you use a test server or a gateway. Blank: the address of the region.");

    public static final Setting REGION = setting(INTERCOM, "intercom.region", STRING, "us", HIGH, "Region")
            .valid(SettingValidator.oneOf(Region.class))
            .shownWhen(BASE_URL, Settings::blank)
            .doc("Region where Intercom hosts the workspace. Intercom refuses the token in any other region.");

    public static final Setting API_VERSION = setting(
                    INTERCOM, "intercom.api.version", STRING, "2.16", LOW, "API version")
            .valid(SettingValidator.readable(
                    "2." + ApiVersion.OLDEST_MINOR + " or a later 2.x, or Preview", ApiVersion::of))
            .doc(
                    "Version of Intercom's API. The connector sends it with every request; it overrides the version set for"
                            + " the app.");

    public static final Setting TABLES = setting(
                    SettingGroup.TABLES, "intercom.tables", LIST, "basic,conversations", HIGH, "Tables")
            .valid(SettingValidator.tables())
            .doc(
                    "Tables to read, one topic each: names of tables, the templates basic and conversations, or both. The name"
                            + " conversations always selects the template, that is, all six tables about conversations.");

    static final Setting SINCE = setting(SettingGroup.TABLES, "intercom.since", STRING, "", MEDIUM, "Since")
            .valid(SettingValidator.blankOr(
                    "a time such as 2025-01-31T08:00:00Z, or a date such as 2025-01-31", SettingParser::instant))
            .doc(
                    "Earliest update time to read. Entities that were not updated since are left out. A date means midnight"
                            + " UTC. Blank: everything.");

    public static final Setting POLL_INTERVAL = setting(
                    POLLING, "intercom.poll.interval.ms", LONG, 60_000L, MEDIUM, "Poll interval (ms)")
            .valid(between(100, DAY))
            .doc("Milliseconds between two polls for changed users, leads and conversations.");

    public static final Setting FULL_POLL_INTERVAL = setting(
                    POLLING, "intercom.full.poll.interval.ms", LONG, HOUR, MEDIUM, "Full poll interval (ms)")
            .valid(between(100, 30 * DAY))
            .doc(
                    "Milliseconds between two full reads of the lists that Intercom only gives as a whole: companies, admins,"
                            + " tags, segments, memberships in segments, and the relations of contacts. Deleted contacts are found"
                            + " by the same read.");

    static final Setting SETTLE = setting(POLLING, "intercom.settle.ms", LONG, 300_000L, LOW, "Settling time (ms)")
            .valid(between(0, 7 * DAY))
            .doc(
                    "How far back each poll reads again, in milliseconds, because Intercom's search index shows updates late."
                            + " Example: 300000 reads the last five minutes again.");

    static final Setting PAGE_SIZE = setting(THROUGHPUT, "intercom.page.size", INT, 150, LOW, "Page size")
            .valid(between(1, 150))
            .doc(
                    "Maximum number of entities per request. The connector reduces the page size when Intercom times out.");

    static final Setting MAX_IN_FLIGHT_REQUESTS = setting(
                    THROUGHPUT, "intercom.max.in.flight.requests", INT, 64, LOW, "Requests in flight")
            .valid(between(1, 1_000))
            .doc("Maximum number of requests that one task has in flight. At a limit of 10,000 requests a minute, set"
                    + " 150 for each second that a response takes, for example 300 for two seconds. More requests"
                    + " in flight need more memory.");

    static final Setting RATE_LIMIT_SHARE = setting(
                    THROUGHPUT, "intercom.rate.limit.share", DOUBLE, 0.9, MEDIUM, "Share of the rate limit")
            .valid(SettingValidator.share())
            .doc("Share of Intercom's rate limit that all tasks of this connector may use together. The requests of"
                    + " other programs count as well, so the rest of the limit stays free for them.");

    static final Setting REQUEST_TIMEOUT = setting(
                    ERRORS, "intercom.request.timeout.ms", LONG, 60_000L, LOW, "Request timeout (ms)")
            .valid(between(100, HOUR))
            .doc(
                    "Timeout of one HTTP request in milliseconds. A request that takes longer counts as failed and is retried.");

    static final Setting MAX_RETRIES = setting(ERRORS, "intercom.max.retries", INT, -1, MEDIUM, "Retries")
            .valid(SettingValidator.atLeast(-1))
            .doc("Maximum number of retries of a failed request before its stream counts as refused. -1: retry until it"
                    + " succeeds. Throttled requests do not count. An invalid token or certificate fails the task after"
                    + " about two minutes, independent of this setting.");

    static final Setting RETRY_BACKOFF = setting(
                    ERRORS, "intercom.retry.backoff.ms", LONG, 1_000L, LOW, "Retry back-off (ms)")
            .valid(between(1, HOUR))
            .shownWhen(MAX_RETRIES, Settings::notZero)
            .doc("Approximate delay before the first retry, in milliseconds. The delay doubles with each further retry"
                    + " while Intercom answers no request of the same kind.");

    static final Setting RETRY_BACKOFF_MAX = setting(
                    ERRORS, "intercom.retry.backoff.max.ms", LONG, 60_000L, LOW, "Longest retry back-off (ms)")
            .valid(between(1, DAY))
            .shownWhen(MAX_RETRIES, Settings::notZero)
            .doc("Maximum delay between two attempts of a request, in milliseconds.");

    static final Setting STREAM_FAILURE_TIMEOUT = setting(
                    ERRORS, "intercom.stream.failure.timeout.ms", LONG, 900_000L, MEDIUM, "Stream failure timeout (ms)")
            .valid(between(-1, 30 * DAY))
            .doc("How long Intercom may refuse one stream before the task fails, in milliseconds. The connector retries"
                    + " the stream with growing pauses; the other streams continue. 0: the task fails at once. -1:"
                    + " the task never fails for this reason.");

    static final Setting ON_MALFORMED_ENTITY = setting(
                    ERRORS, "intercom.behavior.on.malformed.entity", STRING, "fail", MEDIUM, "On a malformed entity")
            .valid(SettingValidator.oneOf(ErrorPolicy.class))
            .doc(
                    "What to do with an entity that has no usable row for its table. fail: the task fails. skip: the connector"
                            + " leaves the entity out, logs and counts it.");

    static final Setting ON_UNREADABLE_ENTITY = setting(
                    ERRORS, "intercom.behavior.on.unreadable.entity", STRING, "park", MEDIUM, "On an unreadable entity")
            .valid(SettingValidator.oneOf(UnreadablePolicy.class))
            .doc("What to do if Intercom fails at one entity and gives others. park: the connector continues with the"
                    + " others and retries this one until it comes or is gone. fail: the task fails. An entity that"
                    + " is parked already fails no task.");

    static final Setting ON_MISSING_PERMISSION = setting(
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

    public static final Setting TOPIC_PREFIX = setting(
                    OUTPUT, "topic.prefix", STRING, "intercom.", HIGH, "Topic prefix")
            .valid(SettingValidator.text(
                    "up to 200 of the characters a-z, A-Z, 0-9, dot, _ and -", "[a-zA-Z0-9._-]{0,200}"))
            .doc("Prefix of each topic name; the name of the table follows. Record keys do not hold the workspace, so"
                    + " give each workspace its own prefix. After a change, the connector reads everything again"
                    + " and sends it to the new topics.");

    static final Setting COLUMNS = setting(OUTPUT, "intercom.columns", STRING, "documented", LOW, "Columns")
            .valid(SettingValidator.oneOf(ColumnSet.class))
            .doc(
                    "Columns of the rows. documented: the documented columns. extended: these, followed by the columns that"
                            + " Intercom's API has added since. After a change to extended, the connector reads the past again.");

    static final Setting KEY_FORMAT = setting(OUTPUT, "intercom.key.format", STRING, "struct", MEDIUM, "Key format")
            .valid(SettingValidator.oneOf(KeyFormat.class))
            .doc(
                    "Format of record keys. struct: a struct of the key columns. string: the key columns joined by a slash,"
                            + " for sinks that need a primitive key. After a change, the connector reads everything again"
                            + " and sends it with the new keys. Rows with the old keys stay, so change topic.prefix as"
                            + " well.");

    static final Setting PROXY_HOST = setting(PROXY, "intercom.proxy.host", STRING, "", LOW, "Proxy host")
            .valid(SettingValidator.text(
                    "blank, or a name or address without scheme and port", "[\\w.-]*|\\[[0-9a-fA-F:.]+]"))
            .doc("HTTP proxy between the worker and Intercom. Blank: none.");

    static final Setting PROXY_PORT = setting(PROXY, "intercom.proxy.port", INT, null, LOW, "Proxy port")
            .valid(between(1, 65_535))
            .shownWhen(PROXY_HOST, Settings::given)
            .doc("Port of the proxy. Required with a proxy host.");

    public static final Setting PROXY_USER = setting(PROXY, "intercom.proxy.user", STRING, "", LOW, "Proxy user")
            .valid(SettingValidator.text("a text without colon and control characters", "[^:\\p{Cntrl}]*"))
            .shownWhen(PROXY_HOST, Settings::given)
            .doc("User name for the proxy. Blank: no login.");

    public static final Setting PROXY_PASSWORD = setting(
                    PROXY, "intercom.proxy.password", PASSWORD, null, LOW, "Proxy password")
            .valid(SettingValidator.text("a text without control characters", "\\P{Cntrl}*"))
            .shownWhen(PROXY_HOST, Settings::given)
            .doc("Password of the proxy user. Use a config provider; never write the password here as plain text.");

    public static final Setting TRUSTSTORE_LOCATION = setting(
                    TLS, "intercom.ssl.truststore.location", STRING, "", LOW, "Trust store file")
            .valid(SettingValidator.blankOr("the path of a file", SettingParser::path))
            .doc("Path of a trust store. The connector trusts its certificate authorities instead of those of the"
                    + " worker's Java. The file must exist on every worker. Blank: trust those of the worker's"
                    + " Java.");

    static final Setting TRUSTSTORE_PASSWORD = setting(
                    TLS, "intercom.ssl.truststore.password", PASSWORD, null, LOW, "Trust store password")
            .shownWhen(TRUSTSTORE_LOCATION, Settings::given)
            .doc("Password of the trust store. Without it, the integrity of a JKS file is not checked, and most PKCS12"
                    + " files cannot be read. PEM needs no password.");

    static final Setting TRUSTSTORE_TYPE = setting(
                    TLS, "intercom.ssl.truststore.type", STRING, "JKS", LOW, "Trust store type")
            .valid(SettingValidator.constant(TrustStore.Type.class))
            .doc("Format of the trust store. Use PEM for intercom.ssl.truststore.certificates.");

    public static final Setting TRUSTSTORE_CERTIFICATES = setting(
                    TLS, "intercom.ssl.truststore.certificates", PASSWORD, null, LOW, "Trusted certificates")
            .valid(SettingValidator.blankOr("one or more certificates in PEM", TrustStore::certificatesIn))
            .doc("Trusted certificate authorities in PEM, instead of a file. Requires the type PEM.");

    /** All of them, in the order in which they are shown. */
    public static final List<Setting> ALL = List.of(
            ACCESS_TOKEN,
            REGION,
            BASE_URL,
            API_VERSION,
            TABLES,
            SINCE,
            POLL_INTERVAL,
            FULL_POLL_INTERVAL,
            SETTLE,
            PAGE_SIZE,
            MAX_IN_FLIGHT_REQUESTS,
            RATE_LIMIT_SHARE,
            REQUEST_TIMEOUT,
            MAX_RETRIES,
            RETRY_BACKOFF,
            RETRY_BACKOFF_MAX,
            STREAM_FAILURE_TIMEOUT,
            ON_MALFORMED_ENTITY,
            ON_UNREADABLE_ENTITY,
            ON_MISSING_PERMISSION,
            TOPIC_PREFIX,
            COLUMNS,
            KEY_FORMAT,
            PROXY_HOST,
            PROXY_PORT,
            PROXY_USER,
            PROXY_PASSWORD,
            TRUSTSTORE_LOCATION,
            TRUSTSTORE_PASSWORD,
            TRUSTSTORE_TYPE,
            TRUSTSTORE_CERTIFICATES);

    private Settings() {}

    /** The settings as Kafka Connect wants them. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        for (Setting setting : ALL) {
            List<Setting> group = ALL.stream()
                    .filter(other -> other.group() == setting.group())
                    .toList();
            List<String> dependents = ALL.stream()
                    .filter(other -> other.shown().key().equals(setting.key()))
                    .map(Setting::key)
                    .toList();
            setting.define(definition, group.indexOf(setting) + 1, dependents);
        }
        return definition;
    }

    /** Whether the user gave a value that is not blank. */
    public static boolean given(Object value) {
        return value != null && !(value instanceof Password secret ? secret.value() : value.toString()).isBlank();
    }

    static boolean blank(Object value) {
        return !given(value);
    }

    private static boolean notZero(Object value) {
        return !Objects.equals(value, 0);
    }

    private static Setting setting(
            SettingGroup group,
            String key,
            ConfigDef.Type type,
            Object byDefault,
            Importance importance,
            String title) {
        SettingValidator unset = SettingValidator.text("any text", ".*");
        return new Setting(group, key, type, byDefault, importance, title, unset, Setting.Visibility.ALWAYS, "");
    }
}
