package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.feed.incremental.CombinedFeed;
import io.kafkaconnect.intercom.sandbox.api.TokenScope;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.support.LogLines;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import io.kafkaconnect.intercom.task.TaskAssembly;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was not sent so before is sent when the configuration, or a permission, asks for it; nothing else is sent again. */
class ReconfigurationTest {
    /** Events and the roles of a conversation's contacts are details, beside which the rest is sent. */
    private static final List<TokenScope> REVOKED =
            List.of(TokenScope.READ_EVENTS, TokenScope.READ_USERS_COMPANIES, TokenScope.READ_TAGS);

    private static final String ALL = String.join(",", Truth.TABLES);

    private final Reconfigured reconfigured = new Reconfigured(new Random(1), DeliveryPropertyTest::task);

    @Test
    void new_columns_bring_the_tables_that_have_them_again_and_fewer_columns_bring_nothing() {
        Map<String, String> documented = Map.of("intercom.tables", ALL);
        Map<String, String> extended = Map.of("intercom.tables", ALL, "intercom.columns", "extended");
        reconfigured.configure(documented);
        reconfigured.quiet();
        assertThat(missing("intercom.", false, ColumnSet.DOCUMENTED)).isEmpty();
        reconfigured.sent();

        reconfigured.configure(extended);
        reconfigured.pollAndCrash();
        reconfigured.poll();
        reconfigured.restart();
        reconfigured.quiet();

        assertThat(missing("intercom.", false, ColumnSet.EXTENDED)).isEmpty();
        Map<String, Integer> growing = Tables.ALL.stream()
                .filter(table -> !table.extended().isEmpty())
                .map(Table::name)
                .filter(table -> reconfigured.rows(table) > 0)
                .collect(Collectors.toMap(table -> "intercom." + table, reconfigured::rows));
        assertThat(reconfigured.sent()).isEqualTo(growing);

        reconfigured.configure(documented);
        reconfigured.quiet();
        Map<String, Integer> sent = reconfigured.sent();
        sent = new HashMap<>(sent);
        // Of these a digest covers every column.
        sent.keySet().removeAll(Set.of("intercom.companies", "intercom.admins"));
        assertThat(sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "users, users, users",
        "users, 'users,users_tags,notes', users",
        "leads, 'leads,leads_companies', leads",
        "conversations, conversations, 'conversations,conversation_parts,conversations_tags'"
    })
    void a_stream_whose_offset_alone_was_deleted_sends_its_rows_again(String stream, String tables, String again) {
        reconfigured.configure(Map.of("intercom.tables", tables, "exactly.once.support", "required"));
        reconfigured.quiet();
        reconfigured.sent();

        reconfigured.deleteOffset(stream);
        reconfigured.quiet();

        Map<String, Integer> sent = reconfigured.sent();
        for (String table : again.split(",", -1)) {
            assertThat(sent).containsEntry("intercom." + table, reconfigured.rows(table));
        }
        assertThat(sent).doesNotContainKeys("intercom.users_tags", "intercom.leads_companies");

        reconfigured.restart();
        reconfigured.quiet();
        assertThat(reconfigured.sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "leads", "conversations"})
    void a_stream_that_is_set_back_and_then_deleted_sends_its_rows_twice_again(String stream) {
        reconfigured.configure(Map.of("intercom.tables", stream, "exactly.once.support", "required"));
        reconfigured.quiet();
        reconfigured.sent();

        reconfigured.setOffset(stream, Map.of("updated_at", "1970-01-01T00:00:00Z"));
        reconfigured.quiet();
        assertThat(reconfigured.sent()).containsEntry("intercom." + stream, reconfigured.rows(stream));

        reconfigured.deleteOffset(stream);
        reconfigured.quiet();
        assertThat(reconfigured.sent()).containsEntry("intercom." + stream, reconfigured.rows(stream));
    }

    @Test
    void a_task_that_dies_after_each_of_its_first_batches_sends_nothing_twice() {
        reconfigured.configure(Map.of("intercom.tables", "basic,conversations", "exactly.once.support", "required"));
        for (int i = 0; i < 30; i++) {
            reconfigured.poll();
            reconfigured.restart();
        }
        reconfigured.quiet();
        assertThat(reconfigured.sent()).isEqualTo(reconfigured.rows());
    }

    @ParameterizedTest
    @CsvSource({"topic.prefix, other., other., false", "intercom.key.format, string, intercom., true"})
    void other_topics_or_keys_bring_everything_there_and_going_back_again(
            String setting, String value, String prefix, boolean textKeys) {
        reconfigured.configure(Map.of("intercom.tables", ALL));
        reconfigured.quiet();
        Map<String, Integer> before = reconfigured.sent();

        try (LogLines lines = LogLines.of(TaskAssembly.class)) {
            reconfigured.configure(Map.of("intercom.tables", ALL, setting, value));
            reconfigured.pollAndCrash();
            reconfigured.poll();
            reconfigured.restart();
            reconfigured.quiet();
            assertThat(lines.said())
                    .anyMatch(line -> line.startsWith("INFO topic.prefix or intercom.key.format has changed for"));
        }

        assertThat(missing(prefix, textKeys, ColumnSet.DOCUMENTED)).isEmpty();
        assertThat(reconfigured.sent().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(before.values().stream().mapToInt(Integer::intValue).sum());
        reconfigured.configure(Map.of("intercom.tables", ALL));
        reconfigured.quiet();
        assertThat(missing("intercom.", false, ColumnSet.DOCUMENTED)).isEmpty();
        reconfigured.restart();
        assertThat(reconfigured.quiet()).isZero();
    }

    /** Events need a permission of their own. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_was_left_out_for_want_of_a_permission_comes_once_it_is_granted(boolean restarted) {
        reconfigured.backend().access().revoke(TokenScope.READ_EVENTS);
        reconfigured.configure(Map.of("intercom.tables", "users,events_summary"));
        reconfigured.quiet();
        assertThat(reconfigured.sent()).containsOnlyKeys("intercom.users");
        assertThat(reconfigured.offset("users")).containsEntry("left_out", "events_summary");

        // Asked for again and again, and in vain.
        reconfigured.restart();
        assertThat(reconfigured.quiet()).isZero();
        reconfigured.backend().access().grant(TokenScope.READ_EVENTS);
        try (LogLines lines = LogLines.of(CombinedFeed.class)) {
            if (restarted) {
                reconfigured.restart();
            }
            reconfigured.quiet();
            assertThat(lines.said())
                    .singleElement()
                    .asString()
                    .startsWith("INFO ")
                    .contains("[events_summary]");
        }

        assertThat(reconfigured.sent())
                .isEqualTo(Map.of("intercom.events_summary", reconfigured.rows("events_summary")));
        assertThat(reconfigured.offset("users")).doesNotContainKey("left_out");
        reconfigured.restart();
        assertThat(reconfigured.quiet()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void one_entity_that_stays_refused_in_a_past_keeps_no_other_past_from_being_read(boolean restarted) {
        AtomicReference<String> refused = new AtomicReference<>();
        Reconfigured story = new Reconfigured(
                new Random(1),
                (time, line, random) -> DeliveryPropertyTest.task(time, refusing(line, refused), random));
        story.configure(Map.of("intercom.tables", "users,leads"));
        story.quiet();
        story.backend().access().revoke(TokenScope.READ_EVENTS);
        refused.set("the first contact that is asked for its notes");
        story.configure(Map.of("intercom.tables", "users,leads,notes,events_summary"));
        story.quiet();
        assertThat(story.offset("users")).containsEntry("left_out", "events_summary");
        story.sent();

        story.backend().access().grant(TokenScope.READ_EVENTS);
        if (restarted) {
            story.restart();
        }
        story.quiet();
        assertThat(story.missing(List.of("events_summary"), "intercom.", false, ColumnSet.DOCUMENTED))
                .isEmpty();
        assertThat(story.missing(List.of("notes"), "intercom.", false, ColumnSet.DOCUMENTED))
                .isNotEmpty();

        refused.set(null);
        if (restarted) {
            story.restart();
        }
        for (int i = 0; i < 10; i++) {
            story.quiet();
        }
        assertThat(story.missing(
                        List.of("users", "leads", "notes", "events_summary"), "intercom.", false, ColumnSet.DOCUMENTED))
                .isEmpty();
        Map<String, Integer> sent = story.sent();
        assertThat(sent.getOrDefault("intercom.users", 0) + sent.getOrDefault("intercom.leads", 0))
                .as("the one entity, without its notes and with them")
                .isLessThanOrEqualTo(2);
    }

    /** Refuses the notes of one contact, as long as there is a name in {@code refused}. */
    private static InterceptedLine refusing(SimulatedTransport line, AtomicReference<String> refused) {
        return new InterceptedLine(line, request -> {
            if (request.path().endsWith("/notes") && refused.get() != null) {
                refused.updateAndGet(path -> path.startsWith("/") ? path : request.path());
                if (refused.get().equals(request.path())) {
                    byte[] body = "{\"type\": \"error.list\", \"errors\": [{\"code\": \"x\"}]}"
                            .getBytes(StandardCharsets.UTF_8);
                    return Optional.of(CompletableFuture.completedFuture(
                            new Transport.RawResponse(422, Map.of("content-type", "application/json")::get, body)));
                }
            }
            return Optional.empty();
        });
    }

    @Test
    void a_stream_that_is_not_permitted_is_neither_forgotten_nor_taken_back() {
        TokenScope[] scopes = {
            TokenScope.READ_TAGS, TokenScope.READ_USERS_COMPANIES, TokenScope.READ_CONVERSATIONS, TokenScope.READ_ADMINS
        };
        reconfigured.configure(Map.of("intercom.tables", ALL));
        reconfigured.quiet();
        reconfigured.sent();

        List.of(scopes).forEach(reconfigured.backend().access()::revoke);
        assertThat(reconfigured.quiet()).isZero();
        reconfigured.restart();
        assertThat(reconfigured.quiet()).isZero();
        reconfigured
                .backend()
                .changes()
                .random(new Random(1), 30, EnumSet.of(RandomChange.UPDATE_CONTACT, RandomChange.CREATE_CONTACT));
        List.of(scopes).forEach(reconfigured.backend().access()::grant);
        reconfigured.quiet();

        assertThat(missing("intercom.", false, ColumnSet.DOCUMENTED)).isEmpty();
    }

    @Test
    void a_first_reading_of_what_is_not_permitted_yet_comes_when_it_is() {
        TokenScope[] scopes = {
            TokenScope.READ_TAGS, TokenScope.READ_USERS_COMPANIES, TokenScope.READ_CONVERSATIONS, TokenScope.READ_EVENTS
        };
        List.of(scopes).forEach(reconfigured.backend().access()::revoke);
        reconfigured.configure(Map.of("intercom.tables", ALL));
        reconfigured.quiet();
        for (TokenScope scope : scopes) {
            reconfigured.backend().access().grant(scope);
            reconfigured.quiet();
        }

        assertThat(missing("intercom.", false, ColumnSet.DOCUMENTED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"users, required, poll", "users_tags, REQUIRED, interval"})
    void where_a_transformation_drops_all_other_tables_nothing_comes_twice_if_batches_are_whole(
            String kept, String support, String boundary) {
        reconfigured.drop(record -> !record.topic().endsWith(kept));
        reconfigured.configure(Map.of(
                "intercom.tables", "users,users_tags,users_social_profiles,users_companies,events_summary",
                "exactly.once.support", support,
                "transaction.boundary", boundary));
        reconfigured.quiet();
        reconfigured.sent();

        reconfigured.restart();
        reconfigured.quiet();

        assertThat(reconfigured.sent()).isEmpty();
    }

    @Property(tries = 25, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void whatever_is_configured_in_turn_and_wherever_it_breaks_off_what_is_wanted_at_last_is_there(@ForAll long seed) {
        Random random = new Random(seed);
        Reconfigured story = new Reconfigured(random, DeliveryPropertyTest::task);
        story.configure(anything(random, false));
        for (int step = random.nextInt(12); step >= 0; step--) {
            switch (random.nextInt(7)) {
                case 0, 1 -> story.configure(anything(random, false));
                case 2 -> story.pollAndCrash();
                case 3 -> story.backend().access().revoke(REVOKED.get(random.nextInt(REVOKED.size())));
                case 4 -> REVOKED.forEach(story.backend().access()::grant);
                case 5 ->
                    story.backend()
                            .changes()
                            .random(
                                    random,
                                    random.nextInt(5),
                                    EnumSet.of(RandomChange.UPDATE_CONTACT, RandomChange.CREATE_CONTACT));
                default -> story.quiet();
            }
            for (int polls = random.nextInt(8); polls > 0; polls--) {
                story.poll();
            }
        }
        REVOKED.forEach(story.backend().access()::grant);
        Map<String, String> last = anything(random, true);
        story.configure(last);
        story.quiet();

        assertThat(story.missing(
                        List.of(last.get("intercom.tables").split(",", -1)),
                        last.get("topic.prefix"),
                        last.get("intercom.key.format").equals("string"),
                        ColumnSet.valueOf(last.get("intercom.columns").toUpperCase(Locale.ROOT))))
                .isEmpty();
        story.restart();
        assertThat(story.quiet()).isZero();
    }

    private List<String> missing(String prefix, boolean textKeys, ColumnSet columns) {
        return reconfigured.missing(Truth.TABLES, prefix, textKeys, columns);
    }

    private static Map<String, String> anything(Random random, boolean allTime) {
        List<String> tables = new ArrayList<>(Truth.TABLES);
        Collections.shuffle(tables, random);
        Set<String> some = new HashSet<>(tables.subList(0, 1 + random.nextInt(tables.size())));
        Map<String, String> settings = new HashMap<>();
        settings.put("intercom.tables", String.join(",", some));
        settings.put("topic.prefix", random.nextInt(4) == 0 ? "other." : "intercom.");
        settings.put("intercom.key.format", random.nextInt(4) == 0 ? "string" : "struct");
        settings.put("intercom.columns", random.nextBoolean() ? "extended" : "documented");
        if (!allTime && random.nextInt(3) == 0) {
            settings.put(
                    "intercom.since",
                    Instant.parse("2026-04-30T00:00:00Z")
                            .minusSeconds(random.nextInt(3_000_000))
                            .toString());
        }
        return settings;
    }
}
