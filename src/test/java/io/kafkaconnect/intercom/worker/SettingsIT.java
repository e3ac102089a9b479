package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.quickstart.Rest;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.api.TokenScope;
import io.kafkaconnect.intercom.sandbox.http.Fault;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What settings do, and what a person is told who gets them wrong, through the worker's REST API. */
@ExtendWith(ClusterMode.Stopping.class)
class SettingsIT {
    private static final Size SMALL = new Size(20, 10, 5, 2, 4, 2, 1, 10, 0, 3, 1, Duration.ofDays(30));

    private final Sandbox sandbox = Sandbox.start(new Options().size(SMALL));
    private final Rest rest = new Rest(ClusterMode.EXACTLY_ONCE.cluster().endpointForResource(""));

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Map<String, String> validate(Map<String, String> settings) {
        Map<String, String> config = new HashMap<>(Deployment.config(sandbox, "t."));
        config.put("name", "validated");
        settings.forEach((key, value) -> {
            if (value.isEmpty()) {
                config.remove(key);
            } else {
                config.put(key, value);
            }
        });
        return rest.validate(config);
    }

    @Test
    void good_settings_have_no_errors() {
        assertThat(validate(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "intercom.access.token        |                          | Missing required",
                "intercom.access.token        | wrong-token              | refuses the access token",
                "intercom.region              | mars                     | us, eu, au",
                "intercom.base.url            | ftp://intercom           | http",
                "intercom.base.url            | http://127.0.0.1:1       | gave no response",
                "intercom.api.version         | 1.4                      | 2.16",
                "intercom.tables              | users,peple              | peple",
                "intercom.since               | last week                | 2025-01-31",
                "intercom.page.size           | 500                      | 150",
                "intercom.rate.limit.share    | 1.5                      | 1",
                "intercom.poll.interval.ms    | soon                     | soon",
                "intercom.retry.backoff.ms    | 120000                   | intercom.retry.backoff.max.ms",
                "intercom.proxy.host          | proxy.example            | intercom.proxy.port",
                "intercom.pol.interval.ms     | 1000                     | intercom.poll.interval.ms",
                "topic.prefix                 | my topics/               | topic",
            })
    void a_bad_setting_is_an_error_on_its_own_key_in_words(String key, String value, String words) {
        Map<String, String> errors = validate(Map.of(key, value == null ? "" : value));
        assertThat(errors).containsOnlyKeys(errorKey(key));
        assertThat(errors.get(errorKey(key))).contains(words).doesNotContain("wrong-token");
    }

    /** With a proxy host alone, what is missing is the port. */
    private static String errorKey(String key) {
        return key.equals("intercom.proxy.host") ? "intercom.proxy.port" : key;
    }

    @Test
    void a_missing_permission_is_named_on_the_tables_unless_it_is_to_be_skipped() {
        Set<TokenScope> scopes = EnumSet.allOf(TokenScope.class);
        scopes.removeIf(
                scope -> scope.name().contains("CONVERSATION") || scope.name().contains("EVENT"));
        try (Sandbox limited = Sandbox.start(new Options().size(SMALL).scopes(scopes))) {
            Map<String, String> base = Map.of("intercom.base.url", limited.baseUrl());
            assertThat(validate(base)).containsOnlyKeys("intercom.tables");
            assertThat(validate(base).get("intercom.tables"))
                    .contains("conversations", "Read conversations", "events_summary", "Read events");
            Map<String, String> fewer = new LinkedHashMap<>(base);
            fewer.put("intercom.tables", "users,leads");
            assertThat(validate(fewer)).isEmpty();
            Map<String, String> skipping = new LinkedHashMap<>(base);
            skipping.put("intercom.behavior.on.missing.permission", "skip");
            assertThat(validate(skipping)).isEmpty();
        }
    }

    @Test
    void an_intercom_that_never_answers_is_told_within_the_limit_of_the_check() {
        sandbox.faults().always(call -> true, Fault.NO_ANSWER);
        Map<String, String> errors = validate(Map.of("intercom.request.timeout.ms", "1000"));
        assertThat(errors).containsOnlyKeys("intercom.base.url");
        assertThat(errors.get("intercom.base.url")).contains("intercom.request.timeout.ms");
    }

    @Test
    void skipped_permissions_leave_their_tables_out_and_fill_the_others() {
        Set<TokenScope> scopes = EnumSet.allOf(TokenScope.class);
        scopes.removeIf(
                scope -> scope.name().contains("CONVERSATION") || scope.name().contains("EVENT"));
        try (Sandbox limited = Sandbox.start(new Options().size(SMALL).scopes(scopes));
                Deployment deployment = new Deployment(
                                ClusterMode.EXACTLY_ONCE,
                                limited,
                                Map.of("intercom.behavior.on.missing.permission", "skip"))
                        .create()) {
            deployment.awaitTruth(Set.of(
                    "users",
                    "users_tags",
                    "users_segments",
                    "users_companies",
                    "users_social_profiles",
                    "notes",
                    "leads",
                    "leads_tags",
                    "leads_segments",
                    "leads_companies",
                    "leads_social_profiles",
                    "companies",
                    "admins",
                    "tags",
                    "segments"));
            deployment.awaitState("RUNNING", 1);
        }
    }

    @Test
    void only_selected_tables_are_filled_and_no_request_is_made_for_the_others() {
        try (Deployment deployment = new Deployment(
                        ClusterMode.EXACTLY_ONCE,
                        sandbox,
                        Map.of("intercom.tables", "users,users_social_profiles,admins"))
                .create()) {
            deployment.awaitTruth(Set.of("users", "users_social_profiles", "admins"));
            assertThat(sandbox.requests().counts().keySet())
                    .containsExactlyInAnyOrder("GET /me", "POST /contacts/search", "GET /admins", "GET /teams");
        }
    }

    @Test
    void string_keys_are_the_key_columns_joined_by_a_slash() {
        try (Deployment deployment = new Deployment(
                        ClusterMode.EXACTLY_ONCE,
                        sandbox,
                        Map.of("intercom.key.format", "string", "intercom.tables", "tags,users_tags,users"))
                .create()) {
            await("tags").atMost(Deployment.LIMIT).untilAsserted(() -> {
                deployment.topics().read();
                assertThat(deployment.topics().rows("tags")).hasSize(4);
                assertThat(deployment.topics().rows("users_tags")).isNotEmpty();
            });
            deployment
                    .topics()
                    .rows("users_tags")
                    .forEach((key, row) ->
                            assertThat(key).isEqualTo(List.of(row.get("users_pk") + "/" + row.get("id"))));
        }
    }

    @Test
    void extended_columns_come_after_the_documented_ones() {
        try (Deployment deployment = new Deployment(
                        ClusterMode.EXACTLY_ONCE,
                        sandbox,
                        Map.of("intercom.columns", "extended", "intercom.tables", "conversations"))
                .create()) {
            await("parts").atMost(Deployment.LIMIT).untilAsserted(() -> {
                deployment.topics().read();
                assertThat(deployment.topics().rows("conversation_parts")).isNotEmpty();
            });
            deployment.topics().rows("conversation_parts").forEach((key, row) -> {
                assertThat(List.copyOf(row.keySet()).indexOf("conversations_pk"))
                        .isGreaterThanOrEqualTo(12);
                assertThat(row.get("conversations_pk")).isNotNull();
            });
        }
    }

    @Test
    void streams_are_divided_over_as_many_tasks_as_allowed_and_none_is_read_twice() {
        try (Deployment deployment =
                new Deployment(ClusterMode.EXACTLY_ONCE, sandbox, Map.of("tasks.max", "4")).create()) {
            deployment.awaitState("RUNNING", 4);
            deployment.awaitTruth();
            deployment.reconfigure(Map.of("tasks.max", "1"));
            deployment.awaitState("RUNNING", 1);
            deployment.reconfigure(Map.of("tasks.max", "20"));
            deployment.awaitState("RUNNING", 7);
            deployment.awaitTruth();
            deployment
                    .topics()
                    .rows("users")
                    .keySet()
                    .forEach(key -> assertThat(
                                    deployment.topics().timesSent("users").get(key))
                            .isEqualTo(1));
        }
    }
}
