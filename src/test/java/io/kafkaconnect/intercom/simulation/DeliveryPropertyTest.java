package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.IntercomSourceTask;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.dispatch.IntercomClient;
import io.kafkaconnect.intercom.client.http.Scheduler;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.support.ManualClock;
import io.kafkaconnect.intercom.task.Wakeup;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Nothing is lost and nothing is repeated, whatever Intercom, the network and the worker do: the whole task against the sandbox, beside
 * a model of how Connect stores offsets. A failure names the seed and the number of steps, which tell the same story again;
 * every build tells the same stories, and {@code -Dstories.salt} others; {@code -Dstories} is how many each property tells, and {@code -Dweather} the kinds of trouble they draw, names of {@link Trouble} separated by
 * commas, in place of the usual ones.
 */
public class DeliveryPropertyTest {
    private static final Statistics FIGURES = new Statistics();

    /** Time goes on while the task waits, until something has come. */
    private static final class Waiting implements Wakeup {
        private final ManualClock time;
        private boolean raised;

        Waiting(ManualClock time) {
            this.time = time;
        }

        @Override
        public void signal() {
            raised = true;
        }

        @Override
        public void await(Duration most) {
            time.passUntil(() -> raised, most);
            raised = false;
        }
    }

    /** Faults are told of, and there are thousands. */
    @BeforeContainer
    static void quiet() {
        Configurator.setLevel(DeliveryPropertyTest.class.getPackageName(), Level.ERROR);
    }

    @AfterContainer
    static void report() {
        Configurator.reconfigure();
        System.out.println(FIGURES);
    }

    @Provide
    Arbitrary<Long> seeds() {
        long salt = Long.getLong("stories.salt", 0);
        // A smaller seed is another story, and no simpler one.
        return Arbitraries.longs()
                .withDistribution(RandomDistribution.uniform())
                .withoutEdgeCases()
                .map(seed -> seed + salt)
                .dontShrink();
    }

    @Property(edgeCases = EdgeCasesMode.NONE, seed = "1")
    void the_topics_come_to_equal_the_source_and_nothing_comes_again(
            @ForAll("seeds") long seed, @ForAll @IntRange(max = 60) int steps, @ForAll DeliveryGuarantee guarantee) {
        tell(seed, steps, guarantee, Scenario.Events.ALL);
    }

    @Property(edgeCases = EdgeCasesMode.NONE, seed = "2")
    void with_exactly_once_each_row_of_a_source_without_changes_comes_once_whatever_dies(
            @ForAll("seeds") long seed, @ForAll @IntRange(max = 60) int steps) {
        Scenario story = tell(seed, steps, DeliveryGuarantee.EXACTLY_ONCE, Scenario.Events.NONE);
        assertThat(story.notOnce()).isEmpty();
    }

    /** The story crashed after the shard of a new contact was stored and before the cursor was. A lagging copy answered next. */
    @Example
    void an_older_version_of_a_new_contact_does_not_follow_a_newer_one() {
        tell(-2249318466597818730L, 24, DeliveryGuarantee.EXACTLY_ONCE, Scenario.Events.ALL);
    }

    /** One batch sent a part, with the offset of the stream, and its tombstone. A restart sent the tombstone again. */
    @Example
    void a_part_that_comes_and_goes_in_one_batch_does_not_go_again() {
        tell(-7189369992202444406L, 6, DeliveryGuarantee.AT_LEAST_ONCE, Scenario.Events.ALL);
    }

    /** Only customers were selected. The list that was read does not show the parts, and the contact that wrote one was gone. */
    @Example
    void the_role_of_a_contact_that_is_gone_is_that_of_an_author_without_a_table_of_parts() {
        tell(7963113763205827945L, 20, DeliveryGuarantee.EXACTLY_ONCE, Scenario.Events.ALL);
    }

    /** The note and the lead were changed while no task ran. */
    @Example
    void a_note_that_is_deleted_before_its_lead_becomes_a_user_ends() {
        tell(-8649072888701238926L, 30, DeliveryGuarantee.EXACTLY_ONCE, Scenario.Events.ALL);
    }

    /** A short report of a failed build shows the message alone: it must be enough to tell the story again. */
    private static Scenario tell(long seed, int steps, DeliveryGuarantee guarantee, Scenario.Events events) {
        try {
            Scenario story = new Scenario(seed, guarantee, events, DeliveryPropertyTest::task, FIGURES);
            story.goesOn(steps).ends();
            return story;
        } catch (AssertionError failed) {
            throw new AssertionError(
                    "%s (seed %d, %d steps, %s, %s)".formatted(failed.getMessage(), seed, steps, guarantee, events),
                    failed);
        }
    }

    public static <L extends Transport & Scheduler> SourceTask task(ManualClock time, L line, Random random) {
        return new IntercomSourceTask(
                new Waiting(time),
                time,
                (config, tasks, clock, listener, token) -> new IntercomClient(
                        line,
                        line,
                        clock,
                        new RateLimiter(config.rateLimitShare(), 0, tasks),
                        new RetryPolicy(
                                config.retryBackoff(),
                                config.retryBackoffMax(),
                                config.maxRetries().orElse(-1),
                                random::nextDouble),
                        config.maxInFlightRequests(),
                        listener),
                WorkerModel.Context.class::isInstance);
    }
}
