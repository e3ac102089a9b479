package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One trouble at a time, and that in every other request that it can befall: once it is over, the topics equal the source. {@code -Dweather} names the
 * kinds, separated by commas, also of those that the connector cannot cope with yet. {@code -Dweather.stories} is how many stories there are of each.
 */
class PassingTroubleTest {
    private static final int STORIES = Integer.getInteger("weather.stories", 2);
    private static final Duration STORM = Duration.ofSeconds(90);

    /** Faults are told of, and there are thousands. */
    @BeforeAll
    static void quiet() {
        Configurator.setLevel(PassingTroubleTest.class.getPackageName(), Level.ERROR);
    }

    @AfterAll
    static void report() {
        Configurator.reconfigure();
    }

    static Set<Trouble> faults() {
        Set<Trouble> faults = Trouble.told();
        faults.removeIf(Trouble::isCircumstance);
        return faults;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_workspace_read_in_a_storm_is_in_the_topics_when_it_is_over_and_nothing_was_said_to_be_gone(Trouble trouble) {
        tell(trouble, Scenario.Events.NONE, story -> {
            story.isReadInAStorm(STORM).ends();
            assertThat(story.endedWrongly()).isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("io.kafkaconnect.intercom.simulation.Trouble#told")
    void so_is_a_workspace_that_changes_meanwhile(Trouble trouble) {
        tell(
                trouble,
                Scenario.Events.ALL,
                story -> story.isReadInAStorm(Duration.ZERO).goesOn(60).ends());
    }

    private static void tell(Trouble trouble, Scenario.Events events, Consumer<Scenario> course) {
        for (long seed = 0; seed < STORIES; seed++) {
            try {
                course.accept(Scenario.of(trouble, events, seed, DeliveryPropertyTest::task, new Statistics()));
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError("%s (%s, seed %d)".formatted(failed, trouble, seed), failed);
            }
        }
    }
}
