package io.kafkaconnect.intercom.reader.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Between two passes over all companies, a search shows what changed. */
class ChangesReaderTest {
    private static final Instant START = Instant.parse("2026-05-01T08:30:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String SEARCH = "POST /companies/search";
    private static final String LIST = "GET /companies";

    private final ManualClock clock = new ManualClock(START);
    private final ScriptedIntercom intercom = new ScriptedIntercom(clock);
    private final List<String> unavailable = new ArrayList<>();
    private final StreamListener listener = new StreamListener() {
        @Override
        public void changesUnavailable(String reason) {
            unavailable.add(reason);
        }
    };
    private final SnapshotReader reader = new SnapshotReader(
                    () -> new PlainLists(
                            intercom, List.of(new ListSource(Request.get("/companies"), "data", "/companies/{}"))),
                    Duration.ofHours(1),
                    clock,
                    () -> {},
                    listener)
            .withChanges(
                    since -> new CompanyChanges(intercom, since), new ReadPace(MINUTE, MINUTE.multipliedBy(2), 150));

    private static String company(String id, Instant updated) {
        return "{id: '%s', updated_at: %d}".formatted(id, updated.getEpochSecond());
    }

    private static String page(String... companies) {
        return "{data: [%s]}".formatted(String.join(", ", companies));
    }

    /** The ids of what the reader releases until it waits. */
    private List<String> read() {
        List<String> read = new ArrayList<>();
        for (ReadStep step = reader.next(); !(step instanceof ReadStep.Idle); step = reader.next()) {
            if (step instanceof ReadStep.Item item) {
                read.add(item.entity().json().path("id").asText());
            }
        }
        return read;
    }

    private List<String> readAfter(Duration span) {
        clock.pass(span);
        return read();
    }

    @Test
    void a_change_comes_within_the_poll_interval() {
        intercom.answers(LIST, page(company("a", START.minusSeconds(5_000))));
        assertThat(read()).containsExactly("a");
        assertThat(intercom.asked()).containsExactly(LIST);

        intercom.answers(SEARCH, page(company("b", START.plusSeconds(30)), company("a", START.plusSeconds(10))));
        assertThat(readAfter(MINUTE)).containsExactly("b", "a");
    }

    @Test
    void what_was_read_before_does_not_come_again_and_an_older_version_never() {
        intercom.answers(LIST, page(company("a", START.minusSeconds(3)), company("b", START.minusSeconds(50))));
        assertThat(read()).containsExactly("a", "b");

        intercom.answers(SEARCH, page(company("a", START.minusSeconds(20)), company("b", START.minusSeconds(50))));
        assertThat(readAfter(MINUTE)).isEmpty();
        intercom.answers(SEARCH, page(company("a", START.plusSeconds(70))));
        assertThat(readAfter(MINUTE)).containsExactly("a");
        intercom.answers(SEARCH, page(company("a", START.plusSeconds(70))));
        assertThat(readAfter(MINUTE)).isEmpty();
    }

    @Test
    void the_search_ends_with_the_page_that_reaches_the_last_pass() {
        intercom.answers(LIST, page());
        assertThat(read()).isEmpty();

        String next = "{data: [%s], pages: {next: {starting_after: '%s'}}}";
        intercom.answers(
                SEARCH,
                next.formatted(company("a", START.plusSeconds(30)), "x"),
                next.formatted(company("b", START.plusSeconds(20)), "y"),
                next.formatted(company("old", START.minus(Duration.ofDays(1))), "z"));
        assertThat(readAfter(MINUTE)).containsExactly("a", "b");
        assertThat(intercom.asked()).hasSize(4);
    }

    @Test
    void a_page_that_is_its_own_next_ends_the_search() {
        intercom.answers(LIST, page());
        read();
        String again = "{data: [%s], pages: {next: {starting_after: 'x'}}}";
        intercom.answers(
                SEARCH,
                again.formatted(company("a", START.plusSeconds(30))),
                again.formatted(company("b", START.plusSeconds(20))));

        assertThat(readAfter(MINUTE)).containsExactly("a");
        assertThat(unavailable).hasSize(1);
    }

    @Test
    void the_filter_is_right_for_days_as_for_seconds() {
        intercom.answers(LIST, page());
        read();
        intercom.answers(SEARCH, page());
        readAfter(MINUTE);

        assertThat(intercom.last().body().at("/query/value").asLong())
                .isEqualTo(START.minus(MINUTE.multipliedBy(2))
                        .minus(Duration.ofDays(2))
                        .getEpochSecond());
        assertThat(intercom.last().body().at("/sort/order").asText()).isEqualTo("descending");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void without_the_search_everything_comes_with_the_next_pass_and_it_is_told_once(int status) {
        intercom.answers(LIST, page());
        read();
        intercom.fails(SEARCH, status);
        assertThat(readAfter(MINUTE)).isEmpty();
        assertThat(readAfter(MINUTE)).as("a growing wait").isEmpty();
        intercom.fails(SEARCH, status);
        assertThat(readAfter(MINUTE)).isEmpty();
        assertThat(unavailable).hasSize(1);

        intercom.answers(LIST, page(company("a", START)));
        assertThat(readAfter(Duration.ofHours(1))).containsExactly("a");
    }

    @Test
    void what_a_failed_search_did_not_show_comes_with_the_next_search() {
        intercom.answers(LIST, page());
        read();
        intercom.fails(SEARCH, 500);
        readAfter(MINUTE);
        intercom.answers(SEARCH, page(company("a", START.plusSeconds(5))));

        assertThat(readAfter(MINUTE.multipliedBy(2))).containsExactly("a");
    }

    @Test
    void a_company_that_the_list_did_not_show_does_not_come_back_from_an_old_index() {
        intercom.answers(LIST, page(company("a", START.minusSeconds(5_000))));
        read();
        intercom.answers(SEARCH, page(company("gone", START.minusSeconds(10))));

        assertThat(readAfter(MINUTE)).isEmpty();
    }

    @Test
    void what_the_list_shows_counts_even_if_a_search_was_newer() {
        intercom.answers(LIST, page(company("a", START.minusSeconds(5_000))));
        read();
        Instant changed = START.plus(Duration.ofMinutes(59));
        intercom.answers(SEARCH, page(company("a", changed)));
        assertThat(readAfter(Duration.ofMinutes(59).plusSeconds(30))).containsExactly("a");
        intercom.answers(LIST, page(company("a", changed.minusSeconds(20))));
        assertThat(readAfter(MINUTE)).containsExactly("a");
        intercom.answers(SEARCH, page(company("a", changed)));

        assertThat(readAfter(MINUTE)).containsExactly("a");
    }

    @Test
    void a_pass_over_a_list_that_restarts_does_not_disturb_the_search() {
        intercom.answers(LIST, page(company("a", START.minusSeconds(5_000))));
        read();
        clock.pass(Duration.ofHours(1));
        intercom.answers(LIST, "{nothing: 1}");
        intercom.answers(SEARCH, page(company("b", START.plusSeconds(30))));
        List<String> read = new ArrayList<>(read());
        intercom.answers(LIST, page());
        read.addAll(readAfter(MINUTE));

        assertThat(read).containsExactly("b");
    }

    @Test
    void a_pass_over_the_list_does_not_wait_for_a_search() {
        intercom.answers(LIST, page());
        read();
        intercom.waits(SEARCH, new CompletableFuture<>());
        assertThat(readAfter(MINUTE)).isEmpty();
        intercom.answers(LIST, page(company("a", START)));

        assertThat(readAfter(Duration.ofHours(1))).containsExactly("a");
    }
}
