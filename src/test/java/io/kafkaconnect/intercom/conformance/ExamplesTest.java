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

    private static final Map<String, String> DEFECTS = Map.of(
            "POST /conversations/{conversation_id}/customers 200 'Attach a contact to a conversation': "
                    + "malformed conversations, key column id is missing",
            "the example shows only the customers of the conversation",
            "DELETE /conversations/{conversation_id}/customers/{contact_id} 200 'Detach a contact from a group conversation': "
                    + "malformed conversations, key column id is missing",
            "the example shows only the customers of the conversation");

    private static final Map<String, String> NEVER_FILLED = Map.of(
            "users.location_data_continent_code",
            UNDECLARED,
            "users.location_data_country_code",
            UNDECLARED,
            "users.location_data_timezone",
            UNDECLARED,
            "leads.location_data_continent_code",
            UNDECLARED,
            "leads.location_data_country_code",
            UNDECLARED,
            "leads.location_data_timezone",
            UNDECLARED,
            "users.custom_attributes",
            "the field is declared without an example",
            "leads.custom_attributes",
            "the field is declared without an example",
            "conversations.conversation_message_url",
            "the example of source.url is null",
            "conversations.admin_assignee_id",
            "the example is 0: nobody");

    /** How our objects name themselves. */
    private static final Set<String> OURS =
            Set.of("contact", "company", "admin", "team", "tag", "segment", "conversation", "note", "event.summary");

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
            ObjectNode object = examples.object(kind.schema());
            Placement.of(kind, object).forEach(placement -> rows.read(kind.schema(), placement));
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
        assertThat(more).containsExactly("GET /conversations/deleted 200 'successful'");
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
        assertThat(passed).isEmpty();
    }
}
