package io.kafkaconnect.intercom.sandbox;

import static io.kafkaconnect.intercom.sandbox.Client.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.http.Fault;
import io.kafkaconnect.intercom.sandbox.http.Foreign;
import io.kafkaconnect.intercom.sandbox.http.Torn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that leave an answer behind which looks like one. */
class DisturbedAnswersTest extends SandboxTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @BeforeEach
    void startWhole() {
        startSmall();
    }

    private JsonNode contacts(Fault fault) {
        sandbox.faults().next(Call.any(), 1, fault);
        return client.search("contacts", EVERYTHING, null, "{\"per_page\":10}").json();
    }

    private JsonNode get(String path, Fault fault) {
        sandbox.faults().next(Call.any(), 1, fault);
        return client.get(path).json();
    }

    @Test
    void pagesMayBeAbsentOrSomethingElse() {
        assertThat(contacts(Torn.pages(MissingNode.getInstance())).has("pages")).isFalse();
        assertThat(contacts(Torn.pages(NODES.nullNode())).path("pages").isNull())
                .isTrue();
        assertThat(contacts(Torn.pages(NODES.textNode("x"))).path("pages").isTextual())
                .isTrue();
        assertThat(contacts(Torn.pages(NODES.objectNode())).path("data")).hasSize(10);
        assertThat(contacts(Torn.next(NODES.numberNode(2))).at("/pages/next").isNumber())
                .isTrue();
    }

    @Test
    void aListMayEndTooEarly() {
        int count = contacts(Fault.NONE).path("total_count").asInt();

        JsonNode empty = contacts(Torn.empty());
        assertThat(empty.path("data")).isEmpty();
        assertThat(empty.at("/pages/next").isMissingNode()).isTrue();
        assertThat(empty.path("total_count").asInt()).isEqualTo(count);
        assertThat(contacts(Torn.emptyAndUncounted()).has("total_count")).isFalse();
        assertThat(contacts(Torn.nothing()).path("total_count").asInt(1)).isZero();
        assertThat(get("/companies/scroll", Torn.nothing()).path("data")).isEmpty();
        assertThat(get("/conversations/deleted?per_page=5", Torn.nothing())
                        .at("/pages/next")
                        .isNull())
                .isTrue();
    }

    @Test
    void aListMayLackItsSecondHalf() {
        JsonNode half = contacts(Torn.half());

        assertThat(half.path("data")).hasSize(5);
        assertThat(half.at("/pages/next/starting_after").isTextual()).isTrue();
        assertThat(get("/tags", Torn.half()).path("data").size())
                .isEqualTo(get("/tags", Fault.NONE).path("data").size() / 2);
    }

    @Test
    void aListMayHoldWhatIsNoEntity() {
        List<String> ids = ids(contacts(Fault.NONE).path("data"));

        assertThat(Torn.moreEntries().map(this::contacts)).allSatisfy(page -> {
            assertThat(page.path("data")).hasSize(11);
            assertThat(ids(page.path("data"))).containsAll(ids);
        });
        assertThat(Torn.otherEntries().map(this::contacts)).allSatisfy(page -> {
            assertThat(page.path("data")).hasSize(10);
            assertThat(ids(page.path("data"))).doesNotContain(ids.get(5)).contains(ids.get(4), ids.get(6));
        });
        assertThat(ids(contacts(Torn.oneMoreWithId("1\n2")).path("data")))
                .hasSize(11)
                .contains("1\n2");
    }

    @Test
    void aListMayBeSomethingElseOrElsewhere() {
        assertThat(contacts(Torn.renamed()).path("items")).hasSize(10);
        assertThat(contacts(Torn.insteadOfList(NODES.textNode("x")))
                        .path("data")
                        .isTextual())
                .isTrue();
        assertThat(get("/admins", Torn.renamed()).has("admins")).isFalse();
    }

    @Test
    void aDetailMayBeHalf() {
        String id = ids(contacts(Fault.NONE).path("data")).get(0);
        String conversation = client.searchAll("conversations", EVERYTHING, null, 150).stream()
                .filter(each -> each.at("/statistics/count_conversation_parts").asInt() > 1)
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();

        assertThat(get("/contacts/" + id, Torn.without("role")).has("role")).isFalse();
        assertThat(get("/contacts/" + id + "/notes", Torn.nothingAtAll())).isEmpty();
        assertThat(get("/contacts/" + id + "/tags", Torn.error("server_error"))
                        .path("type")
                        .asText())
                .isEqualTo("error.list");
        assertThat(get("/contacts/" + id, Torn.nothing()).path("id").asText()).isEqualTo(id);
        JsonNode without = get("/conversations/" + conversation, Torn.nothing());
        assertThat(without.at("/conversation_parts/conversation_parts")).isEmpty();
        assertThat(without.at("/conversation_parts/total_count").asInt()).isPositive();
    }

    @Test
    void aRefusalComesAsItIs() {
        sandbox.faults().next(Call.any(), 1, Torn.half());

        assertThat(client.get("/contacts/1").errorCode()).isEqualTo("not_found");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {200, 202, 301, 302, 307, 400, 401, 402, 403, 404, 405, 407, 409, 410, 418, 422, 429, 451, 500, 520})
    void aGatewayMayAnswerAnythingUnderAnyStatus(int status) {
        List<Fault> faults = Foreign.any(status).toList();
        faults.forEach(fault -> sandbox.faults().next(Call.any(), 1, fault));

        List<Client.Answer> answers =
                faults.stream().map(fault -> client.get("/me")).toList();
        assertThat(answers).allMatch(answer -> answer.status() == status);
        assertThat(answers)
                .extracting(answer -> new String(answer.body(), StandardCharsets.UTF_8))
                .contains("")
                .anyMatch(body -> body.startsWith("<html>"))
                .anyMatch(body -> body.contains("no Route matched"))
                .noneMatch(body -> body.contains("error.list"));
    }

    @Test
    void aDateMayBeWrong() {
        sandbox.faults()
                .next(Call.any(), 1, Fault.clockOff(Duration.ofMinutes(3)))
                .next(Call.any(), 1, Fault.clockOff(Duration.ofMinutes(-3)))
                .next(Call.any(), 1, Fault.dated("yesterday"))
                .next(Call.any(), 1, Fault.dated(""));

        assertThat(client.get("/me").header("Date")).isEqualTo("Sun, 15 Mar 2026 12:03:00 GMT");
        assertThat(client.get("/me").header("Date")).isEqualTo("Sun, 15 Mar 2026 11:57:00 GMT");
        assertThat(client.get("/me").header("Date")).isEqualTo("yesterday");
        assertThat(client.get("/me").header("Date")).isNull();
        assertThat(client.get("/me").header("Date")).isEqualTo("Sun, 15 Mar 2026 12:00:00 GMT");
    }
}
