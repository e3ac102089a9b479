package io.kafkaconnect.intercom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.client.Proxy;
import io.kafkaconnect.intercom.client.Region;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntercomConfigTest {

    @Test
    void a_token_is_all_it_takes() {
        IntercomConfig config = config(Map.of());
        assertThat(config.accessToken()).isEqualTo("s3cr3t");
        assertThat(config.topicPrefix()).isEqualTo("intercom.");
        assertThat(config.region()).isEqualTo(Region.US);
        assertThat(config.baseUrl()).isEqualTo(URI.create("https://api.intercom.io"));
        assertThat(config.apiVersion().header()).isEqualTo("2.16");
        assertThat(config.tables())
                .containsExactlyElementsOf(TableSelection.expand(List.of("basic", "conversations")))
                .hasSize(22);
        assertThat(config.since()).isEmpty();
        assertThat(config.pollInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.fullPollInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(config.settle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.pageSize()).isEqualTo(150);
        assertThat(config.maxInFlightRequests()).isEqualTo(1_000);
        assertThat(config.rateLimitShare()).isEqualTo(0.9);
        assertThat(config.requestTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.retryBackoff()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.retryBackoffMax()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.maxRetries()).isEmpty();
        assertThat(config.streamFailureTimeout()).contains(Duration.ofMinutes(15));
        assertThat(config.columns()).isEqualTo(ColumnSet.DOCUMENTED);
        assertThat(config.keyFormat()).isEqualTo(KeyFormat.STRUCT);
        assertThat(config.onMalformedEntity()).isEqualTo(ErrorPolicy.FAIL);
        assertThat(config.onMissingPermission()).isEqualTo(ErrorPolicy.FAIL);
        assertThat(config.proxy()).isEmpty();
    }

    @Test
    void every_choice_can_be_made() {
        IntercomConfig config = config(Map.of(
                "intercom.columns", "extended",
                "intercom.key.format", "string",
                "intercom.behavior.on.malformed.entity", "skip",
                "intercom.behavior.on.missing.permission", "SKIP",
                "intercom.max.retries", "0",
                "intercom.stream.failure.timeout.ms", "-1"));
        assertThat(config.columns()).isEqualTo(ColumnSet.EXTENDED);
        assertThat(config.keyFormat()).isEqualTo(KeyFormat.STRING);
        assertThat(config.onMalformedEntity()).isEqualTo(ErrorPolicy.SKIP);
        assertThat(config.onMissingPermission()).isEqualTo(ErrorPolicy.SKIP);
        assertThat(config.maxRetries()).hasValue(0);
        assertThat(config.streamFailureTimeout()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            us | ''                        | https://api.intercom.io
            eu | ''                        | https://api.eu.intercom.io
            AU | ''                        | https://api.au.intercom.io
            eu | http://localhost:8080     | http://localhost:8080
            us | https://gateway/intercom/ | https://gateway/intercom
            """)
    void requests_go_to_the_override_or_else_to_the_region(String region, String override, URI baseUrl) {
        assertThat(config(Map.of("intercom.region", region, "intercom.base.url", override))
                        .baseUrl())
                .isEqualTo(baseUrl);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2025-01-31                | 2025-01-31T00:00:00Z
            2025-01-31T08:00:00Z      | 2025-01-31T08:00:00Z
            2025-01-31T08:00:00+02:00 | 2025-01-31T06:00:00Z
            """)
    void a_date_begins_at_midnight_utc(String since, Instant instant) {
        assertThat(config(Map.of("intercom.since", since)).since()).contains(instant);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            segments,users             | users,segments
            users,users                | users
            conversation_parts, admins | admins,conversation_parts
            conversations              | conversations,conversations_attachments,conversations_customers,\
            conversations_tags,conversation_parts,conversation_parts_attachments
            """)
    void tables_are_read_in_dictionary_order(String given, String tables) {
        assertThat(config(Map.of("intercom.tables", given)).tables()).containsExactly(tables.split(",", -1));
    }

    @Test
    void templates_and_tables_mix() {
        assertThat(config(Map.of("intercom.tables", "conversation_parts,basic,users"))
                        .tables())
                .hasSize(17)
                .startsWith("users", "users_tags")
                .endsWith("segments", "conversation_parts");
    }

    @Test
    void every_table_can_be_chosen() {
        assertThat(TableSelection.selectable()).containsAll(TableSelection.tables());
        for (String table : TableSelection.tables()) {
            assertThat(TableSelection.expand(List.of(table))).contains(table);
        }
        assertThat(TableSelection.expand(List.of("news")))
                .containsExactly("news_items", "news_items_newsfeeds", "newsfeeds");
        assertThat(TableSelection.expand(List.of("all")))
                .containsExactlyElementsOf(Tables.ALL.stream()
                        .filter(table -> !table.byNameOnly())
                        .map(Table::name)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "support, 2.15, 'From API 2.16 on: macros, macros_teams, conversation_attributes.'",
        "activity_logs, 2.15, From API 2.16 on: activity_logs.",
        "'users,activity_logs', 2.11, From API 2.16 on: activity_logs.",
        "brands, 2.14, From API 2.15 on: brands.",
        "'macros,brands,company_notes', 2.14, 'From API 2.15 on: brands, company_notes. From API 2.16 on: macros.'"
    })
    void a_table_is_refused_with_an_api_version_that_does_not_have_it(String tables, String version, String newer) {
        assertThatThrownBy(() -> config(Map.of("intercom.tables", tables, "intercom.api.version", version)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("intercom.tables selects tables that this intercom.api.version does not have")
                .hasMessageEndingWith("one by one. " + newer);
    }

    @Test
    void a_table_is_read_with_an_api_version_that_has_it() {
        assertThat(config(Map.of("intercom.tables", "activity_logs", "intercom.api.version", "2.16"))
                        .tables())
                .containsExactly("activity_logs");
        assertThat(config(Map.of("intercom.tables", "brands", "intercom.api.version", "2.15"))
                        .tables())
                .containsExactly("brands");
        assertThat(config(Map.of("intercom.tables", "support", "intercom.api.version", "Preview"))
                        .tables())
                .contains("macros");
    }

    @Test
    void a_proxy_may_ask_for_a_login() {
        Map<String, String> proxy = Map.of("intercom.proxy.host", "proxy.example", "intercom.proxy.port", "3128");
        assertThat(config(proxy).proxy()).contains(new Proxy("proxy.example", 3128, Optional.empty()));

        Map<String, String> login = new HashMap<>(proxy);
        login.putAll(Map.of("intercom.proxy.user", "me", "intercom.proxy.password", "s3cr3t"));
        assertThat(config(login).proxy())
                .contains(new Proxy("proxy.example", 3128, Optional.of(new Proxy.Login("me", "s3cr3t"))));
    }

    @Test
    void secrets_are_in_no_text() {
        IntercomConfig config = config(Map.of(
                "intercom.proxy.host", "proxy.example",
                "intercom.proxy.port", "3128",
                "intercom.proxy.user", "me",
                "intercom.proxy.password", "s3cr3t"));
        assertThat(config.values().toString()).doesNotContain("s3cr3t");
        assertThat(config.proxy().orElseThrow().toString()).contains("me").doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @CsvSource({
        "intercom.page.size, 151, intercom.page.size",
        "intercom.retry.backoff.ms, 90000, intercom.retry.backoff.max.ms",
        "intercom.proxy.host, proxy, intercom.proxy.port"
    })
    void invalid_or_contradictory_values_make_no_config(String key, String value, String blamed) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config(Map.of(key, value)))
                .withMessageContaining(blamed);
    }

    @Test
    void the_keys_of_others_are_left_alone() {
        assertThat(config(Map.of("name", "intercom", "task.id", "0")).pageSize())
                .isEqualTo(150);
    }

    private static IntercomConfig config(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(Map.of("intercom.access.token", "s3cr3t"));
        all.putAll(given);
        return new IntercomConfig(all);
    }
}
