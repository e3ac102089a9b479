package io.kafkaconnect.intercom.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import io.kafkaconnect.intercom.value.CleanText;
import io.kafkaconnect.intercom.value.EntityId;
import io.kafkaconnect.intercom.value.ExactJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

class ArbitraryEntitiesTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Property(tries = 100)
    void noEntityMakesReadingFailAndEqualEntitiesGiveEqualRows(@ForAll("entities") ObjectNode entity) {
        for (Table table : Tables.ALL) {
            RowsRead rows = RowsRead.read(table, ColumnSet.EXTENDED, entity);
            RowsRead again = RowsRead.read(table, ColumnSet.EXTENDED, entity.deepCopy());
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

        RowsRead rows = RowsRead.read(table, ColumnSet.DOCUMENTED, company);
        RowsRead same = RowsRead.read(table, ColumnSet.DOCUMENTED, mirrored);
        assertThat(same).isEqualTo(rows);
        assertThat(digests(same)).isEqualTo(digests(rows));
        assertThat(rows.rows()).hasSize(1);
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void noRowHoldsWhatStoresRefuse(@ForAll("hostileEntities") ObjectNode entity) {
        for (Table table : Tables.ALL) {
            RowsRead rows = RowsRead.read(table, ColumnSet.EXTENDED, entity);
            rows.rows().forEach(ArbitraryEntitiesTest::assertStorable);
            for (Row row : rows.rows()) {
                for (int i = 0; i < table.key().size(); i++) {
                    assertThat(!table.isIdOfKey(table.key().get(i))
                                    || EntityId.isValid(row.keyParts().get(i)))
                            .isTrue();
                }
            }
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void equalContentIsEqualRowsWhetherItCameCleanOrNot(@ForAll("hostileEntities") ObjectNode entity) {
        JsonNode clean = cleaned(entity);
        Assume.that(clean != null);
        for (Table table : Tables.ALL) {
            RowsRead rows = RowsRead.read(table, ColumnSet.EXTENDED, entity);
            RowsRead same = RowsRead.read(table, ColumnSet.EXTENDED, (ObjectNode) clean);
            assertThat(same.rows()).isEqualTo(rows.rows());
            assertThat(digests(same)).isEqualTo(digests(rows));
            assertThat(same.malformed()).isEqualTo(rows.malformed());
            assertThat(same.badValues()).isEqualTo(rows.badValues());
            assertThat(same.cleaned()).isEmpty();
        }
    }

    private static void assertStorable(Row row) {
        for (Struct struct : List.of(row.key(), row.value())) {
            for (Field field : struct.schema().fields()) {
                if (struct.get(field) instanceof String text) {
                    assertThat(CleanText.isClean(text)).isTrue();
                    if (ColumnType.JSON_SCHEMA.equals(field.schema().name())) {
                        assertStorable(ExactJson.parse(text));
                    }
                }
            }
        }
    }

    /** As PostgreSQL takes it for jsonb. */
    private static void assertStorable(JsonNode json) {
        if (json.isTextual()) {
            assertThat(CleanText.isClean(json.textValue())).isTrue();
        } else if (json.isNumber()) {
            BigDecimal number = json.decimalValue();
            assertThat(number.scale()).isLessThanOrEqualTo(16_383);
            assertThat((long) number.precision() - number.scale()).isLessThanOrEqualTo(131_072);
        }
        json.properties().forEach(field -> {
            assertThat(CleanText.isClean(field.getKey())).isTrue();
            assertStorable(field.getValue());
        });
        if (json.isArray()) {
            json.forEach(ArbitraryEntitiesTest::assertStorable);
        }
    }

    /** The same with clean texts and names; null where two names become equal. */
    private static JsonNode cleaned(JsonNode node) {
        if (node.isTextual()) {
            return JSON.textNode(CleanText.of(node.textValue()));
        }
        if (node.isArray()) {
            ArrayNode list = JSON.arrayNode();
            for (JsonNode item : node) {
                JsonNode clean = cleaned(item);
                if (clean == null) {
                    return null;
                }
                list.add(clean);
            }
            return list;
        }
        if (node.isObject()) {
            ObjectNode object = JSON.objectNode();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                JsonNode clean = cleaned(field.getValue());
                if (clean == null || object.replace(CleanText.of(field.getKey()), clean) != null) {
                    return null;
                }
            }
            return object;
        }
        return node;
    }

    @Provide
    Arbitrary<ObjectNode> hostileEntities() {
        return OddEntities.hostile();
    }

    @Provide
    Arbitrary<ObjectNode> entities() {
        return OddEntities.any();
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

    private static List<Long> digests(RowsRead rows) {
        return rows.rows().stream().map(Row::digest).toList();
    }
}
