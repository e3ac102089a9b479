package io.kafkaconnect.intercom.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.config.TableSettings;
import io.kafkaconnect.intercom.config.WorkspaceSettings;
import io.kafkaconnect.intercom.support.Certificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the live check makes of Intercom's answers. */
class ConnectionValidatorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WORKSPACE = "{\"app\": {\"id_code\": \"abc\", \"region\": \"US\"}}";

    private final Map<String, String> settings = new HashMap<>(Map.of("intercom.access.token", "secret-token"));
    private final Map<String, Function<Request, Reply>> answers = new HashMap<>();
    private ConnectionValidator check;

    @Test
    void an_intercom_that_answers_everything_leaves_nothing_to_find() {
        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, unauthorized, intercom.access.token, refuses the access token",
        "403, forbidden, intercom.access.token, permissions of the app",
        "402, plan, intercom.access.token, the plan of the workspace",
        "400, intercom_version_invalid, intercom.api.version, does not know this version",
        "404, not_found, intercom.region, does not look like Intercom",
        "0, '', intercom.region, gave no response",
    })
    void what_me_is_answered_lands_on_the_setting_that_must_change(int status, String code, String key, String words) {
        answers.put("/me", request -> failed(request, status, code));
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.setting().key()).isEqualTo(key);
            assertThat(finding.message()).contains(words).doesNotContain("secret-token");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "407, PROXY,       '',   intercom.proxy.user,     does not let the connector through",
        "407, PROXY,       me,   intercom.proxy.password, does not let the connector through",
        "302, REDIRECT,    '',   intercom.region,         a gateway or proxy may answer",
        "401, GATEWAY,     '',   intercom.region,         a gateway or proxy may answer",
        "403, GATEWAY,     '',   intercom.region,         a gateway or proxy may answer",
        "404, GATEWAY,     '',   intercom.region,         a gateway or proxy may answer",
        "200, GATEWAY,     '',   intercom.region,         a gateway or proxy may answer",
        "0,   CERTIFICATE, '',   intercom.ssl.truststore.location, only the authorities of the worker's Java",
        "0,   CERTIFICATE, base, intercom.ssl.truststore.location, only the authorities of the worker's Java",
        "0,   CERTIFICATE, file, intercom.ssl.truststore.location, only the authorities given there",
        "0,   CERTIFICATE, text, intercom.ssl.truststore.certificates, only the authorities given there",
        "0,   CERTIFICATE_OF_ANOTHER, '',   intercom.region,       Check the address",
        "0,   CERTIFICATE_OF_ANOTHER, base, intercom.base.url,     Check the address",
        "0,   CERTIFICATE_OUT_OF_DATE, '',   intercom.ssl.truststore.location, Renew it",
        "0,   CERTIFICATE_OUT_OF_DATE, text, intercom.ssl.truststore.certificates, Renew it",
        "403, GATEWAY,     base, intercom.base.url,       a gateway or proxy may answer"
    })
    void what_stands_between_is_told_from_a_refusal_of_intercom(
            int status, Failure.Origin word, String given, String key, String words) {
        if (given.equals("me")) {
            settings.putAll(Map.of(
                    "intercom.proxy.host",
                    "proxy",
                    "intercom.proxy.port",
                    "3128",
                    "intercom.proxy.user",
                    "me",
                    "intercom.proxy.password",
                    "secret-token"));
        } else if (given.equals("base")) {
            settings.put("intercom.base.url", "https://gateway.example");
        } else if (given.equals("file")) {
            settings.put("intercom.ssl.truststore.location", "/ca.jks");
        } else if (given.equals("text")) {
            settings.put("intercom.ssl.truststore.type", "PEM");
            settings.put("intercom.ssl.truststore.certificates", Certificates.pem("ca"));
        }
        answers.put(
                "/me",
                request -> new Reply.Unavailable(new Failure(request, status, "", "", "the certificate", word), false));
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.setting().key()).isEqualTo(key);
            assertThat(finding.message()).contains(words).doesNotContain("secret-token");
        });
    }

    @ParameterizedTest
    @CsvSource({"401, true", "403, true", "401, false", "403, false"})
    void a_permission_is_missing_only_where_intercom_itself_says_so(int status, boolean intercoms) {
        answers.put(
                "/tags",
                request -> intercoms
                        ? failed(request, status, "token_unauthorized")
                        : new Reply.Unavailable(new Failure(request, status, "", "", "", Failure.Origin.GATEWAY)));
        assertThat(findings()).hasSize(intercoms ? 1 : 0);
        settings.put("intercom.behavior.on.missing.permission", "skip");
        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"429, rate_limit_exceeded", "503, service_unavailable"})
    void an_intercom_that_is_busy_or_down_is_no_reason_to_refuse_the_settings(int status, String code) {
        answers.put("/me", request -> failed(request, status, code));
        assertThat(findings()).isEmpty();
    }

    @Test
    void a_workspace_of_another_region_names_the_region_to_set() {
        answers.put("/me", request -> found(request, WORKSPACE.replace("US", "EU")));
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.setting()).isEqualTo(WorkspaceSettings.REGION);
            assertThat(finding.message()).contains("intercom.region=eu");
        });
    }

    @Test
    void a_region_that_nobody_knows_is_told_in_one_line() {
        answers.put("/me", request -> found(request, WORKSPACE.replace("US", "moon\\nERROR forged" + "x".repeat(999))));
        assertThat(findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .contains("intercom.region=moon")
                        .hasSizeLessThan(200)
                        .doesNotContain("\n"));
    }

    @Test
    void the_region_does_not_matter_behind_a_base_url_of_ones_own() {
        settings.put("intercom.base.url", "http://127.0.0.1:1");
        answers.put("/me", request -> found(request, WORKSPACE.replace("US", "EU")));
        assertThat(findings()).isEmpty();
    }

    @Test
    void a_token_without_workspace_is_told() {
        answers.put("/me", request -> found(request, "{\"app\": null}"));
        assertThat(findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.setting()).isEqualTo(WorkspaceSettings.ACCESS_TOKEN));
    }

    @Test
    void every_missing_permission_is_named_in_one_message_on_the_tables() {
        answers.put("/tags", request -> failed(request, 403, "forbidden"));
        answers.put("/events", request -> failed(request, 403, "forbidden"));
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.setting()).isEqualTo(TableSettings.TABLES);
            assertThat(finding.message())
                    .contains("stream tags needs \"Read tags\"", "table events_summary needs \"Read events\"");
        });
        settings.put("intercom.behavior.on.missing.permission", "skip");
        assertThat(findings()).isEmpty();
        settings.remove("intercom.behavior.on.missing.permission");
        settings.put("intercom.tables", "leads,companies");
        assertThat(findings()).isEmpty();
    }

    /** Without it, the connector finds deleted tickets by reading all tickets. */
    @Test
    void tickets_do_not_need_the_permission_to_read_conversations() {
        settings.put("intercom.tables", "tickets");
        answers.put("/conversations/deleted", request -> failed(request, 403, "forbidden"));
        assertThat(findings()).isEmpty();
    }

    @Test
    void a_contact_that_does_not_exist_shows_that_events_may_be_read() {
        answers.put("/events", request -> failed(request, 404, "not_found"));
        assertThat(findings()).isEmpty();
    }

    @Test
    void an_endpoint_that_the_version_lacks_is_an_error_of_the_version() {
        answers.put("/conversations/deleted", request -> failed(request, 400, "intercom_version_invalid"));
        assertThat(findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.setting()).isEqualTo(WorkspaceSettings.API_VERSION));
    }

    @Test
    void an_intercom_that_gives_no_answer_in_time_cannot_be_reached() {
        answers.put("/me", request -> null);
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.setting()).isEqualTo(WorkspaceSettings.REGION);
            assertThat(finding.message()).contains("did not respond within 0 s");
        });
    }

    @Test
    void a_limit_that_others_use_up_is_no_reason_to_refuse_the_settings() {
        answers.put("/me", request -> {
            check.exchanged(request, failed(request, 429, "rate_limit_exceeded"), Duration.ZERO);
            return null;
        });
        assertThat(findings()).isEmpty();
    }

    @Test
    void what_could_not_be_asked_in_time_hides_nothing_of_what_was_answered() {
        answers.put("/tags", request -> failed(request, 403, "forbidden"));
        answers.put("/events", request -> null);
        answers.put("/segments", request -> null);
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.setting()).isEqualTo(TableSettings.TABLES);
            assertThat(finding.message()).contains("stream tags").doesNotContain("events_summary", "segments");
        });
        answers.remove("/tags");
        assertThat(findings()).isEmpty();
    }

    @Test
    void an_exchange_without_an_answer_shows_nobody_there() {
        answers.put("/me", request -> {
            check.exchanged(request, failed(request, 0, ""), Duration.ZERO);
            return null;
        });
        assertThat(findings()).hasSize(1);
    }

    /** An answer of null never comes; the time limit is over at once then. */
    private List<ConnectionValidator.Finding> findings() {
        IntercomApi intercom = request -> {
            Reply reply = answers.getOrDefault(
                            request.path(), asked -> found(asked, asked.path().equals("/me") ? WORKSPACE : "{}"))
                    .apply(request);
            if (reply == null) {
                return new CompletableFuture<>();
            }
            check.exchanged(request, reply, Duration.ZERO);
            return CompletableFuture.completedFuture(reply);
        };
        check = new ConnectionValidator(new IntercomConfig(settings), Duration.ZERO);
        try {
            return check.findings(intercom);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static Reply found(Request request, String body) {
        try {
            return new Reply.Success((ObjectNode) JSON.readTree(body), Instant.EPOCH, request);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Reply failed(Request request, int status, String code) {
        Failure failure = new Failure(request, status, code, "", "");
        return switch (status) {
            case 401 -> new Reply.Unauthorized(failure);
            case 402, 403 -> new Reply.Forbidden(failure);
            case 404 -> new Reply.NotFound(failure);
            case 429 -> new Reply.Throttled(failure, Duration.ZERO);
            case 0, 503 -> new Reply.Unavailable(failure);
            default -> new Reply.Rejected(failure);
        };
    }
}
