package io.kafkaconnect.intercom.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.simulation.DeliveryPropertyTest;
import io.kafkaconnect.intercom.simulation.FirstReading;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cost of a table is as documented, because no request is sent that cannot lead to a row. */
class CostTest {
    private static final FirstReading READING = new FirstReading(
            new Size(2_100, 1_200, 850, 7, 40, 6, 3, 1_000, 1, 2, 130, Duration.ofDays(90)),
            DeliveryPropertyTest::task);

    /** The last page of a list is not full, and the customers of a page of conversations fill no search of their own. */
    private static final double PARTLY_FILLED = 13;

    static Stream<String> tables() {
        // The empty windows of the activity log depend on the years since Intercom began.
        return Tables.ALL.stream().map(Table::name).filter(table -> !table.equals("activity_logs"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_first_pass_takes_as_many_requests_as_documented(String table) {
        double documented = Cost.of(table).stream()
                .mapToDouble(cost -> cost.in(READING.workspace()))
                .sum();
        int requests = READING.requestsFor(table);
        assertThat((double) requests).as(table).isBetween(documented, documented + PARTLY_FILLED);
    }

    @Test
    void tables_of_one_list_share_its_pages_and_those_of_one_detail_its_calls() {
        assertThat(READING.requestsFor("conversations"))
                .isEqualTo(READING.requestsFor("conversations,conversation_parts,conversation_parts_attachments"));
    }
}
