package io.kafkaconnect.intercom.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The entity that each row of each table belongs to. */
class RowOwnerTest {
    private static final String CONTACT = """
            {"id": "c1", "role": "user",
             "tags": {"data": [{"id": "1"}]}, "companies": {"data": [{"id": "2"}]},
             "social_profiles": {"data": [{"name": "twitter"}]}, "subscriptions": {"data": [{"id": "91"}]},
             "notes": {"data": [{"id": "3"}]}, "events": [{"name": "bought"}]}
            """;

    private static final String CONVERSATION = """
            {"id": 471, "source": {"attachments": [{"name": "a.png"}]},
             "contacts": {"contacts": [{"id": "c1"}]}, "tags": {"tags": [{"id": "1"}]},
             "teammates": {"admins": [{"id": "6"}]}, "linked_objects": {"data": [{"id": "472"}]},
             "ai_agent": {"content_sources": {"content_sources": [{"title": "a"}]}},
             "conversation_parts": {"conversation_parts": [
               {"id": "9", "attachments": [{"name": "b.png"}], "tags": [{"id": "1"}]}]}}
            """;

    /** An entity of each kind, by the name that the dictionary gives it. */
    private static final Map<String, String> ENTITIES = Map.ofEntries(
            Map.entry("contact", CONTACT),
            Map.entry("conversation", CONVERSATION),
            Map.entry("company", """
                    {"id": "5", "type": "%s", "tags": {"tags": [{"id": "7"}]}, "segments": {"segments": [{"id": "8"}]},
                     "notes": {"data": [{"id": "17"}]}}
                    """),
            Map.entry("call", "{\"id\": \"123\", \"transcripts\": [{\"id\": \"123\"}]}"),
            Map.entry("team", "{\"type\": \"team\", \"id\": \"6\", \"admin_ids\": [1]}"),
            Map.entry("membership", """
                    {"id": "m", "role": "%s", "contact_id": "c1", "segment_id": "8"}
                    """),
            Map.entry("ticket", """
                    {"id": "21", "contacts": {"contacts": [{"id": "c1"}]}, "linked_objects": {"data": [{"id": "22"}]},
                     "ticket_parts": {"ticket_parts": [{"id": "9", "attachments": [{"name": "b.png"}]}]}}
                    """),
            Map.entry("ticket_type", """
                    {"id": "53", "ticket_type_attributes": {"data": [{"id": "219"}]}, "ticket_states": {"data": [{"id": "1"}]}}
                    """),
            Map.entry("article", """
                    {"id": "68", "translated_content": {"type": "article_translated_content", "fr": {"title": "a"}},
                     "parent_ids": [159], "tags": {"tags": [{"id": "7"}]}}
                    """),
            Map.entry("collection", """
                    {"id": "160", "translated_content": {"fr": {"name": "a"}, "de": null}}
                    """),
            Map.entry("macro", "{\"id\": \"123\", \"visible_to_team_ids\": [\"6\"]}"),
            Map.entry("news_item", "{\"id\": \"141\", \"newsfeed_assignments\": [{\"newsfeed_id\": 68}]}"),
            Map.entry("data_attribute", "{\"model\": \"company\", \"full_name\": \"plan.name\"}"));

    static Stream<Table> tables() {
        return Tables.ALL.stream();
    }

    @Test
    void each_table_belongs_to_these_tables() {
        assertThat(tables().filter(table -> table.owner() != null)
                        .map(table -> table.name() + table.owner().tables()))
                .containsExactly(
                        "users_tags[users]",
                        "users_segments[users]",
                        "users_companies[users]",
                        "users_social_profiles[users]",
                        "notes[users, leads]",
                        "events_summary[users]",
                        "leads_tags[leads]",
                        "leads_segments[leads]",
                        "leads_companies[leads]",
                        "leads_social_profiles[leads]",
                        "conversations_attachments[conversations]",
                        "conversations_customers[conversations]",
                        "conversations_tags[conversations]",
                        "conversation_parts[conversations]",
                        "conversation_parts_attachments[conversations]",
                        "tickets_contacts[tickets]",
                        "tickets_linked_objects[tickets]",
                        "ticket_parts[tickets]",
                        "ticket_parts_attachments[tickets]",
                        "ticket_type_attributes[ticket_types]",
                        "ticket_types_states[ticket_types]",
                        "articles_translations[articles]",
                        "articles_collections[articles]",
                        "articles_tags[articles]",
                        "collections_translations[collections]",
                        "teams_admins[teams]",
                        "companies_tags[companies]",
                        "companies_segments[companies]",
                        "company_notes[companies]",
                        "users_subscriptions[users]",
                        "leads_subscriptions[leads]",
                        "macros_teams[macros]",
                        "conversations_teammates[conversations]",
                        "conversations_linked_objects[conversations]",
                        "conversations_content_sources[conversations]",
                        "conversation_parts_tags[conversations]",
                        "call_transcripts[calls]",
                        "news_items_newsfeeds[news_items]");
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_row_and_its_tombstone_name_their_owner(Table table) {
        String owner = expected(table);
        List<Row> rows = RowsRead.read(table, entity(table)).rows();

        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            assertThat(row.owner()).isEqualTo(owner);
            assertThat(reader(table).tombstone("c1", row.keyParts()).owner())
                    .isEqualTo(table.owner() == null ? null : "c1");
        });
    }

    @ParameterizedTest
    @MethodSource("tables")
    void the_owner_changes_no_digest(Table table) {
        Row row = RowsRead.read(table, entity(table)).rows().get(0);
        Row other = new Row(table, row.key(), row.value(), "other");

        assertThat(other.digest()).isEqualTo(row.digest());
        assertThat(other.documentedDigest()).isEqualTo(row.documentedDigest());
        assertThat(RowSchema.of(table, ColumnSet.EXTENDED).value().fields())
                .noneMatch(field -> field.name().contains("owner.id"));
    }

    @ParameterizedTest
    @CsvSource({"null", "''", "' 7'", "a/b"})
    void a_row_of_an_entity_without_a_usable_id_has_no_owner(String id) {
        Table parts = Tables.named("conversation_parts").orElseThrow();
        String text = "null".equals(id) ? id : '"' + id + '"';

        assertThat(RowsRead.read(parts, CONVERSATION.replace("471", text)).rows())
                .singleElement()
                .satisfies(row -> assertThat(row.owner()).isNull());
    }

    private static String expected(Table table) {
        JsonNode entity = RowsRead.entity(entity(table));
        return table.owner() == null
                ? null
                : "membership".equals(table.entityName())
                        ? "c1"
                        : entity.path("id").asText();
    }

    private static String entity(Table table) {
        return ENTITIES.getOrDefault(table.entityName(), "{\"id\": \"7\"}")
                .replace(
                        "%s",
                        table.filter() == null || !table.filter().selects()
                                ? ""
                                : table.filter().text());
    }

    private static RowReader reader(Table table) {
        return new RowReader(table, ColumnSet.DOCUMENTED, (name, column) -> {});
    }
}
