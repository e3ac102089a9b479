package io.kafkaconnect.intercom.sandbox.json;

import io.kafkaconnect.intercom.sandbox.model.Admin;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.ContactTimes;
import io.kafkaconnect.intercom.sandbox.model.Identity;
import io.kafkaconnect.intercom.sandbox.model.Note;
import io.kafkaconnect.intercom.sandbox.model.Place;
import io.kafkaconnect.intercom.sandbox.model.Subscription;
import io.kafkaconnect.intercom.sandbox.model.Tag;
import io.kafkaconnect.intercom.sandbox.model.Tagging;
import io.kafkaconnect.intercom.sandbox.model.Text;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.util.List;
import java.util.function.Function;

/**
 * Contacts and the entities that belong to them.
 *
 * @param ghostTags the number of tags of some contacts includes tags that were deleted long ago
 */
public record ContactJson(Workspace workspace, boolean ghostTags) {

    private static final int GHOSTS = 3;

    private static final int INLINED = 10;
    private static final List<String> ALWAYS_EMPTY = List.of(
            "last_contacted_at",
            "last_email_opened_at",
            "last_email_clicked_at",
            "language_override",
            "browser",
            "browser_version",
            "browser_language",
            "os",
            "android_last_seen_at",
            "ios_last_seen_at",
            "utm_campaign",
            "referrer");

    public void write(JsonWriter json, Contact contact) {
        json.put("type", "contact")
                .put("id", contact.id())
                .put("workspace_id", workspace.app().idCode());
        identity(json, contact);
        json.put("has_hard_bounced", contact.mail().hasHardBounced())
                .put("marked_email_as_spam", contact.mail().markedAsSpam())
                .put("unsubscribed_from_emails", contact.mail().unsubscribed());
        times(json, contact.times());
        ALWAYS_EMPTY.forEach(json::nothing);
        place(json, contact.place());
        json.value("custom_attributes", contact.customAttributes());
        int ghosts = ghostTags && Quirk.GHOST_TAGS.of(contact.id()) ? GHOSTS : 0;
        inlined(json, contact, "tags", "tag", contact.links().tags(), Tagging::tagId, ghosts);
        inlined(json, contact, "notes", "note", contact.links().notes(), Note::id, 0);
        inlined(json, contact, "companies", "company", contact.links().companies(), Function.identity(), 0);
        chosen(json, contact, "opted_in_subscription_types", true);
        chosen(json, contact, "opted_out_subscription_types", false);
    }

    private static void chosen(JsonWriter json, Contact contact, String name, boolean optedIn) {
        List<Subscription> all = contact.links().subscriptions().stream()
                .filter(choice -> choice.optedIn() == optedIn)
                .toList();
        json.object(
                name,
                list -> list.put("type", "list")
                        .list(
                                "data",
                                all.subList(0, Math.min(INLINED, all.size())),
                                (each, choice) -> each.put("id", choice.typeId())
                                        .put("type", "subscription")
                                        .put("url", "/subscription_types/" + choice.typeId()))
                        .put("url", "/contacts/" + contact.id() + "/subscriptions")
                        .put("total_count", all.size())
                        .put("has_more", all.size() > INLINED));
    }

    public static void writeSubscription(JsonWriter json, Subscription choice) {
        json.put("type", "subscription")
                .put("id", choice.typeId())
                .put("state", "live")
                .put("consent_type", choice.optedIn() ? "opt_in" : "opt_out")
                .object(
                        "default_translation",
                        text -> text.put("name", "Subscription " + choice.typeId())
                                .put("locale", "en"))
                .value("content_types", List.of("email"));
    }

    private static void identity(JsonWriter json, Contact contact) {
        Identity identity = contact.identity();
        json.put("external_id", identity.externalId())
                .put("role", contact.role().label())
                .put("email", identity.email())
                .put("phone", identity.phone())
                .put("name", Text.escapedName(identity.name()));
        if (identity.avatarUrl() == null || Quirk.AVATAR_AS_TEXT.of(contact.id())) {
            json.put("avatar", identity.avatarUrl());
        } else {
            json.object("avatar", avatar -> avatar.put("type", "avatar").put("image_url", identity.avatarUrl()));
        }
        json.put("owner_id", identity.ownerId());
        json.object(
                "social_profiles",
                profiles -> profiles.put("type", "list")
                        .list(
                                "data",
                                identity.socialProfiles(),
                                (each, profile) -> each.put("type", "social_profile")
                                        .put("name", profile.name())
                                        .put("url", profile.url())));
    }

    private static void times(JsonWriter json, ContactTimes times) {
        json.put("created_at", times.createdAt())
                .put("updated_at", times.updatedAt())
                .put("signed_up_at", times.signedUpAt())
                .put("last_seen_at", times.lastSeenAt())
                .put("last_replied_at", times.lastRepliedAt());
    }

    private static void place(JsonWriter json, Place place) {
        json.object(
                "location",
                location -> location.put("type", "location")
                        .put("country", place.country())
                        .put("region", place.region())
                        .put("city", place.city())
                        .put("country_code", place.countryCode())
                        .put("continent_code", place.continentCode()));
    }

    private static <T> void inlined(
            JsonWriter json,
            Contact contact,
            String name,
            String type,
            List<T> all,
            Function<T, String> id,
            int ghosts) {
        List<T> shown = all.subList(0, Math.min(INLINED, all.size()));
        json.object(
                name,
                list -> list.put("type", "list")
                        .list(
                                "data",
                                shown,
                                (each, thing) -> each.put("id", id.apply(thing))
                                        .put("type", type)
                                        .put("url", "/" + name + "/" + id.apply(thing)))
                        .put("url", "/contacts/" + contact.id() + "/" + name)
                        .put("total_count", all.size() + ghosts)
                        .put("has_more", all.size() + ghosts > INLINED));
    }

    public void writeTagging(JsonWriter json, Tagging tagging) {
        Tag tag = workspace.tags().get(tagging.tagId());
        json.put("type", "tag").put("id", tagging.tagId()).put("name", tag == null ? null : tag.name());
        json.put("applied_at", tagging.appliedAt());
        json.object("applied_by", by -> by.put("type", "admin").put("id", tagging.adminId()));
    }

    public void writeNote(JsonWriter json, Contact contact, Note note) {
        json.put("type", "note").put("id", note.id()).put("created_at", note.createdAt());
        json.object("contact", of -> of.put("type", "contact").put("id", contact.id()));
        if (note.adminId() == null) {
            json.nothing("author");
        } else {
            Admin admin = workspace.admins().get(note.adminId());
            json.object(
                    "author",
                    author -> author.put("type", "admin")
                            .put("id", note.adminId())
                            .put("name", admin == null ? null : admin.name())
                            .put("email", admin == null ? null : admin.email()));
        }
        json.put("body", note.html());
    }
}
