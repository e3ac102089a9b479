package io.kafkaconnect.intercom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.table.Column;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.Source;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every field that the data dictionary names is one that Intercom describes. */
class DictionaryTest {

    private static final String ELSEWHERE = "the other name that such a list has in some answers";

    private static final String NO_LOCATION = "seen in answers, not declared in contact_location";

    private static final String ROLE = "put there by the reader, from the contact";

    private static final String OPTED = "seen in answers, not declared in contact";

    private static final String TRANSLATED = "told of in the notes on API 2.16, not declared in the part";

    private static final String OWN_ATTRIBUTE = "a key of ticket_custom_attributes, which declares only the values";

    private static final String LABEL = "API 2.11 has it beside the state, later versions inside";

    private static final String SEARCHED =
            "declared in the response to POST /calls/search alone, without a schema of a name";

    private static final String PREVIEW = "in the Preview of August 2026";

    private static final Map<String, String> GAPS = Map.ofEntries(
            Map.entry("contact.location.continent_code", NO_LOCATION),
            Map.entry("contact.location.country_code", NO_LOCATION),
            Map.entry("contact.location.timezone", NO_LOCATION),
            Map.entry("contact.opted_in_subscription_types.data[]", OPTED),
            Map.entry("contact.opted_out_subscription_types.data[]", OPTED),
            Map.entry("conversation.contacts.contacts[].role", ROLE),
            Map.entry("conversation.contacts.contacts[0].role", ROLE),
            Map.entry("ticket.contacts.contacts[].role", ROLE),
            Map.entry("conversation.conversation_parts.conversation_parts[].translations", TRANSLATED),
            Map.entry("ticket.ticket_parts.ticket_parts[].translations", TRANSLATED),
            Map.entry("ticket.ticket_attributes._default_title_", OWN_ATTRIBUTE),
            Map.entry("ticket.ticket_attributes._default_description_", OWN_ATTRIBUTE),
            Map.entry("ticket.ticket_state_internal_label", LABEL),
            Map.entry("ticket.ticket_state_external_label", LABEL),
            Map.entry("article.statistics.conversations", "the name that answers have for conversions"),
            Map.entry("call.transcripts[]", SEARCHED),
            Map.entry("call.transcripts[].transcript", SEARCHED),
            Map.entry("call.transcripts[].transcript_status", SEARCHED),
            Map.entry("call.duration", PREVIEW),
            Map.entry("call.talk_time", PREVIEW),
            Map.entry("call.queue_time", PREVIEW),
            Map.entry("call.hold_time", PREVIEW),
            Map.entry("ticket_type.is_internal", "seen in answers, not declared in ticket_type"),
            Map.entry("contact.tags.tags[]", ELSEWHERE),
            Map.entry("contact.companies.companies[]", ELSEWHERE),
            Map.entry("conversation.ticket", "used by a public client, not declared in the conversation"),
            Map.entry("conversation.tags.data[]", ELSEWHERE));

    /** An entity that a reader makes itself, out of a segment and the contacts found in it. */
    private static final String MADE = "membership";

    @Test
    void every_source_of_a_column_is_declared() throws IOException {
        DescribedFields fields = new DescribedFields(Description.given());
        KnownGaps gaps = new KnownGaps(GAPS);
        List<String> faults = new ArrayList<>();
        Set<String> all = new LinkedHashSet<>();
        int columns = 0;
        int without = 0;
        for (Table table : Tables.ALL) {
            if (table.entityName().equals(MADE)) {
                continue;
            }
            all.addAll(lists(table));
            for (Column column : table.columns(ColumnSet.EXTENDED)) {
                columns++;
                List<String> paths = paths(table, column);
                boolean mayHaveNone = column.source() instanceof Source.Retired
                        || column.source() instanceof Source.Constant
                        || column.source() instanceof Source.Position;
                without += paths.isEmpty() ? 1 : 0;
                if (paths.isEmpty() != mayHaveNone) {
                    faults.add(table.name() + "." + column.name() + " is from " + table.origin(column));
                }
                all.addAll(paths);
            }
        }
        all.stream()
                .filter(path -> !fields.has(path))
                .filter(path -> !gaps.allow(path))
                .forEach(faults::add);

        assertThat(faults).isEmpty();
        assertThat(gaps.unmet()).as("gaps that are none any more").isEmpty();
        System.out.printf(
                "Conformance of the dictionary: %d columns with %d different sources checked (%d columns have none); %d known gaps%n",
                columns, all.size(), without, gaps.size());
    }

    @Test
    void a_field_that_is_not_declared_is_found() throws IOException {
        DescribedFields fields = new DescribedFields(Description.given());

        assertThat(List.of(
                        "contact.tags.data[].applied_by.id",
                        "contact.events[].first",
                        "contact.subscriptions.data[].id",
                        "admin.admin_ids",
                        "article.translated_content.<locale>.title",
                        "ticket_type.ticket_type_attributes.data[].order"))
                .allMatch(fields::has);
        assertThat(List.of(
                        "contact.nmae",
                        "contact.events[].when",
                        "contact.event[].first",
                        "contact.subscriptions.data[].ids",
                        "note.id",
                        "contact.id.x",
                        "article.translated_content.<locale>.titel",
                        "article.statistics.view",
                        "ticket_type.ticket_type_attributes.data[].ordre",
                        "ticket_type.ticket_states.admins[]"))
                .noneMatch(fields::has);
    }

    /** The paths in the words that the documentation has for the source of a column. */
    private static List<String> paths(Table table, Column column) {
        Pattern path = Pattern.compile("\\b" + table.entityName() + "(\\.([a-z_]+|<locale>)(\\[0?\\])?)+");
        return path.matcher(table.origin(column))
                .results()
                .map(found -> found.group())
                .toList();
    }

    /** The lists whose entries become rows, under all their names. */
    private static List<String> lists(Table table) {
        List<String> paths = new ArrayList<>();
        String way = table.entityName();
        for (Table.ElementList list : table.lists()) {
            for (Source.Path name : list.paths()) {
                paths.add(way + "." + String.join(".", name.steps()) + entry(list));
            }
            way = way + "." + String.join(".", list.paths().get(0).steps()) + entry(list);
        }
        return paths;
    }

    private static String entry(Table.ElementList list) {
        return list.form() == Table.EntryForm.LANGUAGE ? ".<locale>" : "[]";
    }
}
