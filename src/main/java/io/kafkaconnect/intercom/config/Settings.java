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
            .doc(
                    "Access token of the Intercom app that reads. Give it through a config provider, never as plain text.");

    public static final Setting BASE_URL = setting(INTERCOM, "intercom.base.url", STRING, "", LOW, "Base URL")
            .valid(SettingValidator.blankOr("an http or https URL without user and query", SettingParser::baseUrl))
            .doc("Address of the API when it is not the region's: a test server or a gateway. Blank: the region's.");

    public static final Setting REGION = setting(INTERCOM, "intercom.region", STRING, "us", HIGH, "Region")
            .valid(SettingValidator.oneOf(Region.class))
            .shownWhen(BASE_URL, Settings::blank)
            .doc("Where Intercom hosts the workspace. A token is refused everywhere else.");

    public static final Setting API_VERSION = setting(
                    INTERCOM, "intercom.api.version", STRING, "2.16", LOW, "API version")
            .valid(SettingValidator.readable(
                    "2." + ApiVersion.OLDEST_MINOR + " or a later 2.x, or Preview", ApiVersion::of))
            .doc("Version of Intercom's API, sent with every request whatever version the app is set to.");

    public static final Setting TABLES = setting(
                    SettingGroup.TABLES, "intercom.tables", LIST, "basic,conversations", HIGH, "Tables")
            .valid(SettingValidator.tables())
            .doc("Tables to read, one topic each: the templates basic and conversations, names of tables, or a mix."
                    + " The name conversations always means the template: all six tables about conversations.");

    static final Setting SINCE = setting(SettingGroup.TABLES, "intercom.since", STRING, "", MEDIUM, "Since")
            .valid(SettingValidator.blankOr(
                    "a time such as 2025-01-31T08:00:00Z, or a date such as 2025-01-31", SettingParser::instant))
            .doc("Leaves out what has not been updated since then. A date begins at midnight UTC. Blank: everything.");

    public static final Setting POLL_INTERVAL = setting(
                    POLLING, "intercom.poll.interval.ms", LONG, 60_000L, MEDIUM, "Poll interval (ms)")
            .valid(between(100, DAY))
            .doc("Milliseconds from one look for new users, leads and conversations to the next.");

    public static final Setting FULL_POLL_INTERVAL = setting(
                    POLLING, "intercom.full.poll.interval.ms", LONG, HOUR, MEDIUM, "Full poll interval (ms)")
            .valid(between(100, 30 * DAY))
            .doc("Milliseconds from one reading to the next of what Intercom only gives as a whole: companies, admins,"
                    + " tags, segments, memberships, and what contacts have and whether they still are.");

    static final Setting SETTLE = setting(POLLING, "intercom.settle.ms", LONG, 300_000L, LOW, "Settling time (ms)")
            .valid(between(0, 7 * DAY))
            .doc("Milliseconds of the past that are read again, because Intercom's search finds updates late.");

    static final Setting PAGE_SIZE = setting(THROUGHPUT, "intercom.page.size", INT, 150, LOW, "Page size")
            .valid(between(1, 150))
            .doc("Most entities to ask for in one request. Pages get smaller by themselves when Intercom times out.");

    static final Setting MAX_IN_FLIGHT_REQUESTS = setting(
                    THROUGHPUT, "intercom.max.in.flight.requests", INT, 64, LOW, "Requests in flight")
            .valid(between(1, 1_000))
            .doc(
                    "Most requests that one task has under way at a time. Too few slow it down where Intercom answers slowly:"
                            + " the highest limit takes 150 for each second that an answer takes. More take more memory.");

    static final Setting RATE_LIMIT_SHARE = setting(
                    THROUGHPUT, "intercom.rate.limit.share", DOUBLE, 0.9, MEDIUM, "Share of the rate limit")
            .valid(SettingValidator.share())
            .doc(
                    "Part of the rate limit announced by Intercom that all tasks of this connector may use together. What other"
                            + " programs use counts as well, so that the rest always stays free for them.");

    static final Setting REQUEST_TIMEOUT = setting(
                    ERRORS, "intercom.request.timeout.ms", LONG, 60_000L, LOW, "Request timeout (ms)")
            .valid(between(100, HOUR))
            .doc("Milliseconds that one HTTP exchange may take before it counts as failed and is tried again.");

    static final Setting MAX_RETRIES = setting(ERRORS, "intercom.max.retries", INT, -1, MEDIUM, "Retries")
            .valid(SettingValidator.atLeast(-1))
            .doc("How often a failed request is tried again before its stream counts as refused; -1: until it"
                    + " succeeds. Waiting for the rate limit does not count. A refused token, or a certificate that stays at"
                    + " fault, fails the task within about two minutes, whatever is set here.");

    static final Setting RETRY_BACKOFF = setting(
                    ERRORS, "intercom.retry.backoff.ms", LONG, 1_000L, LOW, "Retry back-off (ms)")
            .valid(between(1, HOUR))
            .shownWhen(MAX_RETRIES, Settings::notZero)
            .doc(
                    "Milliseconds before the first retry, more or less. Each further retry waits twice as long, as long as nothing of its"
                            + " kind is answered.");

    static final Setting RETRY_BACKOFF_MAX = setting(
                    ERRORS, "intercom.retry.backoff.max.ms", LONG, 60_000L, LOW, "Longest retry back-off (ms)")
            .valid(between(1, DAY))
            .shownWhen(MAX_RETRIES, Settings::notZero)
            .doc("Most milliseconds between two tries of a request.");

    static final Setting STREAM_FAILURE_TIMEOUT = setting(
                    ERRORS, "intercom.stream.failure.timeout.ms", LONG, 900_000L, MEDIUM, "Stream failure timeout (ms)")
            .valid(between(-1, 30 * DAY))
            .doc(
                    "Milliseconds for which Intercom may refuse one stream before the task fails. The stream is tried again with growing"
                            + " pauses, and the other streams go on. 0: the task fails at once; -1: it never does for that.");

    static final Setting ON_MALFORMED_ENTITY = setting(
                    ERRORS, "intercom.behavior.on.malformed.entity", STRING, "fail", MEDIUM, "On a malformed entity")
            .valid(SettingValidator.oneOf(ErrorPolicy.class))
            .doc("What to do about an entity that does not fit its table: fail the task, or skip the entity, which is"
                    + " logged and counted.");

    static final Setting ON_UNREADABLE_ENTITY = setting(
                    ERRORS, "intercom.behavior.on.unreadable.entity", STRING, "park", MEDIUM, "On an unreadable entity")
            .valid(SettingValidator.oneOf(UnreadablePolicy.class))
            .doc(
                    "Intercom may fail at one entity and give others. park: the connector reads the others, and asks for this one"
                            + " again until it comes or is gone. fail: the task fails.");

    static final Setting ON_MISSING_PERMISSION = setting(
                    ERRORS,
                    "intercom.behavior.on.missing.permission",
                    STRING,
                    "fail",
                    MEDIUM,
                    "On a missing permission")
            .valid(SettingValidator.oneOf(ErrorPolicy.class))
            .doc(
                    "What to do when the token may not read some of the tables: fail the task once intercom.stream.failure.timeout.ms"
                            + " is over, or skip them and go on with the others.");

    public static final Setting TOPIC_PREFIX = setting(
                    OUTPUT, "topic.prefix", STRING, "intercom.", HIGH, "Topic prefix")
            .valid(SettingValidator.text(
                    "up to 200 of the characters a-z, A-Z, 0-9, dot, _ and -", "[a-zA-Z0-9._-]{0,200}"))
            .doc(
                    "Begins the name of each topic; the name of the table follows. Keys do not name the workspace: give each workspace a prefix of"
                            + " its own. After a change, everything is read again and sent to the new topics.");

    static final Setting COLUMNS = setting(OUTPUT, "intercom.columns", STRING, "documented", LOW, "Columns")
            .valid(SettingValidator.oneOf(ColumnSet.class))
            .doc("Which columns the rows have: the documented ones, or extended, which adds at the end what Intercom's"
                    + " API has come to offer since. After a change to extended, the past is read again.");

    static final Setting KEY_FORMAT = setting(OUTPUT, "intercom.key.format", STRING, "struct", MEDIUM, "Key format")
            .valid(SettingValidator.oneOf(KeyFormat.class))
            .doc(
                    "What record keys are: a struct of the key columns, or a string, for sinks that want a primitive. After a change,"
                            + " everything is read again and sent with the new keys. Rows with the old keys stay: change topic.prefix as well.");

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
            .doc("User name for a proxy that asks for one. Blank: none.");

    public static final Setting PROXY_PASSWORD = setting(
                    PROXY, "intercom.proxy.password", PASSWORD, null, LOW, "Proxy password")
            .valid(SettingValidator.text("a text without control characters", "\\P{Cntrl}*"))
            .shownWhen(PROXY_HOST, Settings::given)
            .doc("Password of the proxy user. Give it through a config provider, never as plain text.");

    public static final Setting TRUSTSTORE_LOCATION = setting(
                    TLS, "intercom.ssl.truststore.location", STRING, "", LOW, "Trust store file")
            .valid(SettingValidator.blankOr("the path of a file", SettingParser::path))
            .doc(
                    "File with the certificate authorities to trust in place of those that the worker's Java trusts. It must be"
                            + " there on every worker. Blank: those of the worker's Java.");

    static final Setting TRUSTSTORE_PASSWORD = setting(
                    TLS, "intercom.ssl.truststore.password", PASSWORD, null, LOW, "Trust store password")
            .shownWhen(TRUSTSTORE_LOCATION, Settings::given)
            .doc(
                    "Password of that file. Without it, a JKS file is read unchecked, and a PKCS12 file often cannot be read. PEM has"
                            + " none.");

    static final Setting TRUSTSTORE_TYPE = setting(
                    TLS, "intercom.ssl.truststore.type", STRING, "JKS", LOW, "Trust store type")
            .valid(SettingValidator.constant(TrustStore.Type.class))
            .doc("What that file is. PEM also goes with intercom.ssl.truststore.certificates.");

    public static final Setting TRUSTSTORE_CERTIFICATES = setting(
                    TLS, "intercom.ssl.truststore.certificates", PASSWORD, null, LOW, "Trusted certificates")
            .valid(SettingValidator.blankOr("one or more certificates in PEM", TrustStore::certificatesIn))
            .doc("The certificate authorities themselves, in place of a file. Needs the type PEM.");

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
