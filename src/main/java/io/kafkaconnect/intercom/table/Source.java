package io.kafkaconnect.intercom.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The source of a column's value: an expression that can be evaluated and described. */
public sealed interface Source {

    /** The value as Intercom sent it; {@link MissingNode} if there is none, never null. */
    JsonNode read(RowContext scope);

    /** Describes the source in terms of Intercom's API, as in {@code contact.location.city}. */
    String describe(Table table);

    /** The object from which a path starts. */
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

    /** Nested field names; {@code [0]} is the first entry of a list. */
    record Path(PathStart start, List<String> steps) implements Source {

        private static final String FIRST = "[0]";

        /** The path with its steps separated by dots, as in {@code contacts.contacts[0].id}. */
        public static Path of(PathStart start, String text) {
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

        /** The path to the object that holds what this one leads to. */
        Path holder() {
            return new Path(start, steps.subList(0, steps.size() - 1));
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

    /** Always null: a field of API 1.x that 2.x does not have. */
    record Retired() implements Source {
        @Override
        public JsonNode read(RowContext scope) {
            return MissingNode.getInstance();
        }

        @Override
        public String describe(Table table) {
            return "no longer filled by Intercom";
        }
    }

    /** The position of the element in its list, from 0. */
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

    /** The value of a path if it is a plain value, and not an object or a list. */
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

    /** The element itself, where a list holds plain values. */
    record Itself() implements Source {
        @Override
        public JsonNode read(RowContext scope) {
            return scope.element();
        }

        @Override
        public String describe(Table table) {
            return table.pathTo(PathStart.ELEMENT);
        }
    }

    /** The language of the element, where an object has a field for each language. */
    record Language() implements Source {
        @Override
        public JsonNode read(RowContext scope) {
            return scope.language() == null ? MissingNode.getInstance() : TextNode.valueOf(scope.language());
        }

        @Override
        public String describe(Table table) {
            return "name of the field of " + table.pathTo(PathStart.PARENT) + "." + table.listField();
        }
    }

    /** A function of the element and of the object whose list contains it, with its description. */
    record Related(String rule, BinaryOperator<JsonNode> function) implements Source {
        @Override
        public JsonNode read(RowContext scope) {
            return function.apply(scope.parent(), scope.element());
        }

        @Override
        public String describe(Table table) {
            return rule;
        }
    }

    /** The first source whose value is neither missing nor null. */
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

    /** The value of a path, translated if there is a translation. */
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

    /** A function of the element, with its description. */
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
