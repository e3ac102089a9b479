package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Duration;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Back-offs do not stand in one line: where half of all answers fail, the rest comes all the same. In a time of its own. */
class HalfFaultyTest {
    private static final Size SIZE = new Size(90, 60, 80, 4, 20, 6, 3, 40, 1, 2, 10, Duration.ofDays(90));
    /** A scroll of companies that breaks stays open for a minute. */
    private static final String TABLES = Tables.ALL.stream()
            .filter(table -> !table.byNameOnly())
            .map(Table::name)
            .filter(name -> !name.equals("companies"))
            .collect(Collectors.joining(","));

    /** {@code intercom.retry.backoff.max.ms}. */
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

    /** A time-out takes five seconds in the model. */
    private static final Duration TIME_OUT = Duration.ofSeconds(5);

    /** The waits of a request that fails so often in a row: a second, and each time twice as long. */
    private static Duration backoffs(int failures) {
        Duration waits = Duration.ZERO;
        Duration next = Duration.ofSeconds(1);
        for (int i = 0; i < failures; i++) {
            waits = waits.plus(next);
            next = next.compareTo(LONGEST_BACKOFF.dividedBy(2)) > 0 ? LONGEST_BACKOFF : next.multipliedBy(2);
        }
        return waits;
    }

    @BeforeAll
    static void quiet() {
        Configurator.setLevel(HalfFaultyTest.class.getPackageName(), Level.ERROR);
    }

    @AfterAll
    static void loud() {
        Configurator.reconfigure();
    }

    @ParameterizedTest
    @EnumSource(
            value = Trouble.class,
            names = {
                "FAILURE",
                "TRUNCATED_DATA",
                "OVERLOADED",
                "NO_ANSWER",
                "FOREIGN_FAILURE",
                "FOREIGN_TOO_MANY_REQUESTS",
                "FOREIGN_ABSENCE"
            })
    void a_reading_takes_three_times_as_long_at_most_and_the_waits_of_its_unluckiest_request(Trouble trouble) {
        FirstReading.Reading fair = new FirstReading(SIZE, DeliveryPropertyTest::task).read(TABLES);
        FirstReading.Reading faulty = new FirstReading(SIZE, DeliveryPropertyTest::task).read(TABLES, trouble);

        assertThat(faulty.rows()).isEqualTo(fair.rows());
        assertThat(faulty.time())
                .isLessThanOrEqualTo(fair.time()
                        .multipliedBy(3)
                        .plus(backoffs(faulty.longestRun()))
                        .plus(
                                trouble == Trouble.NO_ANSWER
                                        ? TIME_OUT.multipliedBy(faulty.longestRun())
                                        : Duration.ZERO));
    }
}
