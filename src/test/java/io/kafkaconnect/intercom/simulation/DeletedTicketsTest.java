package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.feed.PermissionPolicy;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.api.TokenScope;
import io.kafkaconnect.intercom.sandbox.model.Conversation;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.model.Ticket;
import io.kafkaconnect.intercom.support.LogLines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tickets that are deleted end: soon where the list of deleted conversations names them, and with the next reading of all tickets otherwise. */
class DeletedTicketsTest {
    private static final Duration INTERVAL = Duration.ofHours(6);

    private static final List<String> TABLES = List.of(
            "tickets", "tickets_contacts", "tickets_linked_objects", "ticket_parts", "ticket_parts_attachments");

    private final Reconfigured story = new Reconfigured(
            new Random(5),
            new Options().size(new Size(20, 10, 4, 6, 8, 5, 3, 40, 0, 2, 4, Duration.ofDays(30))),
            (time, line, random) ->
                    DeliveryPropertyTest.task(time, new InterceptedLine(line, this::intercepted), random));

    /** The largest number of a page of the list of deleted conversations that was requested. */
    private int lastPage;

    private boolean isListRefused;

    private int tombstones;

    private Optional<CompletableFuture<Transport.RawResponse>> intercepted(Request request) {
        boolean isList = request.path().equals("/conversations/deleted");
        request.query().stream()
                .filter(param -> isList && param.name().equals("page"))
                .forEach(param -> lastPage = Math.max(lastPage, Integer.parseInt(param.value())));
        return isList && isListRefused
                ? Optional.of(CompletableFuture.completedFuture(new Transport.RawResponse(
                        422,
                        Map.of("content-type", "application/json")::get,
                        "{\"type\": \"error.list\", \"errors\": [{\"code\": \"x\"}]}"
                                .getBytes(StandardCharsets.UTF_8))))
                : Optional.empty();
    }

    private void start(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "intercom.tables",
                "tickets",
                "intercom.full.poll.interval.ms",
                Long.toString(INTERVAL.toMillis()),
                "exactly.once.support",
                "required",
                "intercom.behavior.on.missing.permission",
                "fail"));
        settings.putAll(more);
        story.drop(record -> {
            tombstones += record.value() == null ? 1 : 0;
            return false;
        });
        story.configure(settings);
        story.quiet();
        assertThat(story.count("tickets")).isPositive();
        tombstones = 0;
        story.details();
    }

    private List<String> some(int count) {
        return story.backend().workspace().tickets().current().all().stream()
                .map(Ticket::id)
                .limit(count)
                .toList();
    }

    private void isMirror() {
        assertThat(story.leftOver(TABLES)).isEmpty();
    }

    private void readAll() {
        story.pass(INTERVAL);
        story.quiet();
    }

    @Test
    void a_ticket_in_the_list_of_deleted_conversations_ends_with_the_next_poll_after_one_request() {
        start(Map.of());
        List<String> deleted = some(3);
        deleted.forEach(story.backend().changes().tickets()::delete);
        story.quiet();

        isMirror();
        assertThat(story.details()).isEqualTo(deleted.size());
    }

    @Test
    void what_was_deleted_while_no_task_ran_ends_too() {
        start(Map.of());
        some(2).forEach(story.backend().changes().tickets()::delete);
        story.quiet();
        some(2).forEach(story.backend().changes().tickets()::delete);
        story.pass(Duration.ofHours(3));
        story.restart();
        story.quiet();

        isMirror();
    }

    @Test
    void deleted_conversations_cost_no_request_where_only_tickets_are_read() {
        start(Map.of());
        List<String> conversations = story.backend().workspace().conversations().current().all().stream()
                .map(Conversation::id)
                .limit(5)
                .toList();
        conversations.forEach(story.backend().changes().conversations()::delete);
        story.quiet();

        assertThat(story.details()).isZero();
        assertThat(tombstones).isZero();
    }

    @Test
    void a_ticket_that_no_list_names_ends_with_the_next_reading_of_all_tickets() {
        start(Map.of());
        some(3).forEach(story.backend().changes().tickets()::deleteUnlisted);
        story.quiet();
        assertThat(story.leftOver(TABLES)).isNotEmpty();

        readAll();
        isMirror();
    }

    /** The permission to read tickets is enough. */
    @Test
    void without_the_permission_for_the_list_a_deleted_ticket_ends_with_the_next_reading_of_all_tickets() {
        story.backend().access().revoke(TokenScope.READ_CONVERSATIONS);
        try (LogLines lines = LogLines.of(PermissionPolicy.class)) {
            start(Map.of());
            assertThat(lines.said())
                    .singleElement()
                    .asString()
                    .startsWith("WARN ")
                    .contains("tickets_deleted", "Read conversations", "until the next full reading");
        }
        some(3).forEach(story.backend().changes().tickets()::delete);
        story.quiet();
        assertThat(story.leftOver(TABLES)).isNotEmpty();

        readAll();
        isMirror();
    }

    @Test
    void a_list_that_is_refused_for_a_day_does_not_fail_the_task() {
        start(Map.of());
        isListRefused = true;
        some(3).forEach(story.backend().changes().tickets()::delete);
        for (int i = 0; i < 24; i++) {
            story.pass(Duration.ofHours(1));
            story.quiet();
        }

        isMirror();
    }

    /** The offset of the list moves only with a deleted ticket, and the list has no filter. */
    @Test
    void a_restart_long_after_the_latest_deleted_ticket_does_not_read_the_whole_list() {
        start(Map.of("intercom.page.size", "2"));
        some(1).forEach(story.backend().changes().tickets()::delete);
        story.quiet();
        isMirror();
        story.backend().workspace().conversations().current().all().stream()
                .map(Conversation::id)
                .limit(20)
                .toList()
                .forEach(story.backend().changes().conversations()::delete);
        story.pass(Duration.ofDays(3));
        story.quiet();

        lastPage = 0;
        story.restart();
        story.quiet();
        assertThat(lastPage).isBetween(1, 2);
    }

    /** With exactly-once off, the memory keeps an ended ticket: its tombstone may not have arrived. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void without_transactions_a_ticket_that_has_ended_does_not_end_again_with_each_reading(boolean isListed) {
        story.acknowledge();
        start(Map.of("exactly.once.support", "requested"));
        var tickets = story.backend().changes().tickets();
        some(3).forEach(isListed ? tickets::delete : tickets::deleteUnlisted);
        story.quiet();
        readAll();
        isMirror();
        assertThat(tombstones).isPositive();

        tombstones = 0;
        story.details();
        readAll();
        readAll();
        tickets.reply(some(1).get(0), "The next version has it");
        story.quiet();
        story.restart();
        readAll();
        assertThat(tombstones).isZero();
        assertThat(story.details()).isZero();
    }
}
