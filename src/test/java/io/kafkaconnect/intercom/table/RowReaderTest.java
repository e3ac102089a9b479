package io.kafkaconnect.intercom.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.support.Golden;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import io.kafkaconnect.intercom.value.ExactJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowReaderTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void entitiesBecomeTheseRows() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Table table : Tables.ALL) {
            for (String stream : table.streams()) {
                for (Path entity : entities(stream)) {
                    RowsRead rows = RowsRead.read(table, ColumnSet.EXTENDED, RowsRead.entity(Files.readString(entity)));
                    if (!rows.isEmpty()) {
                        files.put(table.name() + "/" + folder(stream) + "-" + entity.getFileName(), readable(rows));
                    }
                }
            }
        }
        Golden.check("rows", files);
    }

    @Test
    void documentedColumnsHoldTheSameInBothSets() throws IOException {
        for (Table table : Tables.ALL) {
            for (String stream : table.streams()) {
                for (Path path : entities(stream)) {
                    ObjectNode entity = RowsRead.entity(Files.readString(path));
                    List<Row> documented =
                            RowsRead.read(table, ColumnSet.DOCUMENTED, entity).rows();
                    List<Row> extended =
                            RowsRead.read(table, ColumnSet.EXTENDED, entity).rows();
                    assertThat(documented).hasSameSizeAs(extended);
                    for (int i = 0; i < documented.size(); i++) {
                        Map<String, Object> part = columns(documented.get(i).value());
                        assertThat(columns(extended.get(i).value())).containsAllEntriesOf(part);
                        assertThat(documented.get(i).key())
                                .isEqualTo(extended.get(i).key());
                        documented.get(i).value().validate();
                        extended.get(i).value().validate();
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "admin {0}, team {1}: {2} {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "null, null, nobody_admin, -",
                "0,    0,    nobody_admin, -",
                "\"0\", \"\", nobody_admin, -",
                "7,    null, admin,        7",
                "7,    8,    admin,        7",
                "\"7\", 0,   admin,        7",
                "0,    8,    team,         8",
                "null, \"8\", team,        8"
            })
    void theAdminIsTheAssigneeBeforeTheTeam(String admin, String team, String type, String id) {
        Row row = RowsRead.read(
                        Tables.named("conversations").orElseThrow(),
                        "{\"id\": 1, \"admin_assignee_id\": " + admin + ", \"team_assignee_id\": " + team + "}")
                .rows()
                .get(0);
        assertThat(row.value().get("assignee_type")).isEqualTo(type);
        assertThat(row.value().get("assignee_id")).isEqualTo(id);
    }

    @Test
    void aTombstoneHasTheKeyOfTheRowItEnds() throws IOException {
        for (Table table : Tables.ALL) {
            for (String stream : table.streams()) {
                for (Path path : entities(stream)) {
                    ObjectNode entity = RowsRead.entity(Files.readString(path));
                    RowReader reader = new RowReader(table, ColumnSet.DOCUMENTED, (name, column) -> {});
                    for (Row row :
                            RowsRead.read(table, ColumnSet.DOCUMENTED, entity).rows()) {
                        Row tombstone = reader.tombstone(row.keyParts());
                        assertThat(tombstone.key()).isEqualTo(row.key());
                        assertThat(tombstone.key().schema()).isSameAs(reader.keySchema());
                        assertThat(tombstone.value()).isNull();
                        assertThat(tombstone.digest()).isNotEqualTo(row.digest());
                    }
                }
            }
        }
    }

    @Test
    void aTombstoneIsRefusedForAKeyThatCannotBeWithoutSayingIt() {
        RowReader reader = new RowReader(
                Tables.named("conversations_attachments").orElseThrow(), ColumnSet.DOCUMENTED, (name, column) -> {});
        assertThat(reader.tombstone(List.of("a", "2")).key().getInt64("position"))
                .isEqualTo(2);
        assertThatThrownBy(() -> reader.tombstone(List.of("secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("conversations_attachments")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> reader.tombstone(List.of("a", "secret")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("position")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            null          | is missing
            ""            | is no id
            " 7"          | is no id
            "a/../../me"  | is no id
            ".."          | is no id
            "7\\n8"       | is no id
            "a\\u0000"    | is no id
            true          | is no id
            7.5           | is no id
            {"id": 7}     | is no id
            [7]           | is no id
            """)
    void aRowWhoseKeyHoldsNoIdIsMalformed(String id, String reason) {
        RowsRead tag = RowsRead.read(Tables.named("tags").orElseThrow(), "{\"id\": " + id + ", \"name\": \"x\"}");
        RowsRead pair = RowsRead.read(
                Tables.named("users_tags").orElseThrow(),
                "{\"id\": \"u\", \"tags\": {\"data\": [{\"id\": " + id + "}, {\"id\": 8}]}}");
        RowsRead ofParent = RowsRead.read(
                Tables.named("users_social_profiles").orElseThrow(),
                "{\"id\": " + id + ", \"social_profiles\": {\"data\": [{\"name\": \"x\"}]}}");

        assertThat(tag).isEqualTo(malformed("tags: key column id " + reason));
        assertThat(pair.rows()).extracting(Row::keyParts).containsExactly(List.of("u", "8"));
        assertThat(pair.malformed()).containsExactly("users_tags: key column id " + reason);
        assertThat(ofParent).isEqualTo(malformed("users_social_profiles: key column users_pk " + reason));
    }

    private static RowsRead malformed(String reason) {
        return new RowsRead(List.of(), List.of(reason), List.of(), List.of());
    }

    /** What may hold any text is declared beside the key of its table. */
    @Test
    void everyTextInAKeyIsAnIdButForNames() {
        List<String> free = Tables.ALL.stream()
                .flatMap(table -> table.key().stream()
                        .filter(column -> column.type() == ColumnType.STRING && !table.isIdOfKey(column))
                        .map(column -> table.name() + "." + column.name()))
                .toList();

        assertThat(free)
                .containsExactly(
                        "users_social_profiles.name",
                        "events_summary.name",
                        "leads_social_profiles.name",
                        "articles_translations.locale",
                        "collections_translations.locale",
                        "data_attributes.full_name");
    }

    @Test
    void aNameInAKeyIsCleanedInRowAndTombstone() {
        Table table = Tables.named("events_summary").orElseThrow();
        RowsRead rows = RowsRead.read(table, "{\"id\": \"u1\", \"events\": [{\"name\": \"a\\u0000/b\\n\\ud83d\"}]}");
        Row row = rows.rows().get(0);

        assertThat(row.keyParts()).containsExactly("u1", "a\ufffd/b\n\ufffd");
        assertThat(row.value().get("name")).isEqualTo("a\ufffd/b\n\ufffd");
        assertThat(rows.cleaned()).containsExactly("events_summary.name");
        RowReader reader = new RowReader(table, ColumnSet.DOCUMENTED, (name, column) -> {});
        assertThat(reader.tombstone(List.of("u1", "a\0/b\n\ud83d")).key()).isEqualTo(row.key());
    }

    @Test
    void equalContentHasOneDigestWhetherItCameCleanOrNot() {
        Table table = Tables.named("companies").orElseThrow();
        String clean = "{\"id\": 1, \"name\": \"a\\ufffd\", \"custom_attributes\": {\"b\": [\"\\ufffd\"]}}";
        RowsRead cleaned = RowsRead.read(table, clean.replace("\\ufffd", "\\u0000"));

        assertThat(cleaned.rows().get(0).digest())
                .isEqualTo(RowsRead.read(table, clean).rows().get(0).digest());
        assertThat(cleaned.cleaned()).containsExactly("companies.name", "companies.custom_attributes");
    }

    /** As longs, 0.5 and 2 to the power of 64 are 0 as well. */
    @ParameterizedTest
    @CsvSource({
        "0, nobody_admin",
        "0.0, nobody_admin",
        "0e1000000000, nobody_admin",
        "0.5, admin",
        "18446744073709551616, admin",
        "1e1000000000, admin"
    })
    void onlyZeroIsNobody(String id, String type) {
        ObjectNode conversation = RowsRead.entity("{\"id\": 1}");
        conversation.set("admin_assignee_id", ExactJson.parse(id));

        Row row = RowsRead.read(Tables.named("conversations").orElseThrow(), ColumnSet.EXTENDED, conversation)
                .rows()
                .get(0);
        assertThat(row.value().get("assignee_type")).isEqualTo(type);
    }

    @Test
    void keysAreStructsOrTheirPartsJoinedBySlashes() {
        Table table = Tables.named("events_summary").orElseThrow();
        RowReader reader = new RowReader(table, ColumnSet.DOCUMENTED, (name, column) -> {});
        Row row = RowsRead.read(
                        table, "{\"id\": \"u1\", \"role\": \"user\", \"events\": [{\"name\": \"invited/friend\"}]}")
                .rows()
                .get(0);

        assertThat(row.keyParts()).containsExactly("u1", "invited/friend");
        assertThat(KeyFormat.STRING.key(row)).isEqualTo("u1/invited/friend");
        assertThat(KeyFormat.STRING.schema(row)).isEqualTo(Schema.STRING_SCHEMA);
        assertThat(KeyFormat.STRUCT.key(row)).isSameAs(row.key());
        assertThat(KeyFormat.STRUCT.schema(reader.tombstone(row.keyParts()))).isSameAs(reader.keySchema());
    }

    @Test
    void differentRowsHaveDifferentDigests() {
        Table table = Tables.named("tags").orElseThrow();
        List<String> entities = List.of(
                "{\"id\": \"1\"}",
                "{\"id\": \"2\"}",
                "{\"id\": \"1\", \"name\": \"\"}",
                "{\"id\": \"1\", \"name\": \"a\"}",
                "{\"id\": \"1\", \"type\": \"a\"}",
                "{\"id\": \"1\", \"type\": \"a\", \"name\": \"b\"}",
                "{\"id\": \"1\", \"type\": \"ab\", \"name\": \"\"}",
                "{\"id\": \"1\", \"type\": \"\", \"name\": \"ab\"}");
        assertThat(entities.stream()
                        .map(json -> RowsRead.read(table, json).rows().get(0).digest()))
                .doesNotHaveDuplicates();
    }

    @Test
    void schemasOfAReaderAreAlwaysTheSameObject() {
        RowReader reader =
                new RowReader(Tables.named("tags").orElseThrow(), ColumnSet.DOCUMENTED, (name, column) -> {});
        assertThat(reader.valueSchema()).isSameAs(reader.valueSchema());
        assertThat(reader.table().name()).isEqualTo("tags");
    }

    /** Two streams read the same contacts. */
    private static String folder(String stream) {
        return stream.replace("_relations", "");
    }

    private static List<Path> entities(String stream) throws IOException {
        try (Stream<Path> paths = Files.list(Golden.resource("entities/" + folder(stream)))) {
            return paths.sorted().toList();
        }
    }

    private static String readable(RowsRead rows) throws JsonProcessingException {
        Map<String, Object> all = new LinkedHashMap<>();
        List<Object> shown = new ArrayList<>();
        for (Row row : rows.rows()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("key", columns(row.key()));
            one.put("value", columns(row.value()));
            one.put("digest", Long.toHexString(row.digest()));
            shown.add(one);
        }
        all.put("rows", shown);
        all.put("malformed", rows.malformed());
        all.put("badValues", rows.badValues());
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    /** The columns that are not null, in order; a time as ISO text. */
    @SuppressWarnings("JavaUtilDate") // what Connect's Timestamp holds
    private static Map<String, Object> columns(Struct struct) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (Field field : struct.schema().fields()) {
            Object value = struct.get(field);
            if (value != null) {
                columns.put(
                        field.name(),
                        value instanceof Date time ? time.toInstant().toString() : value);
            }
        }
        return columns;
    }
}
