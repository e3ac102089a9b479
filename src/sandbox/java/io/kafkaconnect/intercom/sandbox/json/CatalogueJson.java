package io.kafkaconnect.intercom.sandbox.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.sandbox.model.Admin;
import io.kafkaconnect.intercom.sandbox.model.App;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Segment;
import io.kafkaconnect.intercom.sandbox.model.Tag;
import io.kafkaconnect.intercom.sandbox.model.Team;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.util.List;

/** Admins, teams, tags, segments and data attributes. */
public record CatalogueJson(Workspace workspace) {

    private static final List<String> CONTACT_DATES =
            List.of("created_at", "updated_at", "signed_up_at", "last_seen_at", "last_replied_at");

    public void me(JsonWriter json) {
        App app = workspace.app();
        json.put("type", "admin")
                .put("id", "991267459")
                .put("email", "integration@example.com")
                .put("name", "Integration")
                .put("email_verified", true)
                .object(
                        "app",
                        it -> it.put("type", "app")
                                .put("id_code", app.idCode())
                                .put("name", app.name())
                                .put("created_at", app.createdAt())
                                .put("secure", false)
                                .put("identity_verification", false)
                                .put("timezone", app.zone().getId())
                                .put("region", app.region()))
                .object("avatar", avatar -> avatar.put("type", "avatar").nothing("image_url"))
                .put("has_inbox_seat", true);
    }

    public void admin(JsonWriter json, Admin admin) {
        List<String> teamIds = workspace.teams().all().stream()
                .filter(team -> team.adminIds().contains(admin.id()))
                .map(Team::id)
                .toList();
        json.put("type", "admin")
                .put("email", admin.email())
                .put("id", admin.id())
                .put("name", admin.name())
                .put("away_mode_enabled", false)
                .put("away_mode_reassign", false)
                .put("has_inbox_seat", !admin.bot())
                .numbers("team_ids", teamIds);
    }

    public static void team(JsonWriter json, Team team) {
        json.put("type", "team")
                .put("id", team.id())
                .put("name", team.name())
                .numbers("admin_ids", team.adminIds())
                .put("assignment_limit", team.assignmentLimit())
                .put("distribution_method", team.distributionMethod())
                .object(
                        "admin_priority_level",
                        levels -> levels.numbers("primary_admin_ids", team.primary())
                                .numbers("secondary_admin_ids", team.secondary()));
    }

    public static void tag(JsonWriter json, Tag tag) {
        json.put("type", "tag").put("id", tag.id()).put("name", tag.name());
    }

    public static void segment(JsonWriter json, Segment segment) {
        json.put("type", "segment")
                .put("id", segment.id())
                .put("name", segment.name())
                .put("created_at", segment.createdAt())
                .put("updated_at", segment.updatedAt())
                .put("person_type", segment.members() == Role.USER ? "user" : "contact");
    }

    public void countedSegment(JsonWriter json, Segment segment) {
        segment(json, segment);
        json.put("count", workspace.contactsOf(segment));
    }

    /** The dates of contacts, as data attributes. Their type shows whether a search is exact to the second. */
    public static List<ObjectNode> contactDates(boolean seconds) {
        return CONTACT_DATES.stream()
                .map(name -> JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "data_attribute")
                        .put("name", name)
                        .put("full_name", name)
                        .put("label", name)
                        .put("data_type", seconds ? "datetime" : "date")
                        .put("api_writable", false)
                        .put("custom", false)
                        .put("archived", false)
                        .put("model", "contact"))
                .toList();
    }
}
