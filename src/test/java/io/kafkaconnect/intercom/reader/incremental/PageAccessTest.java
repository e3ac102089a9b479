package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.page.Listing;
import io.kafkaconnect.intercom.reader.page.PageAccess;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page that is refused is one thing, a list that is refused another. */
class PageAccessTest {
    private static final Listing USERS = new Listing.Contacts("user");

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final List<String> withheld = new ArrayList<>();
    private Set<String> refused = Set.of();
    private int status = 400;

    private final IntercomApi intercom = request -> {
        Reply reply = refused.contains(kind(request))
                ? ScriptedIntercom.failed(request, status)
                : ScriptedIntercom.found(request, body(request), clock.instant());
        return CompletableFuture.completedFuture(reply);
    };
    private final PageAccess access = PageAccess.of(intercom, USERS);

    private static String kind(Request request) {
        boolean isNewest = request.body().at("/sort/order").asText().equals("descending");
        boolean follows = request.body().at("/pagination").has("starting_after");
        boolean isSample = request.pageSize() == 1 && !follows;
        return isSample ? (isNewest ? "newest" : "oldest") : follows ? "second" : "first";
    }

    private static String body(Request request) {
        String next = kind(request).equals("first") ? ", pages: {next: {starting_after: 'x'}}, total_count: 2" : "";
        String id = kind(request).equals("second") ? "b" : "a";
        return "{data: [{id: '%s', updated_at: 1777000000}]%s}".formatted(id, next);
    }

    @ParameterizedTest
    @CsvSource({
        "400, second, Withheld",
        "402, second, Withheld",
        "403, second, Withheld",
        "404, second, Withheld",
        "422, second, Withheld",
        "422, second oldest, Withheld",
        "422, second newest, Withheld",
        "422, second oldest newest, Withheld",
        "422, second oldest newest first, Rejected",
        "403, second oldest newest first, Forbidden",
        "404, second oldest newest first, NotFound",
        "401, second, Unauthorized",
        "500, second, Unavailable",
        "400, '', Success",
    })
    void a_page_is_withheld_if_a_sample_of_its_list_or_what_was_answered_before_is_answered(
            int status, String refused, String reply) {
        Request first = USERS.oldestFirst(Instant.EPOCH, 150);
        access.ask(first).join();
        this.status = status;
        this.refused = Set.of(refused.split(" "));
        Request second = USERS.after(first, List.of(new Request.Param("starting_after", "x")), 150);

        assertThat(access.ask(second).join().getClass().getSimpleName()).isEqualTo(reply);
    }

    @Test
    void a_list_that_is_refused_as_a_whole_ends_the_reading() {
        refused = Set.of("first", "second", "oldest", "newest");
        IncrementalReader reader = reader();

        assertThatThrownBy(() -> pass(reader)).isInstanceOf(IntercomException.class);
        assertThat(withheld).isEmpty();
    }

    private List<String> pass(IncrementalReader reader) {
        clock.pass(ModelReading.INTERVAL);
        List<String> released = new ArrayList<>();
        while (reader.next() instanceof ReadStep.Item next) {
            released.add(next.entity().json().path("id").asText());
        }
        return released;
    }

    private IncrementalReader reader() {
        return new IncrementalReader(
                intercom,
                USERS,
                new AsListed(),
                Cursor.startingAt(Instant.EPOCH),
                new ReadPace(ModelReading.INTERVAL, ModelReading.SETTLE, 150),
                false,
                clock,
                () -> {},
                new StreamListener() {
                    @Override
                    public void pageWithheld(Failure failure) {
                        withheld.add(failure.describe());
                    }
                });
    }
}
