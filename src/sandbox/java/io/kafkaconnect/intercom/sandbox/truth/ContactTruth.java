package io.kafkaconnect.intercom.sandbox.truth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.EventSummary;
import io.kafkaconnect.intercom.sandbox.model.Note;
import io.kafkaconnect.intercom.sandbox.model.Place;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.SocialProfile;
import io.kafkaconnect.intercom.sandbox.model.Tagging;
import io.kafkaconnect.intercom.sandbox.model.Text;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.util.Map;
import java.util.function.Function;

/** The rows of users and leads, and of the entities that belong to them. */
record ContactTruth(Workspace workspace, Function<String, TruthTable> tables) {

    private static final ObjectMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    void add(Contact contact) {
        String id = contact.id();
        String name = contact.role() == Role.USER ? "users" : "leads";
        tables.apply(name).add(contact.role() == Role.USER ? user(contact) : lead(contact), id);
        String owner = name + "_pk";
        for (Tagging tagging : contact.links().tags()) {
            link(name + "_tags", "tag", tagging.tagId(), owner, id);
        }
        for (String segment : contact.links().segments()) {
            link(name + "_segments", "segment", segment, owner, id);
        }
        for (String company : contact.links().companies()) {
            link(name + "_companies", "company", company, owner, id);
        }
        for (SocialProfile profile : contact.identity().socialProfiles()) {
            tables.apply(name + "_social_profiles").add(profile(profile).put(owner, id), id, profile.name());
        }
        for (Note note : contact.links().notes()) {
            tables.apply("notes").add(note(contact, note), note.id());
        }
        if (contact.role() == Role.USER) {
            for (EventSummary event : workspace.events(id)) {
                tables.apply("events_summary").add(event(id, event), id, event.name());
            }
        }
    }

    private void link(String table, String type, String id, String owner, String ownerId) {
        tables.apply(table).add(new TruthRow().put("type", type).put("id", id).put(owner, ownerId), ownerId, id);
    }

    private static TruthRow user(Contact contact) {
        TruthRow row = new TruthRow()
                .put("type", "user")
                .put("id", contact.id())
                .time("created_at", contact.times().createdAt())
                .time("signed_up_at", contact.times().signedUpAt())
                .time("updated_at", contact.updatedAt())
                .put("email", contact.identity().email())
                .put("phone", contact.identity().phone())
                .put("user_id", contact.identity().externalId())
                .time("last_request_at", contact.times().lastSeenAt())
                .gone("session_count")
                .put("unsubscribed_from_emails", contact.mail().unsubscribed())
                .put("marked_email_as_spam", contact.mail().markedAsSpam())
                .put("has_hard_bounced", contact.mail().hasHardBounced())
                .gone("user_agent_data", "last_seen_ip", "pseudonym")
                .put("anonymous", false)
                .put("name", Text.escapedName(contact.identity().name()));
        return place(row, contact.place())
                .put("avatar_image_url", contact.identity().avatarUrl())
                .put("custom_attributes", json(contact.customAttributes()));
    }

    private static TruthRow lead(Contact contact) {
        TruthRow row = new TruthRow()
                .put("type", "contact")
                .put("id", contact.id())
                .time("created_at", contact.times().createdAt())
                .time("updated_at", contact.updatedAt())
                .put("user_id", contact.identity().externalId())
                .put("email", contact.identity().email())
                .put("name", Text.escapedName(contact.identity().name()))
                .put("phone", contact.identity().phone())
                .put("anonymous", true)
                .gone("pseudonym")
                .time("last_request_at", contact.times().lastSeenAt())
                .put("unsubscribed_from_emails", contact.mail().unsubscribed());
        return place(row, contact.place())
                .put("avatar_image_url", contact.identity().avatarUrl())
                .gone("user_agent_data", "last_seen_ip")
                .time("remote_created_at", contact.times().signedUpAt())
                .time("signed_up_at", contact.times().signedUpAt())
                .gone("session_count")
                .put("marked_email_as_spam", contact.mail().markedAsSpam())
                .put("has_hard_bounced", contact.mail().hasHardBounced())
                .put("custom_attributes", json(contact.customAttributes()));
    }

    private static TruthRow place(TruthRow row, Place place) {
        return row.put("location_data_city_name", place.city())
                .put("location_data_continent_code", place.continentCode())
                .put("location_data_country_code", place.countryCode())
                .put("location_data_country_name", place.country())
                .gone("location_data_latitude", "location_data_longitude", "location_data_postal_code")
                .put("location_data_region_name", place.region())
                .gone("location_data_timezone");
    }

    private static TruthRow profile(SocialProfile profile) {
        return new TruthRow()
                .put("type", "social_profile")
                .gone("id")
                .put("name", profile.name())
                .gone("username")
                .put("url", profile.url());
    }

    private static TruthRow note(Contact contact, Note note) {
        return new TruthRow()
                .put("type", "note")
                .put("id", note.id())
                .time("created_at", note.createdAt())
                .put("body", note.html())
                .put("user_type", contact.role().label())
                .put("user_id", contact.id())
                .put("author_type", note.adminId() == null ? null : "admin")
                .put("author_id", note.adminId());
    }

    private static TruthRow event(String userId, EventSummary event) {
        return new TruthRow()
                .put("user_id", userId)
                .put("name", event.name())
                .put("count", event.count())
                .time("first", event.first())
                .time("last", event.last())
                .put("description", event.description());
    }

    /** Compact JSON with sorted keys at every level. */
    static String json(Map<String, Object> attributes) {
        return written(attributes);
    }

    /** The same for any JSON. */
    static String json(JsonNode value) {
        return written(SORTED.convertValue(value, Object.class));
    }

    private static String written(Object value) {
        try {
            return SORTED.writeValueAsString(Characters.clean(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
