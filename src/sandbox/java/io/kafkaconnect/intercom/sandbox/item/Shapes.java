package io.kafkaconnect.intercom.sandbox.item;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kafkaconnect.intercom.sandbox.item.Shape.Drawn;
import io.kafkaconnect.intercom.sandbox.item.Shape.Fixed;
import io.kafkaconnect.intercom.sandbox.item.Shape.ListOf;
import io.kafkaconnect.intercom.sandbox.item.Shape.Members;
import io.kafkaconnect.intercom.sandbox.item.Shape.Only;
import io.kafkaconnect.intercom.sandbox.item.Shape.Sometimes;
import io.kafkaconnect.intercom.sandbox.item.Shape.Touched;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The words in which the forms of items are written. */
final class Shapes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    static final Shape ID = new Fixed(draw -> text(draw.id()));
    static final Shape NUMERIC_ID = new Fixed(draw -> number(draw.id()));

    /** The id of something inside an item. */
    static final Shape INNER_ID = new Fixed(draw -> text(draw.supply().ids().number()));

    static final Shape ID_CODE = new Fixed(draw -> text(draw.supply().home().idCode()));
    static final Shape CREATED = new Fixed(draw -> LongNode.valueOf(draw.created()));
    static final Shape UPDATED = new Touched(draw -> LongNode.valueOf(draw.updated()));
    static final Shape ISO_CREATED = new Fixed(draw -> iso(draw.created()));
    static final Shape ISO_UPDATED = new Touched(draw -> iso(draw.updated()));

    static final Shape LINE = new Drawn(draw -> text(draw.line()));
    static final Shape HTML = new Drawn(draw -> text(draw.html()));
    static final Shape FLAG = new Drawn(draw -> JSON.booleanNode(draw.random().nextBoolean()));
    static final Shape PAST = new Drawn(draw -> LongNode.valueOf(draw.past()));
    static final Shape FUTURE = new Drawn(draw -> LongNode.valueOf(draw.future()));
    static final Shape PERCENT = new Drawn(draw -> JSON.numberNode(draw.random().nextInt(201) / 2.0));

    /** The number of an admin; 0 stands for nobody. */
    static final Shape ADMIN = new Drawn(draw -> draw.oneIn(6)
            ? LongNode.valueOf(0)
            : draw.any(Home.Neighbour.ADMIN).map(Shapes::number).orElse(LongNode.valueOf(0)));

    static final Shape ADMIN_TEXT = reference(draw -> draw.any(Home.Neighbour.ADMIN));
    static final Shape LOCALE = oneOf("en", "fr", "pt-BR", "zh-CN", "ar");
    static final Shape AUDIENCES = new ListOf(3, number(5));
    static final Shape TEAMS =
            new Picked(3, draw -> draw.any(Home.Neighbour.TEAM), JsonNode::textValue, (draw, id) -> text(id));

    private Shapes() {}

    static Members members(String type) {
        return members().with("type", always(type));
    }

    static Members members() {
        return new Members(List.of());
    }

    /** The object in which Intercom wraps a list. */
    static Members wrapped(String type, String name, Shape list) {
        return members(type).with(name, list);
    }

    static Shape always(String value) {
        return new Fixed(draw -> text(value));
    }

    static Shape always(boolean value) {
        return new Fixed(draw -> JSON.booleanNode(value));
    }

    static Shape oneOf(String... values) {
        return new Drawn(draw -> text(draw.any(List.of(values))));
    }

    static Shape number(int below) {
        return new Drawn(draw -> LongNode.valueOf(draw.random().nextInt(below)));
    }

    /** An address on a host, different for each item. */
    static Shape url(String start) {
        return new Drawn(draw -> text(start + draw.id() + "-" + draw.random().nextInt(1000)));
    }

    static Shape reference(Function<Draw, Optional<String>> any) {
        return new Drawn(draw -> any.apply(draw).<JsonNode>map(Shapes::text).orElse(NullNode.instance));
    }

    static Shape nullable(Shape shape) {
        return new Sometimes(4, NullNode.instance, shape);
    }

    /** A member that is absent at times. */
    static Shape absent(Shape shape) {
        return new Sometimes(4, MissingNode.getInstance(), shape);
    }

    /** A value that is null for good in some items. */
    static Shape neverInSome(Shape shape) {
        return new Only(draw -> !draw.oneIn(4), NullNode.instance, shape);
    }

    /** A member that only some items have. */
    static Shape only(Predicate<Draw> which, Shape shape) {
        return new Only(which, MissingNode.getInstance(), shape);
    }

    static JsonNode text(String value) {
        return TextNode.valueOf(value);
    }

    static JsonNode number(String digits) {
        return LongNode.valueOf(Long.parseLong(digits));
    }

    static JsonNode iso(long second) {
        return text(ISO.format(Instant.ofEpochSecond(second)));
    }
}
