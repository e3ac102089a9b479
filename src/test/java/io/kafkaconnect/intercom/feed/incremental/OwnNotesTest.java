package io.kafkaconnect.intercom.feed.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.feed.NotesOfUsers;
import io.kafkaconnect.intercom.reader.Entity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A lead that signs up, or is merged into a user, keeps its notes. Its stream may hold an older reading of it meanwhile. */
class OwnNotesTest {
    private final NotesOfUsers notes = new NotesOfUsers();
    private final List<String> sent = new ArrayList<>();

    private void send(String group, String id, long updatedAt, String... ids) {
        ObjectNode contact = JsonNodeFactory.instance.objectNode();
        contact.put("id", id).put("updated_at", updatedAt);
        ArrayNode data =
                contact.putObject("notes").put("total_count", ids.length).putArray("data");
        for (String note : ids) {
            data.addObject().put("id", note);
        }
        EntityRows rows = (entity, batch) -> entity.json()
                .path("notes")
                .path("data")
                .forEach(note -> sent.add(group + " " + note.path("id").asText()));
        new OwnNotes(rows, notes.of(group)).send(new Entity(contact, false, Instant.EPOCH), null);
    }

    @Test
    void a_waiting_reading_of_a_lead_does_not_send_the_notes_of_the_user_that_it_became() {
        send("users", "a", 20, "1");
        send("leads", "a", 10, "1", "2");

        assertThat(sent).containsExactly("users 1", "leads 2");
    }

    @Test
    void a_waiting_reading_of_a_lead_does_not_send_the_notes_of_the_user_that_it_was_merged_into() {
        send("users", "b", 20, "1");
        send("leads", "a", 10, "1");

        assertThat(sent).containsExactly("users 1");
    }

    @Test
    void a_user_sends_the_notes_that_were_those_of_a_lead() {
        send("leads", "a", 30, "1");
        // A merge need not change when the user was updated.
        send("users", "b", 20, "1");

        assertThat(sent).containsExactly("leads 1", "users 1");
    }

    @Test
    void a_later_version_of_a_lead_sends_its_notes() {
        send("users", "a", 20, "1");
        send("leads", "a", 30, "1");

        assertThat(sent).containsExactly("users 1", "leads 1");
    }
}
