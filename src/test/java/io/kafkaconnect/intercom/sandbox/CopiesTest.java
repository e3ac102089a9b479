package io.kafkaconnect.intercom.sandbox;

import static io.kafkaconnect.intercom.sandbox.Client.by;
import static io.kafkaconnect.intercom.sandbox.Client.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopiesTest extends SandboxTest {

    private String contact;
    private String conversation;

    @BeforeEach
    void changeWhatIsCopied() {
        start(options().size(Size.EMPTY).staleness(Duration.ofSeconds(20)));
        contact = sandbox.changes().contacts().create(Role.USER, "First");
        conversation = sandbox.changes().conversations().start(contact, "Hello");
        clock.pass(Duration.ofMinutes(1));
        sandbox.changes().contacts().rename(contact, "Second");
        sandbox.changes().conversations().answer(conversation, "Hi");
        clock.pass(Duration.ofSeconds(5));
    }

    /** What is seen in many answers. */
    private static <T> Set<T> seen(Supplier<T> answer) {
        Set<T> seen = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            seen.add(answer.get());
        }
        return seen;
    }

    private String name() {
        return client.get("/contacts/" + contact).json().path("name").asText();
    }

    private JsonNode found(String kind) {
        List<JsonNode> found = client.searchAll(
                kind, EVERYTHING.replace("created_at", "updated_at"), by("updated_at", "ascending"), 50);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void aSingleAnswerMayShowWhatWas() {
        assertThat(seen(this::name)).containsExactlyInAnyOrder("First", "Second");
        assertThat(seen(() -> client.get("/conversations/" + conversation)
                        .json()
                        .at("/conversation_parts/total_count")
                        .asInt()))
                .containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void soMayAListAtThePlaceOfWhatIs() {
        assertThat(seen(() -> found("contacts").path("name").asText())).containsExactlyInAnyOrder("First", "Second");
        assertThat(seen(() -> found("conversations").path("updated_at").asLong()))
                .containsExactlyInAnyOrder(NOW.getEpochSecond(), NOW.getEpochSecond() + 60);
    }

    @Test
    void theFilterIsThatOfWhatIs() {
        String since = Client.where("updated_at", ">", NOW.getEpochSecond() + 30);

        assertThat(seen(() -> client.searchAll("conversations", since, null, 50)
                        .get(0)
                        .path("updated_at")
                        .asLong()))
                .containsExactlyInAnyOrder(NOW.getEpochSecond(), NOW.getEpochSecond() + 60);
    }

    @Test
    void eachEntityOfAnAnswerHasItsOwnAge() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String id = sandbox.changes().contacts().create(Role.LEAD, "Old");
            names.add(id);
        }
        clock.pass(Duration.ofMinutes(1));
        names.forEach(id -> sandbox.changes().contacts().rename(id, "New"));
        clock.pass(Duration.ofSeconds(8));

        List<JsonNode> all = client.searchAll("contacts", EVERYTHING, null, 50);
        assertThat(ids(all)).containsAll(names);
        assertThat(all).extracting(each -> each.path("name").asText()).contains("Old", "New");
    }

    @Test
    void nothingIsOlderThanWasAskedFor() {
        clock.pass(Duration.ofSeconds(16));

        assertThat(seen(this::name)).containsExactly("Second");
    }

    @Test
    void theCopiesCatchUpWhenTold() {
        sandbox.copies().catchUp();

        assertThat(seen(this::name)).containsExactly("Second");
    }

    @Test
    void whatWasNotThereYetIsShownAsItIs() {
        String id = sandbox.changes().contacts().create(Role.USER, "New");

        assertThat(seen(() -> client.get("/contacts/" + id).status())).containsExactly(200);
    }

    @Test
    void whatIsGoneIsGone() {
        sandbox.changes().contacts().delete(contact);

        assertThat(seen(() -> client.get("/contacts/" + contact).status())).containsExactly(404);
    }
}
