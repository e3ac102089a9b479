package io.kafkaconnect.intercom.sandbox.json;

import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.EventSummary;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Summaries of events. Their times are text in two formats. */
public final class EventsJson {

    private static final DateTimeFormatter Z = style("'Z'");
    private static final DateTimeFormatter OFFSET = style("'+00:00'");

    private EventsJson() {}

    /** Whether the summary of that contact holds an event that is null. */
    public static boolean holdsNull(Contact contact) {
        return Quirk.NULL_EVENT.of(contact.id());
    }

    public static void write(JsonWriter json, Contact contact, Collection<EventSummary> summaries) {
        List<EventSummary> events = new ArrayList<>(summaries);
        if (holdsNull(contact)) {
            events.add(events.size() / 2, null);
        }
        json.put("type", "event.summary")
                .put("email", contact.identity().email())
                .put("intercom_user_id", contact.id())
                .put("user_id", contact.identity().externalId())
                .list(
                        "events",
                        events,
                        (each, event) -> each.put("name", event.name())
                                .put("first", text(contact, event, event.first()))
                                .put("last", text(contact, event, event.last()))
                                .put("count", event.count())
                                .put("description", event.description()));
    }

    private static String text(Contact contact, EventSummary event, long second) {
        String id = contact.id() + event.name();
        String blank = Quirk.TRAILING_BLANK.of(id) ? " " : "";
        DateTimeFormatter style = Quirk.OFFSET_INSTEAD_OF_Z.of(id) ? OFFSET : Z;
        return style.format(Instant.ofEpochSecond(second)) + blank;
    }

    private static DateTimeFormatter style(String suffix) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS" + suffix).withZone(ZoneOffset.UTC);
    }
}
