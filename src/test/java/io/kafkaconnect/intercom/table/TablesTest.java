package io.kafkaconnect.intercom.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.support.Golden;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TablesTest {

    @Test
    void tablesColumnsTypesAndKeysAreTheDocumentedOnesInTheirOrder() throws IOException {
        List<String> documented = Files.readAllLines(Golden.resource("dictionary.csv")).stream()
                .filter(line -> !line.startsWith("#") && !line.startsWith("table,"))
                .toList();

        assertThat(dictionary()).isEqualTo(documented);
    }

    @Test
    void keysAreInTheOrderFromTheOuterToTheInner() {
        assertThat(Tables.ALL.stream()
                        .filter(table -> table.key().size() > 1)
                        .map(table -> table.name()
                                + table.key().stream().map(Column::name).toList()))
                .containsExactly(
                        "users_tags[users_pk, id]",
                        "users_segments[users_pk, id]",
                        "users_companies[users_pk, id]",
                        "users_social_profiles[users_pk, name]",
                        "events_summary[user_id, name]",
                        "leads_tags[leads_pk, id]",
                        "leads_segments[leads_pk, id]",
                        "leads_companies[leads_pk, id]",
                        "leads_social_profiles[leads_pk, name]",
                        "conversations_attachments[conversations_pk, position]",
                        "conversations_customers[conversations_pk, id]",
                        "conversations_tags[conversations_pk, id]",
                        "conversation_parts_attachments[conversation_parts_pk, position]",
                        "tickets_contacts[tickets_pk, id]",
                        "tickets_linked_objects[tickets_pk, id]",
                        "ticket_parts_attachments[ticket_parts_pk, position]",
                        "ticket_types_states[ticket_types_pk, id]",
                        "articles_translations[articles_pk, locale]",
                        "articles_collections[articles_pk, id]",
                        "articles_tags[articles_pk, id]",
                        "collections_translations[collections_pk, locale]",
                        "teams_admins[teams_pk, id]",
                        "companies_tags[companies_pk, id]",
                        "companies_segments[companies_pk, id]",
                        "users_subscriptions[users_pk, id]",
                        "leads_subscriptions[leads_pk, id]",
                        "data_attributes[model, full_name]",
                        "macros_teams[macros_pk, id]",
                        "conversations_teammates[conversations_pk, id]",
                        "conversations_linked_objects[conversations_pk, id]",
                        "conversations_content_sources[conversations_pk, position]",
                        "conversation_parts_tags[conversation_parts_pk, id]",
                        "news_items_newsfeeds[news_items_pk, id]");
    }

    @Test
    void aTableIsFoundByItsNameOnly() {
        for (Table table : Tables.ALL) {
            assertThat(Tables.named(table.name())).containsSame(table);
        }
        assertThat(Tables.named("Users")).isEmpty();
        assertThat(Tables.named("")).isEmpty();
    }

    @Test
    void aColumnHasOneNameAndOneOrigin() {
        for (Table table : Tables.ALL) {
            Set<String> names = new HashSet<>();
            for (Column column : table.columns(ColumnSet.EXTENDED)) {
                assertThat(names.add(column.name()))
                        .as("%s.%s once", table.name(), column.name())
                        .isTrue();
                assertThat(table.origin(column)).isNotBlank();
            }
            assertThat(table.columns(ColumnSet.EXTENDED))
                    .startsWith(table.documented().toArray(Column[]::new));
            assertThat(table.streams()).isNotEmpty();
        }
    }

    @Test
    void originsReadLikeTheApi() {
        assertThat(origin("users", "location_data_city_name")).isEqualTo("contact.location.city");
        assertThat(origin("users", "type")).isEqualTo("constant \"user\"");
        assertThat(origin("users", "session_count")).isEqualTo("no longer filled by Intercom");
        assertThat(origin("users", "avatar_image_url"))
                .isEqualTo("contact.avatar.image_url, or contact.avatar itself when it is a plain value");
        assertThat(origin("users_tags", "id")).isEqualTo("contact.tags.data[].id");
        assertThat(origin("users_tags", "users_pk")).isEqualTo("contact.id");
        assertThat(origin("segments", "person_type")).isEqualTo("segment.person_type, \"contact\" becomes \"lead\"");
        assertThat(origin("conversations", "user_id")).isEqualTo("conversation.contacts.contacts[0].id");
        assertThat(origin("conversation_parts_attachments", "conversation_parts_pk"))
                .isEqualTo("conversation.conversation_parts.conversation_parts[].id");
        assertThat(origin("conversation_parts_attachments", "url"))
                .isEqualTo("conversation.conversation_parts.conversation_parts[].attachments[].url");
        assertThat(origin("conversation_parts_attachments", "conversations_pk")).isEqualTo("conversation.id");
    }

    private static String origin(String table, String column) {
        Table found = Tables.named(table).orElseThrow();
        return found.columns(ColumnSet.EXTENDED).stream()
                .filter(candidate -> candidate.name().equals(column))
                .map(found::origin)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> dictionary() {
        List<String> lines = new ArrayList<>();
        for (Table table : Tables.ALL) {
            for (Column column : table.documented()) {
                lines.add(line(table, column, table.key().contains(column) ? "key" : ""));
            }
            for (Column column : table.key()) {
                if (!table.documented().contains(column)) {
                    lines.add(line(table, column, "key only"));
                }
            }
        }
        return lines;
    }

    private static String line(Table table, Column column, String key) {
        return String.join(
                ",", table.name(), column.name(), column.type().name().toLowerCase(Locale.ROOT), key);
    }
}
