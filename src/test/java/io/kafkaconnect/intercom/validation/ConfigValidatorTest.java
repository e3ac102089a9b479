package io.kafkaconnect.intercom.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.config.IntercomConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigValidatorTest {

    private static final String SECRET = "s3cr3t";

    @Test
    void a_token_is_all_it_takes() {
        assertThat(errors(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            intercom.region                         | EU
            intercom.base.url                       | http://localhost:8080/intercom/
            intercom.base.url                       | ''
            intercom.api.version                    | 2.11
            intercom.api.version                    | 2.17
            intercom.api.version                    | Preview
            intercom.tables                         | basic
            intercom.tables                         | users, conversation_parts , basic
            intercom.since                          | ''
            intercom.since                          | 2025-01-31
            intercom.since                          | 2025-01-31T08:00:00.123Z
            intercom.since                          | 2025-01-31T08:00:00+02:00
            intercom.rate.limit.share               | 1
            intercom.rate.limit.share               | 0.01
            intercom.page.size                      | 1
            intercom.settle.ms                      | 0
            intercom.max.retries                    | 0
            topic.prefix                            | ''
            topic.prefix                            | Acme_1.intercom-
            """)
    void good_values_pass(String key, String value) {
        assertThat(errors(Map.of(key, value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            intercom.access.token                   | ''                             | must not be blank
            intercom.access.token                   | Bearer abc                     | only the token
            intercom.access.token                   | ${file:/secrets:token}         | did not resolve
            intercom.region                         | ${env:REGION}                  | did not resolve
            intercom.page.size                      | ${file:/c:size}                | did not resolve
            intercom.base.url                       | ${file:/c:url}                 | did not resolve
            intercom.since                          | ${file:/c:since}               | did not resolve
            intercom.ssl.truststore.certificates    | ${file:/c:pem}                 | did not resolve
            intercom.ssl.truststore.type            | PEM                            | no certificates are given
            intercom.region                         | asia                           | us, eu, au
            intercom.base.url                       | api.intercom.io                | must start with http
            intercom.base.url                       | ftp://api.intercom.io          | must start with http
            intercom.base.url                       | https://                       | not a URL
            intercom.base.url                       | https://a b                    | not a URL
            intercom.base.url                       | https://api.example?x=1        | query
            intercom.base.url                       | https://api.example#x          | fragment
            intercom.api.version                    | 2.10                           | 2.11 is the oldest
            intercom.api.version                    | 1.4                            | not a version
            intercom.api.version                    | 2                              | not a version
            intercom.api.version                    | Unstable                       | not a version
            intercom.tables                         | ''                             | at least one of basic, convers
            intercom.tables                         | users,                         | comma too many
            intercom.tables                         | users,convs                    | no table or template convs
            intercom.tables                         | user,lead,users                | no table or template user, lead. Did you mean users? Did you mean leads?
            intercom.tables                         | user                           | Did you mean users
            intercom.tables                         | Users                          | Did you mean users
            intercom.tables                         | conversation_part              | Did you mean conversation_parts
            intercom.since                          | yesterday                      | is not a time
            intercom.since                          | 2025-02-30                     | is not a time
            intercom.since                          | 2025-01-31T08:00:00            | is not a time
            intercom.since                          | 1969-12-31                     | 1970
            intercom.poll.interval.ms               | 99                             | 100 to 86400000
            intercom.poll.interval.ms               | 1m                             | Not a number
            intercom.full.poll.interval.ms          | -1                             | 100 to 2592000000
            intercom.settle.ms                      | -1                             | 0 to 604800000
            intercom.page.size                      | 0                              | 1 to 150
            intercom.page.size                      | 151                            | 1 to 150
            intercom.max.in.flight.requests         | 0                              | 1 to 1000
            intercom.rate.limit.share               | 0                              | more than 0, at most 1
            intercom.rate.limit.share               | 1.01                           | more than 0, at most 1
            intercom.rate.limit.share               | NaN                            | more than 0, at most 1
            intercom.rate.limit.reserve             | -1                             | 0 to 1000000
            intercom.request.timeout.ms             | 0                              | 100 to 3600000
            intercom.retry.backoff.ms               | 0                              | 1 to 3600000
            intercom.retry.backoff.max.ms           | 0                              | 1 to 86400000
            intercom.max.retries                    | -2                             | -1 or more
            intercom.columns                        | all                            | documented, extended
            intercom.key.format                     | json                           | struct, string
            intercom.behavior.on.malformed.entity   | warn                           | fail, skip
            intercom.behavior.on.unreadable.entity  | skip                           | park, fail
            intercom.behavior.on.missing.permission | ''                             | fail, skip
            topic.prefix                            | inter com                      | must be up to 200
            topic.prefix                            | intercom/                      | must be up to 200
            intercom.proxy.host                     | http://proxy                   | without scheme and port
            intercom.proxy.host                     | proxy:8080                     | without scheme and port
            intercom.proxy.port                     | 65536                          | 1 to 65535
            intercom.proxy.user                     | me:too                         | without colon
            """)
    void a_bad_value_is_one_error_on_its_own_key(String key, String value, String message) {
        assertThat(errors(Map.of(key, value)))
                .containsOnlyKeys(key)
                .hasEntrySatisfying(
                        key,
                        messages -> assertThat(messages)
                                .singleElement()
                                .asString()
                                .contains(key)
                                .contains(message));
    }

    @Test
    void a_missing_token_is_one_error() {
        Map<String, String> nothing = Map.of();
        assertThat(faults(ConfigValidator.check(
                        nothing, IntercomConfig.definition().validate(nothing))))
                .containsOnlyKeys("intercom.access.token")
                .hasEntrySatisfying(
                        "intercom.access.token",
                        messages ->
                                assertThat(messages).singleElement().asString().contains("Missing required"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"intercom.access.token", "intercom.page.size", "intercom.tables", "topic.prefix"})
    void null_is_an_error(String key) {
        Map<String, String> given = new HashMap<>();
        given.put(key, null);
        assertThat(errors(given))
                .containsOnlyKeys(key)
                .hasEntrySatisfying(
                        key,
                        messages -> assertThat(messages)
                                .containsExactly(key + " must not be null: give it a value, or leave it out."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            intercom.regoin          | There is no setting intercom.regoin. Did you mean intercom.region?
            intercom.token           | There is no setting intercom.token. Did you mean intercom.access.token?
            intercom.poll.interval   | There is no setting intercom.poll.interval. Did you mean intercom.poll.interval.ms or intercom.full.poll.interval.ms?
            intercom.PAGE.size       | There is no setting intercom.PAGE.size. Did you mean intercom.page.size?
            intercom.topic.prefix    | There is no setting intercom.topic.prefix. Did you mean topic.prefix?
            intercom.hippopotamus    | There is no setting intercom.hippopotamus.
            """)
    void an_unknown_key_is_an_error_with_a_suggestion(String key, String message) {
        assertThat(errors(Map.of(key, "x"))).containsExactly(Map.entry(key, List.of(message)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "tasks.max", "transforms", "topic.creation.default.partitions", "intercomposite.x"})
    void the_keys_of_others_are_left_alone(String key) {
        assertThat(errors(Map.of(key, "x"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            intercom.retry.backoff.ms=60001                      | intercom.retry.backoff.ms | raise the other
            intercom.retry.backoff.max.ms=999                    | intercom.retry.backoff.ms | raise the other
            intercom.proxy.host=proxy                            | intercom.proxy.port       | when intercom.proxy.host
            intercom.proxy.port=8080                             | intercom.proxy.host       | when intercom.proxy.port
            intercom.proxy.user=me intercom.proxy.password=it    | intercom.proxy.host       | when intercom.proxy.user
            intercom.proxy.host=p intercom.proxy.port=1 intercom.proxy.user=me     | intercom.proxy.password | given too
            intercom.proxy.host=p intercom.proxy.port=1 intercom.proxy.password=it | intercom.proxy.user     | given too
            intercom.ssl.truststore.password=it                                   | intercom.ssl.truststore.location | given too
            intercom.ssl.truststore.password=it intercom.ssl.truststore.type=pem intercom.ssl.truststore.location=/ca.pem | intercom.ssl.truststore.password | PEM
            """)
    void a_contradiction_is_one_error_on_the_setting_to_change(String given, String key, String message) {
        assertThat(errors(pairs(given)))
                .containsOnlyKeys(key)
                .hasEntrySatisfying(
                        key,
                        messages -> assertThat(messages)
                                .singleElement()
                                .asString()
                                .startsWith(key)
                                .contains(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "intercom.retry.backoff.ms=60000",
                "intercom.region=eu intercom.base.url=http://localhost:8080",
                "intercom.settle.ms=7200000 intercom.full.poll.interval.ms=1000",
                "intercom.poll.interval.ms=7200000",
                "intercom.proxy.host=p intercom.proxy.port=1",
                "intercom.proxy.host=p intercom.proxy.port=1 intercom.proxy.user=me intercom.proxy.password=it"
            })
    void what_only_looks_odd_is_no_error(String given) {
        assertThat(errors(pairs(given))).isEmpty();
    }

    @Test
    void a_setting_with_an_error_gets_no_second_one_and_breaks_no_rule() {
        assertThat(errors(Map.of("intercom.retry.backoff.ms", "90000", "intercom.retry.backoff.max.ms", "soon")))
                .containsOnlyKeys("intercom.retry.backoff.max.ms");
        assertThat(errors(Map.of("intercom.proxy.host", "proxy", "intercom.proxy.port", "none")))
                .containsOnlyKeys("intercom.proxy.port")
                .hasEntrySatisfying(
                        "intercom.proxy.port", messages -> assertThat(messages).hasSize(1));
    }

    @Test
    void all_errors_are_told_at_once() {
        assertThat(errors(pairs("intercom.page.size=0 intercom.regoin=eu intercom.proxy.port=1 intercom.region=mars")))
                .containsOnlyKeys("intercom.page.size", "intercom.regoin", "intercom.proxy.host", "intercom.region");
    }

    @Test
    void intercom_is_asked_only_when_nothing_is_wrong() {
        assertThat(ConfigValidator.clean(checked(Map.of()))).isTrue();
        assertThat(ConfigValidator.clean(checked(Map.of("intercom.page.size", "0"))))
                .isFalse();
        assertThat(ConfigValidator.clean(checked(Map.of("intercom.regoin", "eu"))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "intercom.access.token=" + SECRET,
                "intercom.access.token=Bearer\t" + SECRET,
                "intercom.access.token=${x:" + SECRET + "}",
                "intercom.acces.token=" + SECRET,
                "intercom.proxy.password=" + SECRET,
                "intercom.proxy.password=" + SECRET + "\0",
                "intercom.proxy.host=me:" + SECRET + "@proxy"
            })
    void secrets_are_in_no_message(String given) {
        assertThat(checked(pairs(given)))
                .allSatisfy(
                        value -> assertThat(value.errorMessages().toString()).doesNotContain(SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"intercom.access.token", "intercom.acces.token", "intercom.proxy.password"})
    void secrets_are_in_no_value(String key) {
        assertThat(checked(Map.of(key, SECRET)).toString()).doesNotContain(SECRET);
    }

    @Test
    void a_password_in_the_address_is_refused_without_repeating_it() {
        assertThat(errors(Map.of("intercom.base.url", "https://me:" + SECRET + "@api.example"))
                        .get("intercom.base.url"))
                .singleElement()
                .asString()
                .contains("must have no user")
                .doesNotContain(SECRET);
    }

    private static Map<String, List<String>> errors(Map<String, String> given) {
        return faults(checked(given));
    }

    private static List<ConfigValue> checked(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(Map.of("intercom.access.token", "token"));
        all.putAll(given);
        return ConfigValidator.check(all, IntercomConfig.definition().validate(all));
    }

    private static Map<String, List<String>> faults(List<ConfigValue> values) {
        Map<String, List<String>> faults = new TreeMap<>();
        values.stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .forEach(value -> faults.put(value.name(), value.errorMessages()));
        return faults;
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : text.split(" ", -1)) {
            int equals = pair.indexOf('=');
            pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return pairs;
    }
}
