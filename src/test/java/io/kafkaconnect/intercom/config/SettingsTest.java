package io.kafkaconnect.intercom.config;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {

    private static final ConfigDef DEFINITION = Settings.definition();

    static Collection<ConfigKey> keys() {
        return DEFINITION.configKeys().values();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/settings/contract.csv", numLinesToSkip = 1)
    void keys_types_and_defaults_are_the_promised_ones(String key, ConfigDef.Type type, String byDefault) {
        Setting setting = setting(key);
        assertThat(setting.type()).isEqualTo(type);
        if ("required".equals(byDefault)) {
            assertThat(setting.required()).isTrue();
        } else if (byDefault == null) {
            assertThat(Setting.given(setting.defaultValue())).isFalse();
        } else {
            assertThat(setting.defaultValue()).hasToString(byDefault);
        }
    }

    @Test
    void nothing_but_the_promised_settings_exists() throws IOException {
        List<String> promised = Files.readAllLines(Path.of("src/test/resources/settings/contract.csv")).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
        assertThat(Settings.ALL).extracting(Setting::key).containsExactlyElementsOf(promised);
    }

    @Test
    void every_declared_setting_is_listed() {
        List<Setting> declared = Stream.of(
                        WorkspaceSettings.class,
                        TableSettings.class,
                        PollingSettings.class,
                        ThroughputSettings.class,
                        ErrorSettings.class,
                        OutputSettings.class,
                        ProxySettings.class,
                        TlsSettings.class)
                .flatMap(group -> Arrays.stream(group.getDeclaredFields()))
                .filter(field -> field.getType() == Setting.class)
                .map(SettingsTest::value)
                .toList();
        assertThat(Settings.ALL).doesNotHaveDuplicates().hasSameElementsAs(declared);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void every_setting_tells_a_user_interface_all_it_asks_for(ConfigKey key) {
        assertThat(key.documentation).endsWith(".").doesNotContain("  ");
        assertThat(key.displayName).isNotBlank().isNotEqualTo(key.name);
        assertThat(key.group).isNotBlank();
        assertThat(key.orderInGroup).isPositive();
        assertThat(key.width).isNotEqualTo(ConfigDef.Width.NONE);
        assertThat(key.validator.toString()).isNotBlank().doesNotContain("Valid");
        assertThat(key.recommender).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void every_setting_in_milliseconds_says_so(ConfigKey key) {
        if (key.name.endsWith(".ms")) {
            assertThat(key.documentation).containsIgnoringCase("milliseconds");
            assertThat(key.displayName).endsWith("(ms)");
            assertThat(key.type).isEqualTo(ConfigDef.Type.LONG);
        }
    }

    @Test
    void places_in_a_group_are_numbered_from_one() {
        Map<String, List<Integer>> places =
                keys().stream().collect(groupingBy(key -> key.group, mapping(key -> key.orderInGroup, toList())));
        assertThat(places).hasSize(SettingGroup.values().length);
        assertThat(places.values())
                .allSatisfy(numbers -> assertThat(numbers)
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.rangeClosed(1, numbers.size()).boxed().toList()));
    }

    @Test
    void the_groups_keep_their_order() {
        assertThat(Settings.ALL).extracting(Setting::group).isSorted();
        assertThat(DEFINITION.groups())
                .containsExactlyElementsOf(Arrays.stream(SettingGroup.values())
                        .map(SettingGroup::title)
                        .toList());
    }

    /** Kafka validates a setting once for each it depends on, and never one in a circle. */
    @Test
    void no_setting_depends_on_two_others_or_on_one_that_depends_itself() {
        List<String> dependents =
                keys().stream().flatMap(key -> key.dependents.stream()).toList();
        assertThat(dependents).doesNotHaveDuplicates();
        assertThat(keys())
                .filteredOn(key -> !key.dependents.isEmpty())
                .allSatisfy(key -> assertThat(dependents).doesNotContain(key.name));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            intercom.region                         | us,eu,au
            intercom.columns                        | documented,extended
            intercom.key.format                     | struct,string
            intercom.behavior.on.malformed.entity   | fail,skip
            intercom.behavior.on.unreadable.entity  | park,fail
            intercom.behavior.on.missing.permission | fail,skip
            intercom.ssl.truststore.type            | JKS,PKCS12,PEM
            """)
    void choices_are_recommended(String key, String choices) {
        assertThat(validated(Map.of()).get(key).recommendedValues()).isEqualTo(List.of((Object[]) choices.split(",")));
    }

    @Test
    void templates_and_tables_are_recommended() {
        assertThat(validated(Map.of()).get("intercom.tables").recommendedValues())
                .doesNotHaveDuplicates()
                .startsWith("basic", "conversations", "tickets", "help_center", "workspace", "people")
                .containsSequence("fin_content", "all", "users")
                .contains("conversation_parts_attachments");
    }

    @Test
    void what_has_no_choices_recommends_nothing() {
        assertThat(validated(Map.of()).get("intercom.page.size").recommendedValues())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            intercom.proxy.port           | intercom.proxy.host  |                     | false
            intercom.proxy.user           | intercom.proxy.host  |                     | false
            intercom.proxy.password       | intercom.proxy.host  |                     | false
            intercom.proxy.port           | intercom.proxy.host  | proxy.example       | true
            intercom.proxy.user           | intercom.proxy.host  | proxy.example       | true
            intercom.proxy.password       | intercom.proxy.host  | proxy.example       | true
            intercom.proxy.host           | intercom.proxy.host  |                     | true
            intercom.ssl.truststore.password | intercom.ssl.truststore.location |             | false
            intercom.ssl.truststore.password | intercom.ssl.truststore.location | /ca.jks     | true
            intercom.region               | intercom.base.url    |                     | true
            intercom.region               | intercom.base.url    | https://api.example | false
            intercom.retry.backoff.ms     | intercom.max.retries | 0                   | false
            intercom.retry.backoff.max.ms | intercom.max.retries | 0                   | false
            intercom.retry.backoff.ms     | intercom.max.retries | -1                  | true
            intercom.retry.backoff.ms     | intercom.max.retries | many                | true
            """)
    void settings_without_effect_are_hidden(String key, String other, String value, boolean visible) {
        Map<String, String> given = value == null ? Map.of() : Map.of(other, value);
        assertThat(validated(given).get(key).visible()).isEqualTo(visible);
    }

    @Test
    void secrets_are_passwords() {
        assertThat(Settings.ALL)
                .filteredOn(setting -> setting.key().matches(".*(token|password).*"))
                .hasSize(3)
                .allSatisfy(setting -> assertThat(setting.type()).isEqualTo(ConfigDef.Type.PASSWORD));
        assertThat(Setting.given(new Password(""))).isFalse();
    }

    private static Setting setting(String key) {
        return Settings.ALL.stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " is not among "
                        + Settings.ALL.stream().map(Setting::key).collect(joining(", "))));
    }

    private static Map<String, ConfigValue> validated(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(given);
        all.put("intercom.access.token", "token");
        return DEFINITION.validateAll(all);
    }

    private static Setting value(Field field) {
        try {
            return (Setting) field.get(null);
        } catch (IllegalAccessException hidden) {
            throw new AssertionError(hidden);
        }
    }
}
