package io.kafkaconnect.intercom.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class ShownTableTest {
    private static final Schema SCHEMA = SchemaBuilder.record("user")
            .fields()
            .requiredString("type")
            .requiredString("id")
            .optionalString("name")
            .optionalString("phone")
            .endRecord();

    private final ShownTable table = new ShownTable("intercom.users");

    @Test
    void rows_are_shown_without_the_columns_that_do_not_differ() {
        table.add("intercom.users", "1", row("1", "Ann"));
        table.add("intercom.users", "2", row("2", null));
        table.add("intercom.tags", "3", row("3", "other topic"));

        assertThat(String.join("\n", table.lines(80))).isEqualTo("""
                intercom.users: the first 2 rows
                id  name
                --  ----
                 1  Ann
                 2

                All columns of the first row that hold something:
                  type: user
                  id: 1
                  name: Ann""");
    }

    @Test
    void a_row_that_changes_is_shown_as_it_is_now_and_a_deleted_one_is_not_shown() {
        table.add("intercom.users", "1", row("1", "Ann"));
        table.add("intercom.users", "2", row("2", "Ben"));
        table.add("intercom.users", "1", row("1", "Anna"));
        table.add("intercom.users", "2", null);

        assertThat(table.lines(80)).contains("  name: Anna").noneMatch(line -> line.contains("Ben"));
    }

    @Test
    void more_than_a_screen_full_is_counted() {
        for (int i = 0; i < ShownTable.MOST + 5; i++) {
            table.add("intercom.users", i, row("u" + i, "Ann"));
        }

        assertThat(table.lines(80))
                .contains("intercom.users: the first 20 rows, 5 more records follow")
                .filteredOn(line -> line.matches("u\\d+"))
                .hasSize(ShownTable.MOST);
    }

    @Test
    void no_line_exceeds_the_window() {
        table.add("intercom.users", "1", row("1", "x".repeat(200)));

        assertThat(table.lines(60)).allMatch(line -> line.length() <= 60);
    }

    private static GenericRecord row(String id, String name) {
        return new GenericRecordBuilder(SCHEMA)
                .set("type", "user")
                .set("id", id)
                .set("name", name)
                .build();
    }
}
