package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.connect.source.SourceTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A workspace whose list of contacts is long enough to be read in ranges of creation times: nothing is lost, left over or repeated. */
class ContactRangesStoryTest {
    private static final Duration INTERVAL = Duration.ofMinutes(30);
    private static final int USERS = 130;

    /** The searches for contacts created after a time. */
    private final Set<String> ranges = new HashSet<>();

    private SourceTask task(ManualClock time, SimulatedTransport line, Random random) {
        InterceptedLine noting = new InterceptedLine(line, request -> {
            if (request.path().equals("/contacts/search")
                    && request.body().at("/sort/field").asText().equals("created_at")) {
                ranges.add(request.body().path("query").toString());
            }
            return Optional.empty();
        });
        return DeliveryPropertyTest.task(time, noting, random);
    }

    private Reconfigured story(Random random, Options options) {
        Size size = new Size(USERS, 20, 8, 3, 6, 3, 1, 6, 0, 2, 1, Duration.ofDays(40));
        Reconfigured story = new Reconfigured(random, options.size(size), this::task);
        story.configure(new HashMap<>(Map.of(
                "intercom.tables",
                "basic,conversations",
                "intercom.page.size",
                "2",
                "intercom.full.poll.interval.ms",
                Long.toString(INTERVAL.toMillis()),
                "exactly.once.support",
                "required")));
        story.quiet();
        return story;
    }

    @ParameterizedTest
    @CsvSource({"1, UTC, false", "2, Pacific/Auckland, false", "3, America/New_York, true"})
    void every_change_arrives_across_restarts(long seed, String zone, boolean bySecond) {
        Random random = new Random(seed);
        Options options = new Options().seed(seed).zone(ZoneId.of(zone));
        Reconfigured story = story(random, bySecond ? options.contactsBySecond() : options);
        assertThat(story.differences()).isEmpty();
        for (int round = 0; round < 4; round++) {
            ranges.clear();
            story.backend().changes().random(random, random.nextInt(40), EnumSet.allOf(RandomChange.class));
            if (round % 2 == 0) {
                story.pollAndCrash();
            }
            // What changes silently may take an interval after a start, and its end another one.
            for (int i = 0; i < 3; i++) {
                story.pass(INTERVAL);
                story.quiet();
            }
            assertThat(story.differences()).isEmpty();
            assertThat(ranges).hasSizeGreaterThan(1);
        }
        story.sent();
        story.restart();
        story.quiet();
        story.pass(INTERVAL);
        story.quiet();
        assertThat(story.sent()).isEmpty();
    }
}
