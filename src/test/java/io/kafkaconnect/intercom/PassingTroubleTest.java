package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.delivery.Figures;
import io.kafkaconnect.intercom.delivery.Story;
import io.kafkaconnect.intercom.delivery.Trouble;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One trouble at a time, and that in every other request that it can befall: once it is over, the topics equal the source. {@code -Dweather} names the
 * kinds, separated by commas, also of those that the connector cannot cope with yet.
 */
class PassingTroubleTest {
    private static final int STORIES = 12;
    private static final Duration STORM = Duration.ofSeconds(90);

    /** The kinds that the connector does not cope with yet. */
    private static final Set<Trouble> NOT_YET = EnumSet.noneOf(Trouble.class);

    static Set<Trouble> kinds() {
        return Trouble.named().isEmpty() ? EnumSet.complementOf(EnumSet.copyOf(NOT_YET)) : Trouble.named();
    }

    /** Faults are told of, and there are thousands. */
    @BeforeAll
    static void quiet() {
        Configurator.setLevel(PassingTroubleTest.class.getPackageName(), Level.ERROR);
    }

    @AfterAll
    static void report() {
        Configurator.reconfigure();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void once_trouble_has_passed_the_topics_equal_the_source(Trouble trouble) {
        for (long seed = 0; seed < STORIES; seed++) {
            Figures figures = new Figures();
            try {
                Story story = Story.of(trouble, seed, DeliveryPropertyTest::task, figures);
                if (trouble.isCircumstance()) {
                    story.goesOn(60);
                } else {
                    story.isReadInAStorm(STORM);
                }
                story.ends();
            } catch (AssertionError | RuntimeException failed) {
                throw new AssertionError("%s (%s, seed %d)".formatted(failed, trouble, seed), failed);
            }
        }
    }
}
