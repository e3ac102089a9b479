package io.kafkaconnect.intercom.feed.incremental;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.NotesOfUsers;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.value.EntityId;
import io.kafkaconnect.intercom.value.IntercomTime;
import java.util.Iterator;
import java.util.Optional;

/**
 * Leaves out the notes that the stream may not send: the contact has changed its role, or was merged, since it was read. The list in the entity becomes
 * shorter and keeps its count. It is therefore incomplete, and an incomplete list ends no note.
 */
public record OwnNotes(EntityRows rows, NotesOfUsers.Check notes) implements EntityRows {
    @Override
    public void send(Entity entity, Batch batch) {
        long updatedAt = IntercomTime.seconds(entity.json().path("updated_at"), IntercomTime.NO_TIME);
        Iterator<JsonNode> listed = entity.json().path("notes").path("data").iterator();
        while (listed.hasNext()) {
            Optional<String> id = EntityId.of(listed.next().path("id"));
            if (id.isPresent() && !notes.maySend(id.get(), updatedAt)) {
                listed.remove();
            }
        }
        rows.send(entity, batch);
    }
}
