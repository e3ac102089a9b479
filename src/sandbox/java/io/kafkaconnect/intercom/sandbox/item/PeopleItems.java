package io.kafkaconnect.intercom.sandbox.item;

import static io.kafkaconnect.intercom.sandbox.item.Shapes.ADMIN_TEXT;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.CREATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.FLAG;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.HTML;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.ID;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.LINE;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.LOCALE;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.NUMERIC_ID;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.UPDATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.absent;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.always;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.members;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.neverInSome;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.nullable;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.oneOf;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.only;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.kafkaconnect.intercom.sandbox.item.Shape.Fixed;
import io.kafkaconnect.intercom.sandbox.item.Shape.ListOf;
import io.kafkaconnect.intercom.sandbox.item.Shape.Members;
import java.util.List;

/** What is said of contacts and companies: subscriptions, attributes and notes. */
final class PeopleItems {

    /** Attributes that every workspace has, as model and full name. */
    static final List<String> BUILT_IN =
            List.of("contact email", "contact name", "contact location.country", "company name", "company plan.name");

    private static final Shape TRANSLATION =
            members().with("name", LINE).with("description", nullable(LINE)).with("locale", LOCALE);

    static final Members SUBSCRIPTION_TYPE = members("subscription")
            .with("id", ID)
            .with("state", oneOf("live", "draft", "archived"))
            .with("consent_type", oneOf("opt_out", "opt_in"))
            .with("default_translation", TRANSLATION)
            .with("translations", new ListOf(3, TRANSLATION))
            .with("content_types", new ListOf(2, oneOf("email", "sms_message")));

    static final Members DATA_ATTRIBUTE = members("data_attribute")
            .with("id", only(PeopleItems::isCustom, NUMERIC_ID))
            .with("model", new Fixed(PeopleItems::model))
            .with("name", new Fixed(draw -> text(name(draw).substring(name(draw).lastIndexOf('.') + 1))))
            .with("full_name", new Fixed(draw -> text(name(draw))))
            .with("label", LINE)
            .with("description", absent(LINE))
            .with("data_type", oneOf("string", "integer", "float", "boolean", "date"))
            .with("options", only(PeopleItems::isCustom, absent(new ListOf(3, LINE))))
            .with("api_writable", FLAG)
            .with("messenger_writable", absent(FLAG))
            .with("ui_writable", FLAG)
            .with("custom", new Fixed(draw -> Shape.JSON.booleanNode(isCustom(draw))))
            .with("archived", FLAG)
            .with("created_at", only(PeopleItems::isCustom, CREATED))
            .with("updated_at", only(PeopleItems::isCustom, UPDATED))
            .with("admin_id", only(PeopleItems::isCustom, ADMIN_TEXT));

    static final Members COMPANY_NOTE = members("note")
            .with("id", ID)
            .with("created_at", CREATED)
            .with("company", members("company").with("id", new Fixed(PeopleItems::company)))
            .with(
                    "author",
                    neverInSome(members("admin")
                            .with("id", ADMIN_TEXT)
                            .with("name", always("Jo Example"))
                            .with("email", always("jo@example.com"))))
            .with("body", HTML);

    private PeopleItems() {}

    private static boolean isCustom(Draw draw) {
        return Character.isDigit(draw.id().charAt(0));
    }

    private static JsonNode model(Draw draw) {
        String id = draw.id();
        return text(isCustom(draw) ? draw.any(List.of("contact", "company")) : id.substring(0, id.indexOf(' ')));
    }

    private static String name(Draw draw) {
        String id = draw.id();
        return isCustom(draw) ? "custom_attributes.attribute_" + id : id.substring(id.indexOf(' ') + 1);
    }

    private static JsonNode company(Draw draw) {
        return draw.any(Home.Neighbour.COMPANY).<JsonNode>map(Shapes::text).orElse(NullNode.instance);
    }
}
