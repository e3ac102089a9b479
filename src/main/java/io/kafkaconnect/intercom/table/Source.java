package io.kafkaconnect.intercom.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where the value of a column comes from: an expression that can be evaluated and explained. */
public sealed interface Source {

    /** The value as it came, {@link MissingNode} where there is none; never null. */
    JsonNode read(RowContext scope);

    /** The same in words, for a reader who knows Intercom's API, as in {@code contact.location.city}. */
    String describe(Table table);

    /** What a path starts from. */
    enum PathStart {
        ENTITY,
        PARENT,
        ELEMENT;

        private JsonNode in(RowContext scope) {
            return switch (this) {
                case ENTITY -> scope.entity();
                case PARENT -> scope.parent();
                case ELEMENT -> scope.element();
            };
        }
    }

    /** Field names, one inside the other; {@code [0]} is the first entry of a list. */
    record Path(PathStart start, List<String> steps) implements Source {

        private static final String FIRST = "[0]";

        static Path of(PathStart start, String text) {
            return new Path(start, List.of(text.replace(FIRST, "." + FIRST).split("\\.", -1)));
        }

        @Override
        public JsonNode read(RowContext scope) {
            return follow(start.in(scope));
        }

        JsonNode follow(JsonNode from) {
            JsonNode node = from;
            for (int i = 0; i < steps.size(); i++) {
                String step = steps.get(i);
                node = FIRST.equals(step) ? node.path(0) : node.path(step);
            }
            return node;
        }

        String text() {
            return String.join(".", steps).replace("." + FIRST, FIRST);
        }

        @Override
        public String describe(Table table) {
            return table.pathTo(start) + "." + text();
        }
    }

    /** Always the same text. */
    record Constant(TextNode value) implements Source {
        @Override
        public JsonNode read(RowContext scope) {
            return value;
        }

        @Override
        public String describe(Table table) {
            return "constant " + value;
        }
    }

    /** Always null: API 1.x had it, 2.x has not. */
    record Gone() implements Source {
        @Override
        public JsonNode read(RowContext scope) {
            return MissingNode.getInstance();
        }

        @Override
        public String describe(Table table) {
            return "no longer filled by Intercom";
        }
    }

    /** Where the element stands in its list, from 0. */
    record Position() implements Source {
        @Override
        public JsonNode read(RowContext scope) {
            return IntNode.valueOf(scope.position());
        }

        @Override
        public String describe(Table table) {
            return "position in the list, from 0";
        }
    }

    /** A path, where Intercom sends a plain value; nothing where it sends an object or a list. */
    record Plain(Path path) implements Source {
        @Override
        public JsonNode read(RowContext scope) {
            JsonNode value = path.read(scope);
            return value.isValueNode() ? value : MissingNode.getInstance();
        }

        @Override
        public String describe(Table table) {
            return path.describe(table) + " itself when it is a plain value";
        }
    }

    /** The first of several that is neither missing nor null. */
    record FirstOf(List<Source> choices) implements Source {
        @Override
        public JsonNode read(RowContext scope) {
            for (int i = 0; i < choices.size(); i++) {
                JsonNode value = choices.get(i).read(scope);
                if (!value.isMissingNode() && !value.isNull()) {
                    return value;
                }
            }
            return MissingNode.getInstance();
        }

        @Override
        public String describe(Table table) {
            return choices.stream().map(choice -> choice.describe(table)).collect(Collectors.joining(", or "));
        }
    }

    /** A path whose values are translated; those without a translation stay as they are. */
    record Mapped(Path path, Map<String, TextNode> translations) implements Source {
        @Override
        public JsonNode read(RowContext scope) {
            JsonNode value = path.read(scope);
            TextNode translated = value.isTextual() ? translations.get(value.textValue()) : null;
            return translated == null ? value : translated;
        }

        @Override
        public String describe(Table table) {
            return path.describe(table)
                    + translations.entrySet().stream()
                            .map(entry -> ", \"" + entry.getKey() + "\" becomes " + entry.getValue())
                            .sorted()
                            .collect(Collectors.joining());
        }
    }

    /** A rule over the element that is worth a sentence. */
    record Derived(String rule, Function<JsonNode, JsonNode> function) implements Source {
        @Override
        public JsonNode read(RowContext scope) {
            return function.apply(scope.element());
        }

        @Override
        public String describe(Table table) {
            return rule;
        }
    }
}
