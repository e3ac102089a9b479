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

    /** A time-out takes five seconds in the model. One request meets a few of them, one after the other. */
    private static final Duration TIME_OUTS = Duration.ofSeconds(30);

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
    void a_reading_takes_three_times_as_long_at_most_and_one_back_off(Trouble trouble) {
        FirstReading.Reading fair = new FirstReading(SIZE, DeliveryPropertyTest::task).read(TABLES);
        FirstReading.Reading faulty = new FirstReading(SIZE, DeliveryPropertyTest::task).read(TABLES, trouble);

        assertThat(faulty.rows()).isEqualTo(fair.rows());
        assertThat(faulty.time())
                .isLessThanOrEqualTo(fair.time()
                        .multipliedBy(3)
                        .plus(LONGEST_BACKOFF)
                        .plus(trouble == Trouble.NO_ANSWER ? TIME_OUTS : Duration.ZERO));
    }
}
