package io.kafkaconnect.intercom.sandbox.item;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Translations: an object by locale with the member {@code type} among the locales. It may be null, and so may the value of a locale. */
record ByLocale(String type, Shape each) implements Shape {

    private static final List<String> LOCALES = List.of("en", "fr", "pt-BR", "zh-CN", "ar", "ja");

    @Override
    public JsonNode draw(Draw draw) {
        return draw.oneIn(6) ? NullNode.instance : translations(draw);
    }

    private ObjectNode translations(Draw draw) {
        ObjectNode json = JSON.objectNode().put("type", type);
        for (String locale : LOCALES) {
            switch (draw.random().nextInt(6)) {
                case 0, 1 -> json.set(locale, each.draw(draw));
                case 2 -> json.putNull(locale);
                default -> {
                    // The locale is absent.
                }
            }
        }
        return json;
    }

    @Override
    public JsonNode change(JsonNode before, Draw draw) {
        String locale = draw.any(LOCALES);
        ObjectNode after =
                before.isObject() ? before.deepCopy() : JSON.objectNode().put("type", type);
        if (!after.path(locale).isObject()) {
            after.set(locale, each.draw(draw));
            return after;
        }
        return switch (draw.random().nextInt(8)) {
            case 0 -> NullNode.instance;
            case 1 -> after.putNull(locale);
            case 2 -> after.without(locale);
            default -> after.set(locale, each.change(after.path(locale), draw));
        };
    }
}
