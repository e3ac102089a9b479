package io.kafkaconnect.intercom.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ArbitraryEntitiesTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Every field name any table looks for, so that arbitrary JSON reaches the columns. */
    private static final List<String> NAMES = names();

    @Property(tries = 100)
    void noEntityMakesReadingFailAndEqualEntitiesGiveEqualRows(@ForAll("entities") ObjectNode entity) {
        for (Table table : Tables.ALL) {
            Rows rows = Rows.read(table, ColumnSet.EXTENDED, entity);
            Rows again = Rows.read(table, ColumnSet.EXTENDED, entity.deepCopy());
            assertThat(again).isEqualTo(rows);
            assertThat(digests(again)).isEqualTo(digests(rows));
            for (Row row : rows.rows()) {
                row.key().validate();
                row.value().validate();
            }
        }
    }

    @Property(tries = 100)
    void theOrderOfKeysInCustomAttributesDoesNotMatter(@ForAll("entities") ObjectNode attributes) {
        Table table = Tables.named("companies").orElseThrow();
        ObjectNode company = JSON.objectNode().put("id", "1");
        company.set("custom_attributes", attributes);
        ObjectNode mirrored = JSON.objectNode();
        mirrored.set("custom_attributes", mirror(attributes));
        mirrored.put("id", "1");

        Rows rows = Rows.read(table, ColumnSet.DOCUMENTED, company);
        Rows same = Rows.read(table, ColumnSet.DOCUMENTED, mirrored);
        assertThat(same).isEqualTo(rows);
        assertThat(digests(same)).isEqualTo(digests(rows));
        assertThat(rows.rows()).hasSize(1);
    }

    @Provide
    Arbitrary<ObjectNode> entities() {
        Arbitrary<JsonNode> scalars = Arbitraries.oneOf(
                Arbitraries.just(JSON.nullNode()),
                Arbitraries.longs().map(JSON::numberNode),
                Arbitraries.bigIntegers().map(JSON::numberNode),
                Arbitraries.doubles().map(JSON::numberNode),
                Arbitraries.of(true, false).map(JSON::booleanNode),
                Arbitraries.of("user", "lead", "0", "2016-12-22T03:54:57Z", "1e999", "")
                        .map(JSON::textNode),
                Arbitraries.strings().ofMaxLength(30).map(JSON::textNode));
        Arbitrary<JsonNode> nodes = Arbitraries.recursive(() -> scalars, ArbitraryEntitiesTest::container, 0, 4);
        return objects(nodes, 40);
    }

    private static Arbitrary<JsonNode> container(Arbitrary<JsonNode> inner) {
        Arbitrary<JsonNode> lists = inner.list().ofMaxSize(4).map(items -> {
            ArrayNode list = JSON.arrayNode();
            items.forEach(list::add);
            return list;
        });
        return Arbitraries.oneOf(inner, lists, objects(inner, 10).map(JsonNode.class::cast));
    }

    private static Arbitrary<ObjectNode> objects(Arbitrary<JsonNode> inner, int size) {
        return Arbitraries.maps(Arbitraries.of(NAMES), inner).ofMaxSize(size).map(fields -> {
            ObjectNode object = JSON.objectNode();
            fields.forEach(object::set);
            return object;
        });
    }

    private static JsonNode mirror(JsonNode node) {
        if (node.isArray()) {
            ArrayNode list = JSON.arrayNode();
            node.forEach(item -> list.add(mirror(item)));
            return list;
        }
        if (node.isObject()) {
            List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(node.properties());
            Collections.reverse(fields);
            ObjectNode object = JSON.objectNode();
            fields.forEach(field -> object.set(field.getKey(), mirror(field.getValue())));
            return object;
        }
        return node;
    }

    private static List<Long> digests(Rows rows) {
        return rows.rows().stream().map(Row::digest).toList();
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
