package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.reader.page.Listing;
import io.kafkaconnect.intercom.reader.page.PageAccess;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The span is seconds 1000 to 2000; of each contact the search shows its time. */
class SpanListingTest {
    private static final Listing USERS = new Listing.Contacts("user");
    private static final ParkedSpan SPAN = new ParkedSpan(1000, 2000);
    private static final int PAGE = 3;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final AdaptivePageSize size = new AdaptivePageSize(PAGE);
    private List<Long> times;
    private long counted;
    private String end = "{}";

    /** Gives the times as they stand here, whatever the order that is asked for. */
    private final IntercomApi intercom = request -> {
        String after = request.body().at("/pagination/starting_after").asText();
        int from = after.isEmpty() ? 0 : Integer.parseInt(after);
        int to = Math.min(times.size(), from + request.pageSize());
        String items = times.subList(from, to).stream()
                .map(time -> "{id: 'c%d', updated_at: %d}".formatted(times.indexOf(time), time))
                .collect(Collectors.joining(","));
        String pages = to < times.size() ? "{next: {starting_after: '" + to + "'}}" : end;
        String body = "{total_count: %d, data: [%s], pages: %s}".formatted(counted, items, pages);
        return CompletableFuture.completedFuture(ScriptedIntercom.found(request, body, clock.instant()));
    };

    private SpanListing.SpanPart newestFirst(String shown) {
        times = Arrays.stream(shown.split(" ")).map(Long::parseLong).toList();
        counted = counted < 0 ? times.size() : counted;
        return new SpanListing(PageAccess.of(intercom, USERS), USERS, size, clock)
                .newestFirst(SPAN, 100)
                .join();
    }

    /** A copy that lags shows contacts as they were, at the places where they belong by now. */
    @ParameterizedTest
    @CsvSource({
        "1900 1500 1200 900 800 700 600 500 400, 1900 1500 1200, true",
        "900 800 1900 1500 1200, 1900 1500 1200, false",
        "2500 900 800 700 1900 1500, 1900 1500, false",
        "1900 900 800, 1900, false",
        "2500 2400 2300 900 800 700 600, '', true",
    })
    void the_way_down_ends_where_a_page_and_the_last_three_lie_before_the_span(
            String shown, String own, boolean isOver) {
        counted = -1;
        SpanListing.SpanPart part = newestFirst(shown);

        String held = part.entities()
                .map(ListedEntity::time)
                .filter(SPAN::holds)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
        assertThat(held).isEqualTo(own);
        assertThat(part.isOver()).isEqualTo(isOver);
        assertThat(part.isIncomplete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # times            | counted | what the last page says                 | is incomplete
            1900 1800          | 2       | {}                                      | false
            1900 1800          | 9       | {}                                      | false
            1900 1800 1700     | 9       | {}                                      | true
            1900 1800 1700     | 3       | {}                                      | false
            1900 1800          | 9       | {page: 1, total_pages: 2}               | true
            1900 1800 1700     | 3       | {page: 1, total_pages: 2}               | false
            """)
    void a_list_that_ends_before_its_count_is_incomplete_unless_its_last_page_has_room(
            String shown, long counted, String end, boolean isIncomplete) {
        this.counted = counted;
        this.end = end;

        assertThat(newestFirst(shown).isIncomplete()).isEqualTo(isIncomplete);
    }
}
