package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the past when a running connector is configured otherwise. */
@ExtendWith(ClusterMode.Stopping.class)
class ReconfigurationIT {
    private static final Size SMALL = new Size(60, 30, 10, 2, 6, 3, 1, 60, 0, 3, 2, Duration.ofDays(40));

    private final Sandbox sandbox = Sandbox.start(new Options().size(SMALL));

    @AfterEach
    void close() {
        sandbox.close();
    }

    @ParameterizedTest
    @EnumSource
    void tables_added_later_get_their_past_and_the_others_nothing_again(ClusterMode guarantee) {
        try (Deployment deployment =
                new Deployment(guarantee, sandbox, Map.of("intercom.tables", "users,conversation_parts")).create()) {
            deployment.awaitTruth(Set.of("users", "conversation_parts"));

            deployment.reconfigure(Map.of("intercom.tables", "users,users_tags,notes,conversations,tags"));

            Set<String> all = tables("users", "users_tags", "notes", "tags");
            deployment.awaitTruth(all);
            for (String table : all) {
                assertThat(deployment.topics().timesSent(table).values())
                        .as(table)
                        .allMatch(times -> times == 1);
            }
        }
    }

    @Test
    void a_table_that_is_removed_and_added_again_has_missed_nothing() {
        try (Deployment deployment = new Deployment(
                        ClusterMode.EXACTLY_ONCE, sandbox, Map.of("intercom.tables", "conversations,users,notes"))
                .create()) {
            Set<String> kept = tables("users");
            deployment.awaitTruth(tables("users", "notes"));
            deployment.reconfigure(Map.of("intercom.tables", "conversations,users"));
            sandbox.changes()
                    .random(new Random(1), 40, EnumSet.of(RandomChange.UPDATE_CONTACT, RandomChange.CREATE_CONTACT));
            sandbox.workspace()
                    .contacts()
                    .current()
                    .all()
                    .forEach(contact -> sandbox.changes().contacts().addNote(contact.id(), "a word"));
            deployment.awaitRows(kept);

            deployment.reconfigure(Map.of("intercom.tables", "conversations,users,notes"));

            deployment.awaitTruth(tables("users", "notes"));
        }
    }

    @Test
    void an_earlier_since_brings_what_was_left_out_and_a_later_one_nothing() {
        Instant middle = Instant.now().minus(Duration.ofDays(10));
        Predicate<Map<String, Object>> recent =
                row -> !((Date) row.get("updated_at")).toInstant().isBefore(middle);
        try (Deployment deployment = new Deployment(
                        ClusterMode.EXACTLY_ONCE,
                        sandbox,
                        Map.of("intercom.tables", "users", "intercom.since", middle.toString()))
                .create()) {
            long expected = Truth.of(sandbox.workspace()).get("users").values().stream()
                    .filter(recent)
                    .count();
            assertThat(expected).isBetween(1L, 59L);
            await("recent users").atMost(Deployment.LIMIT).untilAsserted(() -> {
                deployment.topics().read();
                assertThat(deployment.topics().rows("users")).hasSize((int) expected);
            });

            deployment.reconfigure(Map.of("intercom.since", ""));
            deployment.awaitTruth(Set.of("users"));
            deployment.reconfigure(Map.of("intercom.since", middle.toString()));
            deployment.awaitState("RUNNING", 1);

            assertThat(deployment.topics().timesSent("users").values()).allMatch(times -> times == 1);
        }
    }

    @Test
    void columns_added_later_come_with_the_past_of_the_tables_that_have_them_and_of_no_other() {
        Set<String> tables = Set.of("users", "users_tags", "users_social_profiles", "tags");
        try (Deployment deployment = new Deployment(
                        ClusterMode.EXACTLY_ONCE, sandbox, Map.of("intercom.tables", String.join(",", tables)))
                .create()) {
            deployment.awaitTruth(tables);

            deployment.reconfigure(Map.of("intercom.columns", "extended"));

            for (String table : List.of("users", "users_tags")) {
                await(table).atMost(Deployment.LIMIT).untilAsserted(() -> {
                    deployment.topics().read();
                    assertThat(deployment.topics().timesSent(table).values()).allMatch(times -> times == 2);
                });
            }
            for (String table : List.of("users_social_profiles", "tags")) {
                assertThat(deployment.topics().timesSent(table).values())
                        .as(table)
                        .allMatch(times -> times == 1);
            }
        }
    }

    @Test
    void a_topic_that_a_transformation_drops_brings_nothing_else_again_under_exactly_once() {
        Set<String> kept = Set.of("users", "users_tags");
        try (Deployment deployment = new Deployment(
                        ClusterMode.EXACTLY_ONCE,
                        sandbox,
                        Map.of(
                                "intercom.tables", "users,users_tags,users_social_profiles,users_companies",
                                "exactly.once.support", "required",
                                "transforms", "drop",
                                "transforms.drop.type", "org.apache.kafka.connect.transforms.Filter",
                                "transforms.drop.predicate", "some",
                                "predicates", "some",
                                "predicates.some.type",
                                        "org.apache.kafka.connect.transforms.predicates.TopicNameMatches",
                                "predicates.some.pattern", ".*users_(social_profiles|companies)"))
                .create()) {
            deployment.awaitTruth(kept);
            Set<List<Object>> before =
                    Set.copyOf(deployment.topics().timesSent("users_tags").keySet());
            deployment.post("/restart?includeTasks=true");
            deployment.awaitState("RUNNING", 1);
            for (int i = 0; i < 3; i++) {
                sandbox.changes().random(new Random(i), 1, EnumSet.of(RandomChange.CREATE_CONTACT));
                deployment.awaitTruth(kept);
            }

            Map<List<Object>, Integer> times = new HashMap<>(deployment.topics().timesSent("users_tags"));
            times.keySet().retainAll(before);
            assertThat(times.values()).isNotEmpty().allMatch(count -> count == 1);
        }
    }

    @Test
    void the_token_of_another_workspace_begins_at_the_beginning() {
        try (Sandbox other = Sandbox.start(new Options().size(SMALL).seed(2).appId("other2"));
                Deployment deployment = new Deployment(
                                ClusterMode.EXACTLY_ONCE, sandbox, Map.of("intercom.tables", "users,companies"))
                        .create()) {
            deployment.awaitTruth(Set.of("users", "companies"));

            deployment.reconfigure(Map.of("intercom.base.url", other.baseUrl()));

            Map<List<Object>, Map<String, Object>> theirs =
                    Truth.of(other.workspace()).get("users");
            await("their users").atMost(Deployment.LIMIT).untilAsserted(() -> {
                deployment.topics().read();
                assertThat(deployment.topics().rows("users").keySet()).containsAll(theirs.keySet());
            });
            assertThat(deployment.get("/offsets").body().findValuesAsText("workspace"))
                    .contains("sandbox1", "other2");
        }
    }

    /** These, and those about conversations. */
    private static Set<String> tables(String... besides) {
        Set<String> tables = new HashSet<>(Truth.TABLES);
        tables.removeIf(table -> !table.startsWith("conversation"));
        tables.addAll(List.of(besides));
        return tables;
    }
}
