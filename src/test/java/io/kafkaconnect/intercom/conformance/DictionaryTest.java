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

    private static final Map<String, String> GAPS = Map.of(
            "contact.location.continent_code",
            "seen in answers, not declared in contact_location",
            "contact.location.country_code",
            "seen in answers, not declared in contact_location",
            "contact.location.timezone",
            "seen in answers, not declared in contact_location",
            "conversation.contacts.contacts[].role",
            "put there by the reader, from the contact",
            "conversation.contacts.contacts[0].role",
            "put there by the reader, from the contact",
            "contact.tags.tags[]",
            ELSEWHERE,
            "contact.companies.companies[]",
            ELSEWHERE,
            "conversation.tags.data[]",
            ELSEWHERE);

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

        assertThat(List.of("contact.tags.data[].applied_by.id", "contact.events[].first", "admin.admin_ids"))
                .allMatch(fields::has);
        assertThat(List.of("contact.nmae", "contact.events[].when", "contact.event[].first", "note.id", "contact.id.x"))
                .noneMatch(fields::has);
    }

    /** The paths in the words that the documentation has for the source of a column. */
    private static List<String> paths(Table table, Column column) {
        Pattern path = Pattern.compile("\\b" + table.entityName() + "(\\.[a-z_]+(\\[0?\\])?)+");
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
                paths.add(way + "." + String.join(".", name.steps()) + "[]");
            }
            way = way + "." + String.join(".", list.paths().get(0).steps()) + "[]";
        }
        return paths;
    }
}
