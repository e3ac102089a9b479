package io.kafkaconnect.intercom.table.dictionary;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kafkaconnect.intercom.value.IntercomNumber;
import java.math.BigDecimal;

/** The assignee of a conversation as API 1.x had it, which allowed only one. */
final class Assignee {

    private static final TextNode ADMIN = TextNode.valueOf("admin");
    private static final TextNode TEAM = TextNode.valueOf("team");
    private static final TextNode NOBODY = TextNode.valueOf("nobody_admin");

    private Assignee() {}

    static JsonNode type(JsonNode conversation) {
        if (!admin(conversation).isMissingNode()) {
            return ADMIN;
        }
        return team(conversation).isMissingNode() ? NOBODY : TEAM;
    }

    static JsonNode id(JsonNode conversation) {
        JsonNode admin = admin(conversation);
        return admin.isMissingNode() ? team(conversation) : admin;
    }

    /** Returns the id, or a missing node if there is no assignee. API versions write that as null, 0, "0" or a blank text. */
    static JsonNode set(JsonNode id) {
        boolean nobody = id.isNull()
                || isZero(id)
                || (id.isTextual()
                        && (id.textValue().isBlank() || id.textValue().equals("0")));
        return nobody ? MissingNode.getInstance() : id;
    }

    /** Compares without a conversion to long, which would turn 0.5 and 2 to the power of 64 into 0. */
    private static boolean isZero(JsonNode id) {
        BigDecimal number = id.isNumber() ? IntercomNumber.decimal(id) : null;
        return number != null && number.signum() == 0;
    }

    private static JsonNode admin(JsonNode conversation) {
        return set(conversation.path("admin_assignee_id"));
    }

    private static JsonNode team(JsonNode conversation) {
        return set(conversation.path("team_assignee_id"));
    }
}
