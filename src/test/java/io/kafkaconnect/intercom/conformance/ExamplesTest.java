package io.kafkaconnect.intercom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.NextPage;
import io.kafkaconnect.intercom.table.ColumnSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every example of our objects becomes rows. */
class ExamplesTest {

    private static final String UNDECLARED = "seen in answers, not declared in contact_location";

    private static final String TRANSLATED = "told of in the notes on API 2.16, not declared in the part";

    private static final Map<String, String> DEFECTS = Map.of(
            "POST /conversations/{conversation_id}/customers 200 'Attach a contact to a conversation': "
                    + "malformed conversations, key column id is missing",
            "the example shows only the customers of the conversation",
            "DELETE /conversations/{conversation_id}/customers/{contact_id} 200 'Detach a contact from a group conversation': "
                    + "malformed conversations, key column id is missing",
            "the example shows only the customers of the conversation");

    private static final String NO_EXAMPLE = "the field is declared without an example";

    private static final String SEARCHED =
            "declared in the response to POST /calls/search alone, without a schema of a name";

    private static final String PREVIEW = "in the Preview of August 2026";

    private static final Map<String, String> NEVER_FILLED = Map.ofEntries(
            Map.entry("users.location_data_continent_code", UNDECLARED),
            Map.entry("users.location_data_country_code", UNDECLARED),
            Map.entry("users.location_data_timezone", UNDECLARED),
            Map.entry("leads.location_data_continent_code", UNDECLARED),
            Map.entry("leads.location_data_country_code", UNDECLARED),
            Map.entry("leads.location_data_timezone", UNDECLARED),
            Map.entry("users.custom_attributes", NO_EXAMPLE),
            Map.entry("leads.custom_attributes", NO_EXAMPLE),
            Map.entry("conversations.conversation_message_url", "the example of source.url is null"),
            Map.entry("conversations.is_ticket", "used by a public client, not declared in the conversation"),
            Map.entry("conversations.admin_assignee_id", "the example is 0: nobody"),
            Map.entry("conversation_parts.translations", TRANSLATED),
            Map.entry("ticket_parts.translations", TRANSLATED),
            Map.entry("ticket_types.is_internal", "seen in answers, not declared in ticket_type"),
            Map.entry("ticket_types.created_at", NO_EXAMPLE),
            Map.entry("ticket_types.updated_at", NO_EXAMPLE),
            Map.entry("ticket_type_attributes.created_at", NO_EXAMPLE),
            Map.entry("ticket_type_attributes.updated_at", NO_EXAMPLE),
            Map.entry("articles_translations.url", NO_EXAMPLE),
            Map.entry("articles_statistics.sad_reaction_percentage", NO_EXAMPLE),
            Map.entry("call_transcripts.transcript", SEARCHED),
            Map.entry("call_transcripts.transcript_status", SEARCHED),
            Map.entry("calls.fin_recording_url", NO_EXAMPLE),
            Map.entry("calls.fin_transcription_url", NO_EXAMPLE),
            Map.entry("calls.duration", PREVIEW),
            Map.entry("calls.talk_time", PREVIEW),
            Map.entry("calls.queue_time", PREVIEW),
            Map.entry("calls.hold_time", PREVIEW),
            Map.entry("internal_articles.title", NO_EXAMPLE),
            Map.entry("internal_articles.locale", NO_EXAMPLE));

    /** The description has no example of its id, and without an id there is no row. */
    private static final ObjectKind WITHOUT_ID = ObjectKind.AWAY_STATUS_REASON;

    private static final Map<String, String> EXTRACTS = Map.of(
            "GET /content/search 200 'Search successful'", "what is found has only a type, an id and a title",
            "POST /calls/search 200 'successful'", "only its transcript is read, and put into the call of a list");

    /** How our objects name themselves. */
    private static final Set<String> OURS = Set.of(
            "contact",
            "company",
            "admin",
            "team",
            "tag",
            "segment",
            "conversation",
            "call",
            "note",
            "event.summary",
            "ticket",
            "ticket_part",
            "ticket_type",
            "ticket_type_attribute",
            "ticket_state",
            "article",
            "internal_article",
            "brand",
            "subscription",
            "data_attribute",
            "macro",
            "conversation_attribute",
            "news-item",
            "newsfeed",
            "external_page",
            "content_import_source",
            "content_snippet");

    private Description description;

    @BeforeEach
    void describe() throws IOException {
        description = Description.given();
    }

    @ParameterizedTest
    @EnumSource
    void every_example_of_an_answer_becomes_rows(ColumnSet set) {
        RowsOf rows = new RowsOf(set);
        int examples = 0;
        int objects = 0;
        for (Example example : description.examples().filter(Example::isData).toList()) {
            if (ObjectKind.of(example).isPresent()) {
                examples++;
                for (ObjectNode object : ObjectKind.objects(example.value())) {
                    objects++;
                    Placement.of(ObjectKind.of(example).get(), object)
                            .forEach(placement -> rows.read(example.name(), placement));
                }
            }
        }
        KnownGaps gaps = new KnownGaps(DEFECTS);
        assertThat(rows.defects()).allMatch(gaps::allow);
        assertThat(gaps.unmet()).isEmpty();
        System.out.printf(
                "Conformance of examples of API %s, %s columns: %d examples with %d objects became %d rows: %s; %d known defects%n",
                description.version(), set, examples, objects, rows.total(), rows.rows(), gaps.size());
    }

    @ParameterizedTest
    @EnumSource
    void the_examples_of_all_fields_become_rows_that_leave_no_column_empty(ColumnSet set) {
        ExampleOfSchema examples = new ExampleOfSchema(description);
        RowsOf rows = new RowsOf(set);
        for (ObjectKind kind : ObjectKind.values()) {
            for (ObjectNode object : examples.objects(kind.schema())) {
                if (kind == WITHOUT_ID) {
                    object.put("id", "1");
                }
                Placement.of(kind, object).forEach(placement -> rows.read(kind.schema(), placement));
            }
        }
        ObjectNode lead = examples.object("contact").put("role", "lead");
        Placement.of(ObjectKind.CONTACT, lead).forEach(placement -> rows.read("lead", placement));

        KnownGaps gaps = new KnownGaps(NEVER_FILLED);
        assertThat(rows.defects()).isEmpty();
        assertThat(rows.neverFilled()).allMatch(gaps::allow);
        if (set == ColumnSet.EXTENDED) {
            assertThat(gaps.unmet()).isEmpty();
        }
        System.out.printf(
                "Conformance of the examples of fields of API %s, %s columns: %d rows: %s; %d columns known to be empty%n",
                description.version(),
                set,
                rows.total(),
                rows.rows(),
                rows.neverFilled().size());
    }

    @Test
    void the_next_page_is_found_where_an_example_has_one() {
        List<String> more = description
                .examples()
                .filter(example -> example.isData() && ObjectKind.of(example).isPresent())
                .filter(example -> !NextPage.next(example.value()).isEmpty())
                .map(Example::name)
                .toList();
        // The only other "next" of ours is no URL: the one of the events has a blank in it.
        assertThat(more)
                .containsExactly(
                        "GET /macros 200 'basic_list'",
                        "GET /macros 200 'pagination_with_cursor'",
                        "GET /macros 200 'large_list_preview'",
                        "GET /conversations/deleted 200 'successful'");
    }

    @Test
    void no_example_of_ours_is_passed_over() {
        List<String> passed = new ArrayList<>();
        description
                .examples()
                .filter(example -> example.isData() && ObjectKind.of(example).isEmpty())
                .forEach(example -> ObjectKind.objects(example.value()).stream()
                        .filter(object -> OURS.contains(object.path("type").asText()))
                        .forEach(object -> passed.add(example.name())));
        KnownGaps gaps = new KnownGaps(EXTRACTS);
        assertThat(passed).allMatch(gaps::allow);
        assertThat(gaps.unmet()).isEmpty();
    }
}
