package io.kafkaconnect.intercom.shipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.IntercomSourceConnector;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.apache.kafka.connect.runtime.TopicCreationConfig;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.entities.CreateConnectorRequest;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigFilesTest {
    private static final Shipped EVERYTHING = Shipped.at("config/intercom-source.json");
    private static final Shipped BASIC = Shipped.at("config/intercom-source-basic.json");
    private static final Shipped CONVERSATIONS = Shipped.at("config/intercom-source-conversations.json");
    private static final Shipped STRIMZI = Shipped.at("config/strimzi.yaml");
    private static final Shipped COMPOSED = Shipped.at("docker/intercom.json");

    static Stream<Shipped> files() {
        return Shipped.all().stream();
    }

    static Stream<Shipped> connectors() {
        return files().filter(file -> !file.connector().isEmpty());
    }

    static Stream<Shipped> workers() {
        return files().filter(file -> !file.worker().isEmpty());
    }

    static Stream<Shipped> sinks() {
        return files().filter(file -> file.kind() == Shipped.Kind.SINK);
    }

    static Stream<Shipped> bodies() {
        return files().filter(file ->
                Set.of(Shipped.Kind.REST_BODY, Shipped.Kind.SINK).contains(file.kind()));
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void a_connector_passes_our_validation_and_that_of_connect(Shipped file) {
        try (Sandbox sandbox = Sandbox.start(new Options().size(Size.EMPTY))) {
            Map<String, String> settings = resolved(file.connector(), sandbox.baseUrl());
            settings.put("intercom.base.url", sandbox.baseUrl());

            assertThat(new IntercomSourceConnector().validate(settings).configValues())
                    .allSatisfy(value ->
                            assertThat(value.errorMessages()).as(value.name()).isEmpty());
        }
        assertThatCode(() -> connect(file)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void each_setting_of_a_connector_is_known_to_connect_or_the_connector(Shipped file) {
        SourceConnectorConfig connect = connect(file);
        Set<String> known = new TreeSet<>(connect.values().keySet());
        known.addAll(IntercomConfig.definition().names());
        for (String group : groups(file)) {
            Map<String, String> topic = new TreeMap<>();
            connect.topicCreationOtherConfigs(group).forEach((name, value) -> topic.put(name, value.toString()));
            LogConfig.validate(topic);
            List.of(
                            TopicCreationConfig.INCLUDE_REGEX_CONFIG,
                            TopicCreationConfig.REPLICATION_FACTOR_CONFIG,
                            TopicCreationConfig.PARTITIONS_CONFIG)
                    .forEach(name -> known.add("topic.creation." + group + "." + name));
            topic.keySet().forEach(name -> known.add("topic.creation." + group + "." + name));
        }

        assertThat(file.connector().keySet()).isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void no_more_tasks_are_allowed_than_there_is_work(Shipped file) {
        Map<String, String> settings = resolved(file.connector(), "http://127.0.0.1:1");
        IntercomSourceConnector connector = new IntercomSourceConnector();
        connector.start(settings);

        int most = Integer.parseInt(settings.get("tasks.max"));
        assertThat(connector.taskConfigs(most)).hasSize(most);
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void secrets_are_named_and_never_written(Shipped file) {
        Map<String, ConfigDef.ConfigKey> keys = IntercomConfig.definition().configKeys();
        Map<String, String> secrets = new TreeMap<>(file.connector());
        secrets.keySet()
                .removeIf(name -> !keys.containsKey(name) || keys.get(name).type() != ConfigDef.Type.PASSWORD);

        assertThat(secrets).containsKey("intercom.access.token");
        assertThat(secrets.values()).allMatch(value -> value.matches("[$]\\{env:INTERCOM_[A-Z_]+}"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void no_file_contains_a_text_like_a_token_of_intercom(Shipped file) {
        // The start of every token: "tok:" in Base64.
        assertThat(file.text()).doesNotContain("dG9rO");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void a_body_has_the_form_of_the_rest_api(Shipped file) throws IOException {
        CreateConnectorRequest request = new ObjectMapper().readValue(file.text(), CreateConnectorRequest.class);

        assertThat(request.name()).isNotBlank();
        assertThat(file.json().fieldNames()).toIterable().containsExactly("name", "config");
        assertThat(file.json().path("config")).allMatch(value -> value.isTextual());
    }

    @ParameterizedTest
    @MethodSource("sinks")
    void a_sink_reads_what_is_committed_and_names_its_password(Shipped file) {
        Map<String, String> settings = file.sink();

        assertThat(settings).containsEntry("consumer.override.isolation.level", "read_committed");
        settings.keySet().removeIf(name -> !name.matches(".*(password|secret|token).*"));
        assertThat(settings.values()).allMatch(value -> value.matches("[$]\\{env:INTERCOM_[A-Z_]+}"));
    }

    @Test
    void the_connectors_of_the_two_templates_have_different_names_and_share_one_rate_limit() {
        assertThat(BASIC.connector().get("name"))
                .isNotEqualTo(CONVERSATIONS.connector().get("name"));
        assertThat(List.of(
                        BASIC.connector().get("intercom.tables"),
                        CONVERSATIONS.connector().get("intercom.tables")))
                .containsExactly("basic", "conversations");
        // A share counts the requests of all programs: a smaller one gives way to the other connector.
        assertThat(BASIC.connector().get("intercom.rate.limit.share"))
                .isEqualTo(CONVERSATIONS.connector().get("intercom.rate.limit.share"));
    }

    @Test
    void strimzi_and_the_composed_worker_run_the_same_connector_as_the_body_for_everything() {
        assertThat(STRIMZI.connector()).isEqualTo(EVERYTHING.connector());

        Map<String, String> composed = COMPOSED.connector();
        assertThat(List.of("intercom.base.url", "intercom.poll.interval.ms", "intercom.full.poll.interval.ms"))
                .allSatisfy(own -> assertThat(composed.remove(own)).isNotNull());
        assertThat(composed).isEqualTo(EVERYTHING.connector());
    }

    @ParameterizedTest
    @MethodSource("workers")
    void each_setting_of_a_worker_is_known_and_valid(Shipped file) {
        WorkerConfig config = worker(file);
        Set<String> known = new TreeSet<>(config.values().keySet());
        for (String provider : config.getList("config.providers")) {
            known.add("config.providers." + provider + ".class");
            known.add("config.providers." + provider + ".param." + EnvVarConfigProvider.ALLOWLIST_PATTERN_CONFIG);
        }
        for (String converter : List.of("key.converter", "value.converter")) {
            known.add(converter + "."
                    + (file.worker().get(converter).contains("Avro")
                            ? "schema.registry.url"
                            : JsonConverterConfig.SCHEMAS_ENABLE_CONFIG));
        }

        assertThat(file.worker().keySet()).isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("workers")
    void a_worker_of_a_cluster_runs_exactly_once(Shipped file) {
        WorkerConfig config = worker(file);

        assertThat(config.exactlyOnceSourceEnabled()).isEqualTo(config instanceof DistributedConfig);
    }

    @ParameterizedTest
    @MethodSource("workers")
    void a_worker_gives_away_our_variables_and_no_other(Shipped file) {
        try (EnvVarConfigProvider provider = provider(file, "http://127.0.0.1:1")) {
            assertThat(provider.get("").data()).containsOnlyKeys("INTERCOM_ACCESS_TOKEN", "INTERCOM_BASE_URL");
        } catch (IOException never) {
            throw new AssertionError(never);
        }
    }

    @Test
    void a_file_that_nobody_checks_is_told() {
        assertThatThrownBy(() -> Shipped.at("config/other.toml")).hasMessageContaining("config/other.toml");
    }

    private static List<String> groups(Shipped file) {
        String named = file.connector().getOrDefault("topic.creation.groups", "");
        return Stream.concat(Stream.of("default"), Stream.of(named.split(",")).filter(group -> !group.isBlank()))
                .toList();
    }

    private static SourceConnectorConfig connect(Shipped file) {
        return new SourceConnectorConfig(
                new Plugins(Map.of("plugin.discovery", "service_load")),
                resolved(file.connector(), "http://127.0.0.1:1"),
                true);
    }

    private static WorkerConfig worker(Shipped file) {
        Map<String, String> settings = new HashMap<>(file.worker());
        // Confluent's converter is not on our class path.
        settings.replaceAll((key, value) -> value.equals("io.confluent.connect.avro.AvroConverter")
                ? "org.apache.kafka.connect.json.JsonConverter"
                : value);
        return settings.containsKey("offset.storage.file.filename")
                ? new StandaloneConfig(settings)
                : new DistributedConfig(settings);
    }

    /** Resolves the settings like the worker that serves all of them. */
    private static Map<String, String> resolved(Map<String, String> settings, String baseUrl) {
        try (EnvVarConfigProvider provider = provider(Shipped.at("config/connect-distributed.properties"), baseUrl)) {
            return new HashMap<>(new ConfigTransformer(Map.of("env", provider))
                    .transform(settings)
                    .data());
        } catch (IOException never) {
            throw new AssertionError(never);
        }
    }

    private static EnvVarConfigProvider provider(Shipped worker, String baseUrl) {
        EnvVarConfigProvider provider = new EnvVarConfigProvider(Map.of(
                "INTERCOM_ACCESS_TOKEN", "sandbox-token", "INTERCOM_BASE_URL", baseUrl, "AWS_SECRET_ACCESS_KEY", "x"));
        provider.configure(worker(worker).originalsWithPrefix("config.providers.env.param."));
        return provider;
    }
}
