package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.http.LoggedRequest;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables beside the 22 of the default, column by column, against what the source holds. */
@ExtendWith(ClusterMode.Stopping.class)
class FurtherTablesIT {
    private static final Size CHANGING = new Size(60, 40, 15, 6, 10, 4, 3, 80, 0, 4, 5, Duration.ofDays(40));

    /** Every template, and the tables that are in none. */
    static final String EVERYTHING = "all,activity_logs,articles_statistics,calls,call_transcripts,company_notes";

    @ParameterizedTest
    @EnumSource
    void all_tables_equal_the_source_after_a_backfill_changes_and_a_restart(ClusterMode guarantee) {
        List<String> tables = Truth.FURTHER_TABLES;
        Map<String, String> settings = Map.of("intercom.tables", EVERYTHING, "tasks.max", "6");
        try (Sandbox sandbox = Sandbox.start(new Options().size(CHANGING).seed(5));
                Deployment deployment = new Deployment(guarantee, sandbox, settings).create()) {
            deployment.awaitRows(tables);
            for (String table : tables) {
                assertThat(deployment.topics().timesSent(table).values())
                        .as("times that a row of %s was sent", table)
                        .allMatch(times -> times == 1);
            }
            Random random = new Random(5);
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 60; i++) {
                    sandbox.changes().items().random(random);
                    sandbox.changes().tickets().random(random);
                }
                sandbox.changes().riding(random, 60);
                deployment.post("/restart?includeTasks=true");
                deployment.awaitRows(tables);
            }
            assertThat(sandbox.requests().all())
                    .extracting(LoggedRequest::status)
                    .doesNotContain(429);
        }
    }
}
