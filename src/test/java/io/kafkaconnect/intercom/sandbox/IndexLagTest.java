package io.kafkaconnect.intercom.sandbox;

import static io.kafkaconnect.intercom.sandbox.Client.by;
import static io.kafkaconnect.intercom.sandbox.Client.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexLagTest extends SandboxTest {

    @BeforeEach
    void lagBehind() {
        start(options().size(Size.EMPTY).indexLag(Duration.ofSeconds(30)));
    }

    private List<JsonNode> search(String kind) {
        return client.searchAll(
                kind, EVERYTHING.replace("created_at", "updated_at"), by("updated_at", "ascending"), 50);
    }

    @Test
    void aNewContactIsThereButNotSearchable() {
        String id = sandbox.changes().contacts().create(Role.USER, "New");

        assertThat(client.get("/contacts/" + id).status()).isEqualTo(200);
        assertThat(search("contacts")).isEmpty();
        clock.pass(Duration.ofSeconds(29));
        assertThat(search("contacts")).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        assertThat(ids(search("contacts"))).containsExactly(id);
    }

    @Test
    void untilAChangeIsIndexedTheSearchSeesTheOldVersion() {
        String id = sandbox.changes().contacts().create(Role.USER, "Old");
        clock.pass(Duration.ofMinutes(1));
        sandbox.changes().contacts().rename(id, "New");

        assertThat(search("contacts").get(0).path("name").asText()).isEqualTo("Old");
        assertThat(client.get("/contacts/" + id).json().path("name").asText()).isEqualTo("New");
        clock.pass(Duration.ofSeconds(30));
        assertThat(search("contacts").get(0).path("name").asText()).isEqualTo("New");
    }

    @Test
    void whatKeepsChangingStaysOld() {
        String contact = sandbox.changes().contacts().create(Role.USER, "A");
        String id = sandbox.changes().conversations().start(contact, "Hello");
        clock.pass(Duration.ofMinutes(1));
        long before = search("conversations").get(0).path("updated_at").asLong();

        for (int i = 0; i < 4; i++) {
            sandbox.changes().conversations().answer(id, "Answer " + i);
            clock.pass(Duration.ofSeconds(20));
            assertThat(search("conversations").get(0).path("updated_at").asLong())
                    .isEqualTo(before);
        }
        clock.pass(Duration.ofSeconds(10));
        assertThat(search("conversations").get(0).path("updated_at").asLong()).isEqualTo(before + 120);
    }

    @Test
    void whatIsNoUpdateKeepsNoneFromTheSearch() {
        String id = sandbox.changes().contacts().create(Role.USER, "Old");
        String tag = sandbox.changes().catalogue().createTag("A tag");
        clock.pass(Duration.ofMinutes(1));
        sandbox.changes().contacts().rename(id, "New");
        clock.pass(Duration.ofSeconds(20));
        sandbox.changes().contacts().tag(id, tag);
        clock.pass(Duration.ofSeconds(10));

        JsonNode found = search("contacts").get(0);
        assertThat(found.path("name").asText()).isEqualTo("New");
        assertThat(found.path("tags").path("data")).hasSize(1);
    }

    @Test
    void someContactsCanRestForLongerThanOthers() {
        sandbox.close();
        start(options().size(Size.EMPTY).indexLag(Duration.ofSeconds(5)).slowContacts(Duration.ofSeconds(60)));
        for (int i = 0; i < 30; i++) {
            sandbox.changes().contacts().create(Role.USER, "New");
        }
        String talker = sandbox.changes().contacts().create(Role.USER, "Talker");
        for (int i = 0; i < 30; i++) {
            sandbox.changes().conversations().start(talker, "Hello");
        }

        clock.pass(Duration.ofSeconds(5));
        assertThat(search("contacts")).hasSizeBetween(1, 30);
        assertThat(search("conversations")).hasSize(30);
        clock.pass(Duration.ofSeconds(55));
        assertThat(search("contacts")).hasSize(31);
    }

    @Test
    void theDeletedAreFoundALittleLonger() {
        String id = sandbox.changes().contacts().create(Role.LEAD, "Gone");
        clock.pass(Duration.ofMinutes(1));
        sandbox.changes().contacts().delete(id);

        assertThat(search("contacts")).hasSize(1);
        assertThat(client.get("/contacts/" + id).status()).isEqualTo(404);
        clock.pass(Duration.ofSeconds(30));
        assertThat(search("contacts")).isEmpty();
    }
}
