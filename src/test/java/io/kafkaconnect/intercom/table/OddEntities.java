package io.kafkaconnect.intercom.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Entities as Intercom never describes them. */
final class OddEntities {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Every field name any table looks for, so that arbitrary JSON reaches the columns. */
    private static final List<String> NAMES = names();

    private OddEntities() {}

    /** Usual ids, so that there are rows, amid characters and numbers that stores refuse. */
    static Arbitrary<ObjectNode> hostile() {
        Arbitrary<String> names = Arbitraries.oneOf(Arbitraries.of(NAMES), texts());
        Arbitrary<JsonNode> nodes =
                Arbitraries.recursive(OddEntities::hostileValues, inner -> container(inner, names), 0, 4);
        return Combinators.combine(objects(nodes, names, 40), Arbitraries.of("1", "5f3a", "a/b", "\0"))
                .as((entity, id) -> entity.put("id", id));
    }

    /** With names that tables look for and values of all kinds. */
    static Arbitrary<ObjectNode> any() {
        Arbitrary<JsonNode> scalars = Arbitraries.oneOf(
                Arbitraries.just(JSON.nullNode()),
                Arbitraries.longs().map(JSON::numberNode),
                Arbitraries.bigIntegers().map(JSON::numberNode),
                Arbitraries.doubles().map(JSON::numberNode),
                Arbitraries.of(true, false).map(JSON::booleanNode),
                Arbitraries.of("user", "lead", "0", "2016-12-22T03:54:57Z", "1e999", "")
                        .map(JSON::textNode),
                Arbitraries.strings().ofMaxLength(30).map(JSON::textNode));
        Arbitrary<JsonNode> nodes =
                Arbitraries.recursive(() -> scalars, inner -> container(inner, Arbitraries.of(NAMES)), 0, 4);
        return objects(nodes, Arbitraries.of(NAMES), 40);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars('\0', '\ud83d', '\ude00', '\ufffd', '\n', 'a', '1', '"', '\\')
                .ofMaxLength(4);
    }

    /** Values that stores refuse, and some that they take. */
    static Arbitrary<JsonNode> hostileValues() {
        Arbitrary<JsonNode> numbers = Combinators.combine(
                        Arbitraries.bigIntegers(),
                        Arbitraries.oneOf(
                                Arbitraries.integers(), Arbitraries.integers().between(-140_000, 20_000)))
                .as((digits, scale) -> JSON.numberNode(new BigDecimal(digits, scale)));
        return Arbitraries.oneOf(
                texts().map(JSON::textNode),
                numbers,
                Arbitraries.doubles().map(JSON::numberNode),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY).map(JSON::numberNode),
                Arbitraries.of("user", "lead", "x").map(JSON::textNode),
                Arbitraries.longs().map(JSON::numberNode));
    }

    /**
     * An entity with usual ids and one row of a table.
     *
     * @param values what its columns hold, in turn
     */
    static ObjectNode withRow(Table table, List<JsonNode> values) {
        ObjectNode element = JSON.objectNode();
        int next = 0;
        for (Column column : table.columns(ColumnSet.EXTENDED)) {
            if (column.source() instanceof Source.Path path) {
                put(element, path.steps(), values.get(next++ % values.size()));
            }
        }
        ObjectNode entity = withIds(element);
        for (int i = table.lists().size() - 1; i >= 0; i--) {
            ObjectNode holder = withIds(JSON.objectNode());
            put(
                    holder,
                    table.lists().get(i).paths().get(0).steps(),
                    JSON.arrayNode().add(entity));
            entity = holder;
        }
        return table.filter() == null || !table.filter().selects()
                ? entity
                : entity.put(table.filter().field(), table.filter().text());
    }

    private static ObjectNode withIds(ObjectNode object) {
        return object.put("id", "1").put("segment_id", "2").put("contact_id", "3");
    }

    private static void put(ObjectNode object, List<String> steps, JsonNode value) {
        ObjectNode holder = object;
        for (String step : steps.subList(0, steps.size() - 1)) {
            holder = holder.get(step) instanceof ObjectNode there ? there : holder.putObject(step);
        }
        holder.set(steps.get(steps.size() - 1), value);
    }

    private static Arbitrary<JsonNode> container(Arbitrary<JsonNode> inner, Arbitrary<String> names) {
        Arbitrary<JsonNode> lists = inner.list().ofMaxSize(4).map(items -> {
            ArrayNode list = JSON.arrayNode();
            items.forEach(list::add);
            return list;
        });
        return Arbitraries.oneOf(inner, lists, objects(inner, names, 10).map(JsonNode.class::cast));
    }

    private static Arbitrary<ObjectNode> objects(Arbitrary<JsonNode> inner, Arbitrary<String> names, int size) {
        return Arbitraries.maps(names, inner).ofMaxSize(size).map(fields -> {
            ObjectNode object = JSON.objectNode();
            fields.forEach(object::set);
            return object;
        });
    }

    private static List<String> names() {
        TreeSet<String> names = new TreeSet<>(List.of("id", "contacts", "conversation_parts", "attachments", "data"));
        for (Table table : Tables.ALL) {
            table.lists().forEach(list -> list.paths().forEach(path -> names.addAll(path.steps())));
            for (Column column : table.columns(ColumnSet.EXTENDED)) {
                if (column.source() instanceof Source.Path path) {
                    names.addAll(path.steps());
                }
            }
        }
        return List.copyOf(names);
    }
}
