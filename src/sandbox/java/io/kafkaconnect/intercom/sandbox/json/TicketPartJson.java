package io.kafkaconnect.intercom.sandbox.json;

import io.kafkaconnect.intercom.sandbox.model.PartAssignee;
import io.kafkaconnect.intercom.sandbox.model.TicketPart;
import io.kafkaconnect.intercom.sandbox.model.TicketPart.AttributeValue;
import java.util.Map;

/**
 * Parts of tickets. In some of them, members without a value are absent.
 *
 * @param version the minor version of the API
 */
record TicketPartJson(Signatures signatures, int version) {

    private static final int TRANSLATIONS = 16;

    void write(JsonWriter json, TicketPart part) {
        TicketPart.Content content = part.content();
        TicketPart.Effect effect = part.effect();
        String id = part.id();
        json.put("type", "ticket_part").put("id", id).put("part_type", part.type());
        Quirk.orAbsent(
                json, id, "body", content.body() == null ? null : content.body().html());
        Quirk.orAbsent(json, id, "ticket_state", effect.state());
        Quirk.orAbsent(json, id, "previous_ticket_state", effect.previousState());
        json.put("created_at", part.createdAt()).put("updated_at", part.updatedAt());
        assignee(json, id, effect.assignedTo());
        json.object(
                        "author",
                        author -> author.put("type", part.author().type())
                                .put("id", part.author().id())
                                .put("name", part.author().name())
                                .put("email", part.author().email()))
                .list("attachments", content.attachments(), new AttachmentJson(signatures)::write);
        Quirk.orAbsent(json, id, "external_id", part.origin().externalId());
        json.put("redacted", content.redacted());
        if (part.origin().appPackageCode() != null) {
            json.put("app_package_code", part.origin().appPackageCode());
        }
        attribute(json, id, effect.attribute());
        if (version >= TRANSLATIONS) {
            Map<String, String> translations = content.translations();
            Quirk.orAbsent(json, id, "translations", translations.isEmpty() ? null : translations);
        }
    }

    private static void assignee(JsonWriter json, String id, PartAssignee assignee) {
        if (assignee == null) {
            Quirk.orAbsent(json, id, "assigned_to", null);
        } else {
            json.object("assigned_to", to -> to.put("type", assignee.type()).put("id", assignee.id()));
        }
    }

    private static void attribute(JsonWriter json, String id, AttributeValue attribute) {
        if (attribute == null) {
            Quirk.orAbsent(json, id, "updated_attribute_data", null);
            return;
        }
        json.object(
                "updated_attribute_data",
                data -> data.object(
                                "attribute",
                                it -> it.put("type", "attribute")
                                        .put("id", attribute.attributeId())
                                        .put("label", attribute.label()))
                        .object(
                                "value",
                                it -> it.put("type", "value")
                                        .value("id", attribute.valueId())
                                        .value("label", attribute.valueLabel())));
    }
}
