package io.kafkaconnect.intercom.sandbox.item;

import static io.kafkaconnect.intercom.sandbox.item.Shapes.ADMIN_TEXT;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.CREATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.FLAG;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.HTML;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.ID;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.INNER_ID;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.ISO_CREATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.ISO_UPDATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.LINE;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.NUMERIC_ID;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.TEAMS;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.UPDATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.absent;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.iso;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.members;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.nullable;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.number;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.oneOf;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.reference;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.url;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.kafkaconnect.intercom.sandbox.item.Shape.Drawn;
import io.kafkaconnect.intercom.sandbox.item.Shape.Fixed;
import io.kafkaconnect.intercom.sandbox.item.Shape.ListOf;
import io.kafkaconnect.intercom.sandbox.item.Shape.Members;

/** What teammates work with: macros, attributes of conversations and calls. */
final class SupportItems {

    static final Members MACRO = members("macro")
            .with("id", ID)
            .with("name", LINE)
            .with("body", nullable(HTML))
            .with("body_text", absent(LINE))
            .with("created_at", ISO_CREATED)
            .with("updated_at", ISO_UPDATED)
            .with("visible_to", oneOf("everyone", "specific_teams"))
            .with("visible_to_team_ids", TEAMS)
            .with("available_on", new ListOf(2, oneOf("inbox", "messenger")));

    static final Members CONVERSATION_ATTRIBUTE = members("conversation_attribute")
            .with("id", NUMERIC_ID)
            .with("name", LINE)
            .with("description", LINE)
            .with("data_type", oneOf("string", "list", "integer", "decimal", "boolean", "datetime", "relationship"))
            .with("required", FLAG)
            .with("multiline", absent(FLAG))
            .with("visible_to_team_ids", TEAMS)
            .with("archived", FLAG)
            .with("created_at", CREATED)
            .with("updated_at", UPDATED)
            .with("admin_id", ADMIN_TEXT)
            .with(
                    "options",
                    absent(new ListOf(
                            3,
                            members().with("id", INNER_ID).with("label", LINE).with("archived", FLAG))))
            .with(
                    "reference",
                    absent(members()
                            .with("type", oneOf("one", "many"))
                            .with("object_type_id", oneOf("Order", "Trip"))));

    private static final Shape MOMENT = nullable(new Drawn(SupportItems::moment));

    static final Members CALL = members("call")
            .with("id", ID)
            .with("conversation_id", new Fixed(SupportItems::conversation))
            .with("admin_id", nullable(ADMIN_TEXT))
            .with("contact_id", nullable(reference(draw -> draw.any(Home.Neighbour.CONTACT))))
            .with("state", oneOf("completed", "in_progress", "ringing"))
            .with("initiated_at", MOMENT)
            .with("answered_at", MOMENT)
            .with("ended_at", MOMENT)
            .with("created_at", CREATED)
            .with("updated_at", UPDATED)
            .with("recording_url", nullable(url("https://api.intercom.io/calls/recording/")))
            .with("transcription_url", nullable(url("https://api.intercom.io/calls/transcript/")))
            .with("call_type", oneOf("phone", "web"))
            .with("direction", oneOf("inbound", "outbound"))
            .with("ended_reason", nullable(oneOf("completed", "abandoned")))
            .with("phone", oneOf("+15551234567", "+4915112345678", ""))
            .with("fin_recording_url", nullable(url("https://api.intercom.io/calls/fin/")))
            .with("fin_transcription_url", absent(url("https://api.intercom.io/calls/fin/")))
            .with("duration", absent(number(2000)))
            .with("talk_time", absent(number(2000)))
            .with("queue_time", absent(number(2000)))
            .with("hold_time", nullable(number(2000)))
            .with("transcript_status", nullable(oneOf("completed", "failed")))
            .with(
                    "transcript",
                    new ListOf(
                            4,
                            members()
                                    .with("speaker", absent(oneOf("teammate", "contact", "fin")))
                                    .with("text", absent(LINE))));

    private SupportItems() {}

    /** Seconds or text, and both in one call. */
    private static JsonNode moment(Draw draw) {
        long second = draw.past();
        return draw.oneIn(2) ? LongNode.valueOf(second) : iso(second);
    }

    private static JsonNode conversation(Draw draw) {
        return draw.oneIn(8)
                ? NullNode.instance
                : draw.any(Home.Neighbour.CONVERSATION)
                        .<JsonNode>map(Shapes::text)
                        .orElse(NullNode.instance);
    }
}
