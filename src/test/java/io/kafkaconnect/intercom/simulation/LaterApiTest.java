package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.model.Company;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The searches of API 2.17 bring changes sooner, and lose and repeat nothing. */
class LaterApiTest {
    private static final Duration INTERVAL = Duration.ofHours(6);

    private final Random random = new Random(3);

    private Reconfigured story(boolean contactsBySecond, String tables) {
        Options options = new Options().size(new Size(60, 30, 12, 3, 4, 5, 3, 5, 0, 2, 3, Duration.ofDays(40)));
        Reconfigured story = new Reconfigured(
                random, contactsBySecond ? options.contactsBySecond() : options, DeliveryPropertyTest::task);
        story.configure(new HashMap<>(Map.of(
                "intercom.tables",
                tables,
                "intercom.api.version",
                "2.17",
                "intercom.full.poll.interval.ms",
                Long.toString(INTERVAL.toMillis()),
                "exactly.once.support",
                "required")));
        story.quiet();
        return story;
    }

    /** Also where the version says more than the server can. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void every_change_arrives_across_restarts(boolean contactsBySecond) {
        Reconfigured story = story(contactsBySecond, "basic,conversations");
        assertThat(story.differences()).isEmpty();
        for (int round = 0; round < 15; round++) {
            story.backend().changes().random(random, random.nextInt(10), EnumSet.allOf(RandomChange.class));
            if (round % 3 == 0) {
                story.pollAndCrash();
            }
            // What changes silently may take an interval after a start, and its end another one.
            for (int i = 0; i < 3; i++) {
                story.pass(INTERVAL);
                story.quiet();
            }
            assertThat(story.differences()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void what_does_not_change_is_not_sent_again(boolean contactsBySecond) {
        Reconfigured story = story(contactsBySecond, "basic");
        story.sent();
        story.restart();
        story.quiet();
        story.pass(INTERVAL);
        story.quiet();

        assertThat(story.sent()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void a_company_that_changes_comes_long_before_the_next_full_read(boolean contactsBySecond) {
        Reconfigured story = story(contactsBySecond, "companies");
        story.sent();
        List<Company> companies = story.backend().workspace().companies().all();
        Company company = companies.stream()
                .filter(one -> story.backend().workspace().contactsOf(one) > 0)
                .findFirst()
                .orElseThrow();
        story.backend().changes().catalogue().renameCompany(company.id(), "Another name");
        story.quiet();

        assertThat(story.sent()).isEqualTo(Map.of("intercom.companies", 1));
    }
}
