package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.enrich.ConversationEnricher;
import io.kafkaconnect.intercom.reader.enrich.EnrichmentCalls;
import io.kafkaconnect.intercom.reader.page.Listing;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AbandonedPassTest {
    private static final String SEARCH = "POST /conversations/search";

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final ScriptedIntercom scripted = new ScriptedIntercom(clock).eachOnce();
    private final EnrichmentCalls calls =
            new EnrichmentCalls(scripted, EnumSet.of(Enrichment.CONVERSATION), false, StreamListener.NONE);
    private final IncrementalReader reader = new IncrementalReader(
            scripted,
            Listing.conversations(),
            new ConversationEnricher(calls, StreamListener.NONE),
            Cursor.startingAt(Instant.EPOCH),
            new ReadPace(ModelReading.INTERVAL, ModelReading.SETTLE, 150),
            false,
            clock,
            () -> {},
            StreamListener.NONE);

    @Test
    void its_requests_are_taken_back_and_the_next_pass_sends_its_own() {
        CompletableFuture<Reply> refused = new CompletableFuture<>();
        CompletableFuture<Reply> waiting = new CompletableFuture<>();
        CompletableFuture<Reply> page = new CompletableFuture<>();
        CompletableFuture<Reply> samePage = new CompletableFuture<>();
        String first = "{conversations: [{id: 'a', updated_at: 1}, {id: 'b', updated_at: 2}], total_count: 4,"
                + " pages: {next: {starting_after: 'x'}}}";
        scripted.answers(SEARCH, first, first)
                .waits(SEARCH, page)
                .waits(SEARCH, samePage)
                .waits("GET /conversations/a", refused)
                .waits("GET /conversations/b", waiting);
        reader.next();
        assertThat(scripted.asked()).hasSize(6);

        refused.complete(ScriptedIntercom.failed(Request.get("/conversations/a"), 401));
        assertThatThrownBy(reader::next).isInstanceOf(IntercomException.class);

        assertThat(waiting).isCancelled();
        assertThat(page).isCancelled();
        assertThat(samePage).isCancelled();
        CompletableFuture<Reply> later = new CompletableFuture<>();
        scripted.waits(SEARCH, later).waits(SEARCH, later);
        clock.pass(ModelReading.INTERVAL);
        reader.next();
        assertThat(scripted.asked()).hasSize(8);
        assertThat(later).isNotDone();
    }
}
