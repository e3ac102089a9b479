package io.kafkaconnect.intercom.shipped;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.config.OutputSettings;
import io.kafkaconnect.intercom.support.Golden;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The configuration of each sink holds what its contract rests on, and no setting that its connector does not document. */
class SinkFilesTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("[$]\\{([^}]*)}");
    private static final Pattern SECRET =
            Pattern.compile(".*(password|secret|private[.]key|credentials?|credentials[.]json|keyfile|access[.]key.*)");
    private static final String VARIABLE = "INTERCOM_SINK_[A-Z_]+";

    static List<SinkContract> sinks() {
        return SinkContracts.ALL;
    }

    @Test
    void every_sink_has_one_configuration() {
        Set<String> files = Shipped.all().stream()
                .filter(file -> file.kind() == Shipped.Kind.SINK)
                .map(file -> file.path().getFileName().toString().replace(".json", ""))
                .collect(toSet());

        assertThat(SinkContracts.ALL)
                .extracting(SinkContract::file)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(files);
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void a_configuration_names_the_connector_and_holds_what_the_contract_rests_on(SinkContract sink) {
        Map<String, String> settings = settings(sink);

        assertThat(settings)
                .containsEntry("name", "intercom-" + sink.file())
                .containsEntry("connector.class", sink.connectorClass())
                .containsEntry("consumer.override.isolation.level", "read_committed");
        List<SinkNeed> needs = needs(sink);
        assertThat(needs)
                .isNotEmpty()
                .allSatisfy(need -> assertThat(settings).containsEntry(need.setting(), need.value()));
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void a_sink_reads_all_topics_of_ours_and_no_other(SinkContract sink) {
        String prefix = (String) OutputSettings.TOPIC_PREFIX.defaultValue();
        Pattern topics = Pattern.compile(settings(sink).get("topics.regex"));

        assertThat(Tables.ALL)
                .allMatch(table -> topics.matcher(prefix + table.name()).matches());
        assertThat(List.of(
                        "intercom.", "intercom.other", "intercom.users.errors", "intercom-users", "eu.intercom.users"))
                .noneMatch(topic -> topics.matcher(topic).matches());
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void each_setting_is_documented_by_its_connector_or_by_connect(SinkContract sink) {
        Map<String, String> settings = settings(sink);
        List<Pattern> documented = SinkContracts.lines("settings/" + sink.file() + ".txt").stream()
                .map(name -> Pattern.compile(name.replace(".", "[.]").replace("*", ".+")))
                .toList();
        Set<String> connect = new TreeSet<>(SinkConnectorConfig.configDef().names());
        ConsumerConfig.configNames().forEach(name -> connect.add("consumer.override." + name));
        SinkTransformations transformations = new SinkTransformations(settings);
        connect.addAll(transformations.names());

        assertThat(settings.keySet())
                .allMatch(name -> connect.contains(name)
                        || documented.stream()
                                .anyMatch(setting -> setting.matcher(name).matches()));
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void secrets_are_variables_that_the_worker_gives_away(SinkContract sink) throws IOException {
        Map<String, String> settings = settings(sink);
        Set<String> variables = settings.values().stream()
                .flatMap(value -> PLACEHOLDER.matcher(value).results())
                .map(MatchResult::group)
                .collect(toSet());

        assertThat(settings.entrySet())
                .filteredOn(setting -> SECRET.matcher(setting.getKey()).matches())
                .isNotEmpty()
                .allMatch(setting -> setting.getValue().matches("[$]\\{env:" + VARIABLE + "}"));
        assertThat(variables).allMatch(variable -> variable.matches("[$]\\{env:" + VARIABLE + "}"));
        for (String variable : variables) {
            String name = variable.substring("${env:".length(), variable.length() - 1);
            try (EnvVarConfigProvider provider = new EnvVarConfigProvider(Map.of(name, "secret"))) {
                provider.configure(Map.of(
                        EnvVarConfigProvider.ALLOWLIST_PATTERN_CONFIG,
                        Shipped.at("config/connect-distributed.properties")
                                .worker()
                                .get("config.providers.env.param." + EnvVarConfigProvider.ALLOWLIST_PATTERN_CONFIG)));
                assertThat(provider.get("").data()).containsOnlyKeys(name);
            }
        }
    }

    @Test
    void the_statements_of_sql_match_the_tables() {
        Golden.check(Path.of("config/sinks/snowflake-present-state.sql"), text -> SinkSql.presentStateInSnowflake());
        Golden.check(Path.of("config/sinks/clickhouse-tables.sql"), text -> SinkSql.tablesInClickHouse());
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void every_need_is_that_of_a_sink_and_says_why(SinkContract sink) {
        assertThat(needs(sink)).allSatisfy(need -> assertThat(need.purpose()).isNotBlank());
        assertThat(SinkNeed.ALL)
                .extracting(SinkNeed::file)
                .isSubsetOf(SinkContracts.ALL.stream().map(SinkContract::file).toList());
    }

    private static Map<String, String> settings(SinkContract sink) {
        return Shipped.at("config/sinks/" + sink.file() + ".json").sink();
    }

    private static List<SinkNeed> needs(SinkContract sink) {
        return SinkNeed.ALL.stream()
                .filter(need -> need.file().equals(sink.file()))
                .toList();
    }
}
