package io.kafkaconnect.intercom.table.dictionary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kafkaconnect.intercom.table.Source;
import io.kafkaconnect.intercom.table.Source.Path;
import io.kafkaconnect.intercom.table.Source.PathStart;
import java.util.List;
import java.util.Map;

/** The sources that the tables use. */
final class Sources {

    /** True for a lead; null without a role. */
    static final Source ANONYMOUS = new Source.Derived("contact.role is \"lead\"", contact -> {
        JsonNode role = contact.path("role");
        return role.isTextual() ? BooleanNode.valueOf(role.textValue().equals("lead")) : MissingNode.getInstance();
    });

    /** API 2.x can have both assignees where 1.x had one: the admin wins. "Nobody" is null up to API 2.15, and 0 from 2.16 on. */
    static final Source ASSIGNEE_TYPE = new Source.Derived(
            "\"admin\" if conversation.admin_assignee_id is set (not null, not 0), else \"team\" if conversation.team_assignee_id is, "
                    + "else \"nobody_admin\"",
            Assignee::type);

    static final Source ASSIGNEE_ID = new Source.Derived(
            "conversation.admin_assignee_id if set (not null, not 0), else conversation.team_assignee_id if set, else null",
            Assignee::id);

    /** Null without a source: up to API 2.15 some conversations have none. */
    static final Source MESSAGE_TYPE = constantWhere("source", "conversation_message");

    /** Null where no conversation has the field. */
    static final Source IS_TICKET = new Source.Derived(
            "true if conversation.ticket is an object, false if it is null, else null", conversation -> {
                JsonNode ticket = conversation.path("ticket");
                return ticket.isMissingNode() ? ticket : BooleanNode.valueOf(ticket.isObject());
            });

    /** Null if the team says nothing of the admin. */
    static final Source PRIORITY_LEVEL = new Source.Related(
            "\"primary\" if team.admin_priority_level.primary_admin_ids has the admin, \"secondary\" if"
                    + " team.admin_priority_level.secondary_admin_ids has, else null",
            (team, admin) -> {
                for (String level : List.of("primary", "secondary")) {
                    JsonNode ids = team.at("/admin_priority_level/" + level + "_admin_ids");
                    for (JsonNode id : ids) {
                        if (id.asText().equals(admin.asText())) {
                            return TextNode.valueOf(level);
                        }
                    }
                }
                return MissingNode.getInstance();
            });

    /** The connector joins the two lists and notes which one holds an entry: see {@code SubscriptionLists}. */
    static final Source OPTED = new Source.Derived(
            "in or out: which of contact.opted_in_subscription_types.data[] and"
                    + " contact.opted_out_subscription_types.data[] holds it",
            entry -> entry.path("opted"));

    private Sources() {}

    static Path path(String text) {
        return Path.of(PathStart.ELEMENT, text);
    }

    static Path parent(String text) {
        return Path.of(PathStart.PARENT, text);
    }

    static Path entity(String text) {
        return Path.of(PathStart.ENTITY, text);
    }

    static Source constant(String text) {
        return new Source.Constant(TextNode.valueOf(text));
    }

    static Source position() {
        return new Source.Position();
    }

    /** The entry of a list of plain values. */
    static Source itself() {
        return new Source.Itself();
    }

    /** The language, where an object has a field for each language. */
    static Source language() {
        return new Source.Language();
    }

    static Source plain(String text) {
        return new Source.Plain(path(text));
    }

    static Source firstOf(Source... choices) {
        return new Source.FirstOf(List.of(choices));
    }

    static Source mapped(String text, String from, String to) {
        return new Source.Mapped(path(text), Map.of(from, TextNode.valueOf(to)));
    }

    /** The id of an assignee; null if there is none. */
    static Source unlessZero(String entity, String field) {
        return new Source.Derived(entity + "." + field + ", null when 0", owned -> Assignee.set(owned.path(field)));
    }

    private static Source constantWhere(String field, String text) {
        TextNode constant = TextNode.valueOf(text);
        return new Source.Derived(
                "constant " + constant + ", null without conversation." + field,
                element -> element.path(field).isObject() ? constant : MissingNode.getInstance());
    }
}
