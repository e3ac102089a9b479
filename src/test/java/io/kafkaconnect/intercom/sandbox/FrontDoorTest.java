package io.kafkaconnect.intercom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.api.TokenScope;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontDoorTest extends SandboxTest {

    @Test
    void whoeverIsNotKnownIsRefusedWithoutAWordOnLimits() {
        start(options().size(Size.EMPTY).rateLimitPerMinute(600));

        for (Client stranger :
                new Client[] {client.without("Authorization"), client.with("Authorization", "Bearer other")}) {
            Client.Answer answer = stranger.get("/me");
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.errorCode()).isEqualTo("unauthorized");
            assertThat(answer.json().path("type").asText()).isEqualTo("error.list");
            assertThat(answer.json().path("request_id").asText()).isEqualTo(answer.header("X-Request-Id"));
            assertThat(answer.headers().map()).doesNotContainKey("x-ratelimit-limit");
        }
        assertThat(client.get("/me").headers().map()).containsKey("x-ratelimit-limit");
    }

    @Test
    void aTokenCanBeRevokedWhileRunning() {
        startEmpty();
        sandbox.access().token("another");

        assertThat(client.get("/me").status()).isEqualTo(401);
    }

    @Test
    void jsonMustBeAccepted() {
        startEmpty();

        assertThat(client.without("Accept").get("/me").status()).isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.4", "2.99", "latest", "3.0"})
    void aVersionThatIsNotKnownIsInvalid(String version) {
        startEmpty();

        Client.Answer answer = client.with("Intercom-Version", version).get("/admins");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("intercom_version_invalid");
    }

    @Test
    void aVersionMustBeAsked() {
        startEmpty();

        assertThat(client.without("Intercom-Version").get("/admins").errorCode())
                .isEqualTo("intercom_version_invalid");
    }

    @Test
    void deletedConversationsAreListedFromVersion16On() {
        startSmall();

        assertThat(client.with("Intercom-Version", "2.15")
                        .get("/conversations/deleted")
                        .errorCode())
                .isEqualTo("intercom_version_invalid");
        assertThat(client.get("/conversations/deleted").status()).isEqualTo(200);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        startEmpty();

        assertThat(client.get("/nothing").errorCode()).isEqualTo("not_found");
        assertThat(client.post("/me", "{}").status()).isEqualTo(404);
    }

    @Test
    void aMissingScopeIsForbiddenByName() {
        start(options().size(Size.EMPTY).scopes(EnumSet.complementOf(EnumSet.of(TokenScope.READ_CONVERSATIONS))));

        Client.Answer answer = client.get("/conversations");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.errorCode()).isEqualTo("forbidden");
        assertThat(answer.json().toString()).contains("read_conversations");
        assertThat(client.get("/contacts").status()).isEqualTo(200);

        sandbox.access().grant(TokenScope.READ_CONVERSATIONS);
        assertThat(client.get("/conversations").status()).isEqualTo(200);
        sandbox.access().revoke(TokenScope.READ_USERS_COMPANIES);
        assertThat(client.get("/contacts").status()).isEqualTo(403);
        assertThat(client.get("/me").status()).isEqualTo(200);
    }

    @Test
    void theDateIsTheSandboxesOwn() {
        startEmpty();
        assertThat(client.get("/me").header("Date")).isEqualTo("Sun, 15 Mar 2026 12:00:00 GMT");

        clock.pass(Duration.ofDays(1));
        assertThat(client.without("Authorization").get("/me").header("Date"))
                .isEqualTo("Mon, 16 Mar 2026 12:00:00 GMT");
    }

    @Test
    void onlyLargeAnswersToThoseWhoAskAreZipped() {
        startSmall();
        Client zipped = client.with("Accept-Encoding", "gzip");

        assertThat(zipped.get("/contacts").header("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.get("/contacts").gunzipped())
                .isEqualTo(client.get("/contacts").json());
        assertThat(zipped.get("/me").header("Content-Encoding")).isNull();
        assertThat(client.get("/contacts").header("Content-Encoding")).isNull();
    }

    @Test
    void meTellsWorkspaceZoneAndRegion() {
        start(options()
                .size(Size.EMPTY)
                .zone(ZoneId.of("Europe/Dublin"))
                .region("EU")
                .appId("abc"));

        JsonNode app = client.get("/me").json().path("app");
        assertThat(app.path("id_code").asText()).isEqualTo("abc");
        assertThat(app.path("timezone").asText()).isEqualTo("Europe/Dublin");
        assertThat(app.path("region").asText()).isEqualTo("EU");
    }

    @Test
    void requestsAreLoggedAndCounted() {
        start(options().size(Size.EMPTY).logCapacity(2));
        client.get("/me");
        client.get("/contacts/unknown?x=1");
        client.search("contacts", EVERYTHING, null, null);

        assertThat(sandbox.requests().count("GET /contacts/{id}")).isEqualTo(1);
        assertThat(sandbox.requests().total()).isEqualTo(3);
        assertThat(sandbox.requests().all()).hasSize(2);
        var logged = sandbox.requests().of("GET /contacts/{id}").get(0);
        assertThat(logged.path()).isEqualTo("/contacts/unknown");
        assertThat(logged.call().param("x")).isEqualTo("1");
        assertThat(logged.status()).isEqualTo(404);
        assertThat(logged.at()).isEqualTo(NOW);
        assertThat(sandbox.requests().of("POST /contacts/search").get(0).json().path("query"))
                .isNotEmpty();
    }
}
