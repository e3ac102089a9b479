package io.kafkaconnect.intercom.feed.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisiblePartsTest {
    private final ObjectNode conversation = conversation();

    /** With the newest 500 parts, 1000 to 1499, of 600. */
    private static ObjectNode conversation() {
        ObjectNode conversation = JsonNodeFactory.instance.objectNode();
        ObjectNode parts = conversation.putObject("conversation_parts").put("total_count", 600);
        for (int i = 0; i < 500; i++) {
            ObjectNode part = parts.withArray("conversation_parts").addObject().put("id", Integer.toString(1_000 + i));
            if (i != 2) {
                part.putArray("attachments");
            }
            if (i == 4) {
                part.putNull("tags");
            } else if (i != 3) {
                part.putArray("tags");
            }
        }
        conversation.putObject("contacts").put("total_count", 5).putArray("contacts");
        return conversation;
    }

    @ParameterizedTest
    @CsvSource({
        "conversation_parts/1200, true",
        "conversation_parts/1000, true",
        "conversation_parts/999, false",
        "conversation_parts_attachments/999/0, false",
        "conversation_parts_attachments/1001/0, true",
        "conversation_parts/1002, true",
        "conversation_parts_attachments/1002/0, false",
        "conversation_parts_attachments/1003/0, true",
        "conversation_parts_tags/999/7, false",
        "conversation_parts_tags/1002/7, true",
        "conversation_parts_tags/1003/7, false",
        "conversation_parts_tags/1004/7, true",
        "conversation_parts/x, false",
        "conversations_tags/1/1, true"
    })
    void parts_that_are_older_than_the_500_newest_and_files_and_tags_of_parts_without_a_list_are_out_of_view(
            String row, boolean isVisible) {
        assertThat(VisibleParts.of(conversation).test(row)).isEqualTo(isVisible);
    }

    @Test
    void an_id_that_is_no_number_brings_no_older_part_into_view() {
        part(0).put("id", "x");
        part(1).remove("id");

        Predicate<String> visible = VisibleParts.of(conversation);

        assertThat(visible.test("conversation_parts/999")).isFalse();
        assertThat(visible.test("conversation_parts/x")).isTrue();
        assertThat(visible.test("conversation_parts/y")).isFalse();
    }

    @Test
    void as_many_parts_as_there_can_be_say_nothing_of_other_lists() {
        assertThat(isWhole("conversation_parts")).isTrue();
        assertThat(isWhole("conversation_parts_attachments")).isTrue();
        assertThat(isWhole("conversation_parts_tags")).isTrue();
        assertThat(isWhole("conversations_customers")).isFalse();
    }

    private ObjectNode part(int number) {
        return (ObjectNode) conversation
                .path("conversation_parts")
                .path("conversation_parts")
                .get(number);
    }

    private boolean isWhole(String table) {
        RowReader reader =
                new RowReader(Tables.named(table).orElseThrow(), ColumnSet.DOCUMENTED, (where, column) -> {});
        return VisibleParts.isWhole(reader, conversation);
    }
}
