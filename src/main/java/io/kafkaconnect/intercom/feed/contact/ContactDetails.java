package io.kafkaconnect.intercom.feed.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.value.EntityId;
import io.kafkaconnect.intercom.value.IntercomTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether the notes and the event summary of a contact must be read again: a note or an event need not move the contact's
 * {@code updated_at}. A list shows how many notes there are and the ids of some, and when the contact was last seen.
 *
 * <p>The time of the last reading is remembered as a row, {@code details/ID}. A contact without it was last sent by an earlier version,
 * which did not remember what it sent: its details are read when the contact changes.
 */
public final class ContactDetails {
    private static final long MAX_TIME = 0xffff_ffffL;
    private static final String NOTES_FIELD = "notes";

    private final ContactTables tables;

    ContactDetails(ContactTables tables) {
        this.tables = tables;
    }

    /** What to remember of a contact whose details were read and sent. */
    public static Map<String, Long> marks(ObjectNode contact) {
        return Map.of(mark(contact.path("id").asText()), time(contact));
    }

    /** The name of the row that remembers the last reading of a contact's details. */
    static String mark(String id) {
        return "details/" + id;
    }

    /** The time of a reading, in epoch seconds: of the contact's last update or visit. At least 1, and below 2^32. */
    static long time(ObjectNode contact) {
        long latest = Math.max(seconds(contact, "updated_at"), seconds(contact, "last_seen_at"));
        return Math.max(1, Math.min(latest, MAX_TIME));
    }

    private static long seconds(ObjectNode contact, String field) {
        return IntercomTime.seconds(contact.path(field), IntercomTime.NO_TIME);
    }

    /**
     * Whether what a list shows of a contact differs from what was read.
     *
     * @param sent the rows that were sent of the contact
     * @param settled updates up to this time have reached the stream of changed contacts, which reads the details
     */
    boolean isStale(ObjectNode listed, Map<String, Long> sent, Instant settled) {
        Long read = sent.get(mark(listed.path("id").asText()));
        if (read == null) {
            return false;
        }
        long updatedAt = seconds(listed, "updated_at");
        boolean isComing = updatedAt > read && updatedAt >= settled.getEpochSecond();
        return !isComing
                && ((tables.hasDetails(ContactTables.EVENTS) && time(listed) > read)
                        || (tables.hasDetails(ContactTables.NOTES) && differs(listed.path(NOTES_FIELD), sent)));
    }

    private static boolean differs(JsonNode notes, Map<String, Long> sent) {
        JsonNode count = notes.path("total_count");
        if (!count.isIntegralNumber()) {
            return false;
        }
        Set<String> known = sent.keySet().stream()
                .filter(name -> name.startsWith(ContactTables.NOTES + '/'))
                .map(name -> name.substring(name.indexOf('/') + 1))
                .collect(Collectors.toSet());
        if (count.asInt() != known.size()) {
            return true;
        }
        for (JsonNode note : notes.path("data")) {
            Optional<String> id = EntityId.of(note.path("id"));
            if (id.isPresent() && !known.contains(id.get())) {
                return true;
            }
        }
        return false;
    }

    /** A copy of a listed contact from which only its details are read. */
    static ObjectNode stub(ObjectNode listed) {
        ObjectNode stub = listed.objectNode();
        for (String field : new String[] {"id", "role", "updated_at", "last_seen_at", NOTES_FIELD}) {
            if (listed.has(field)) {
                stub.set(field, listed.get(field));
            }
        }
        return stub;
    }

    /** Removes what a list shows of the details: these are no rows. */
    static void remove(ObjectNode listed) {
        listed.remove(NOTES_FIELD);
    }
}
