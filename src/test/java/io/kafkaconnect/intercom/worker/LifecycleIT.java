package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.quickstart.Rest;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.http.Fault;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an operator does to a running connector, and what must not come of it. */
@ExtendWith(ClusterMode.Stopping.class)
class LifecycleIT {
    private static final Size SMALL = new Size(30, 20, 10, 3, 6, 3, 2, 40, 0, 3, 3, Duration.ofDays(30));

    private final Sandbox sandbox = Sandbox.start(new Options().size(SMALL));

    /** Waits until the sandbox has answered some more polls of every kind. */
    private void awaitPolls(int more) {
        for (String route :
                List.of("POST /conversations/search", "POST /contacts/search", "GET /tags", "GET /companies/scroll")) {
            int before = sandbox.requests().count(route);
            await(route).atMost(Deployment.LIMIT).until(() -> sandbox.requests().count(route) >= before + more);
        }
    }

    @ParameterizedTest
    @EnumSource
    void idle_polls_and_a_restart_send_nothing_again(ClusterMode guarantee) {
        try (sandbox;
                Deployment deployment =
                        new Deployment(guarantee, sandbox, Map.of("intercom.full.poll.interval.ms", "1500")).create()) {
            deployment.awaitTruth();
            int sent = deployment.topics().records();
            awaitPolls(3);
            // Without exactly-once, offsets are stored every half second here; what was stored is not sent again.
            await("offsets stored")
                    .atMost(Deployment.LIMIT)
                    .until(() -> deployment.get("/offsets").body().toString().contains("conversations"));
            awaitPolls(3);

            deployment.post("/restart?includeTasks=true");
            deployment.awaitState("RUNNING", 1);
            awaitPolls(3);
            deployment.awaitTruth();
            assertThat(deployment.topics().records()).isEqualTo(sent);
        }
    }

    @Test
    void pause_and_resume_lose_nothing_and_repeat_nothing() {
        try (sandbox;
                Deployment deployment = new Deployment(ClusterMode.EXACTLY_ONCE, sandbox, Map.of()).create()) {
            deployment.awaitTruth();
            int sent = deployment.topics().records();
            deployment.put("/pause");
            deployment.awaitState("PAUSED", 1);
            String user = sandbox.workspace()
                    .contacts()
                    .current()
                    .all()
                    .iterator()
                    .next()
                    .id();
            sandbox.changes().contacts().rename(user, "Changed While Paused");
            deployment.put("/resume");
            deployment.awaitState("RUNNING", 1);
            deployment.awaitTruth();
            assertThat(deployment.topics().records()).isGreaterThan(sent);
        }
    }

    @Test
    void an_outage_of_intercom_is_ridden_out_and_the_task_stays_running() {
        // Not companies: a scroll whose first answer is lost stays open for a minute, and that minute is waited.
        Set<String> tables = Set.of("users", "leads", "tags", "segments", "admins", "notes");
        try (sandbox;
                Deployment deployment = new Deployment(
                                ClusterMode.EXACTLY_ONCE, sandbox, Map.of("intercom.tables", String.join(",", tables)))
                        .create()) {
            deployment.awaitTruth(tables);
            sandbox.faults().next(call -> true, 40, Fault.html(503));
            sandbox.faults().next(call -> true, 10, Fault.CUT_IN_BODY);
            sandbox.faults().next(call -> true, 10, Fault.EMPTY_WITH_200);
            await("faults met")
                    .atMost(Deployment.LIMIT)
                    .until(() -> sandbox.faults().spent());
            sandbox.changes()
                    .catalogue()
                    .renameTag(
                            sandbox.workspace().tags().all().iterator().next().id(), "Renamed");
            deployment.awaitTruth(tables);
            deployment.awaitState("RUNNING", 1);
        }
    }

    @Test
    void a_tag_that_is_deleted_leaves_a_tombstone() {
        try (sandbox;
                Deployment deployment = new Deployment(
                                ClusterMode.EXACTLY_ONCE,
                                sandbox,
                                Map.of("intercom.tables", "tags,companies,segments,admins"))
                        .create()) {
            Set<String> tables = Set.of("tags", "companies", "segments", "admins");
            deployment.awaitTruth(tables);
            String tag = sandbox.workspace().tags().all().iterator().next().id();
            sandbox.changes().catalogue().deleteTag(tag);
            sandbox.changes()
                    .catalogue()
                    .deleteCompany(sandbox.workspace()
                            .companies()
                            .all()
                            .iterator()
                            .next()
                            .id());
            deployment.awaitTruth(tables);
            assertThat(deployment.topics().timesSent("tags").get(List.of(tag))).isEqualTo(2);
        }
    }

    @Test
    void what_contacts_lose_without_a_sign_and_contacts_that_are_gone_leave_tombstones() {
        Map<String, String> settings = Map.of(
                "intercom.tables",
                "users,users_tags,users_companies,users_social_profiles",
                "intercom.full.poll.interval.ms",
                "1000");
        try (sandbox;
                Deployment deployment = new Deployment(ClusterMode.EXACTLY_ONCE, sandbox, settings).create()) {
            Set<String> tables = Set.of("users", "users_tags", "users_companies", "users_social_profiles");
            deployment.awaitTruth(tables);
            List<List<Object>> taggings =
                    List.copyOf(deployment.topics().rows("users_tags").keySet());
            String untagged = (String) taggings.get(0).get(0);
            String deleted = taggings.stream()
                    .map(key -> (String) key.get(0))
                    .filter(id -> !id.equals(untagged))
                    .findFirst()
                    .orElseThrow();

            sandbox.changes().contacts().untag(untagged, (String)
                    taggings.get(0).get(1));
            sandbox.changes().contacts().delete(deleted);

            deployment.awaitTruth(tables);
            assertThat(deployment.topics().rows("users")).doesNotContainKey(List.of(deleted));
            assertThat(deployment.topics().timesSent("users").get(List.of(deleted)))
                    .isEqualTo(2);
        }
    }

    @Test
    void a_conversation_that_is_deleted_leaves_a_tombstone() {
        try (sandbox;
                Deployment deployment = new Deployment(
                                ClusterMode.EXACTLY_ONCE, sandbox, Map.of("intercom.tables", "conversations"))
                        .create()) {
            String id = sandbox.workspace()
                    .conversations()
                    .current()
                    .all()
                    .iterator()
                    .next()
                    .id();
            await("sent").atMost(Deployment.LIMIT).until(() -> {
                deployment.topics().read();
                return deployment.topics().rows("conversations").containsKey(List.of(id));
            });
            sandbox.changes().conversations().delete(id);
            await("gone").atMost(Deployment.LIMIT).until(() -> {
                deployment.topics().read();
                return !deployment.topics().rows("conversations").containsKey(List.of(id));
            });
        }
    }

    @Test
    void offsets_can_be_read_rewound_and_deleted_and_bad_ones_are_refused_by_name() {
        try (sandbox;
                Deployment deployment = new Deployment(
                                ClusterMode.EXACTLY_ONCE,
                                sandbox,
                                Map.of("intercom.tables", "tags,users", "exactly.once.support", "required"))
                        .create()) {
            Set<String> tables = Set.of("tags", "users");
            deployment.awaitTruth(tables);
            JsonNode offsets = deployment.get("/offsets").body().path("offsets");
            assertThat(offsets.findValuesAsText("workspace")).containsOnly("sandbox1");
            // The shards of users_relations remember the sent users.
            assertThat(offsets.findValuesAsText("stream")).contains("tags", "users");
            assertThat(offsets.findValuesAsText("updated_at"))
                    .as(offsets.toPrettyString())
                    .hasSize(1)
                    .allMatch(time -> time.endsWith("Z"));

            stop(deployment);
            Map<String, Object> users = Map.of("workspace", "sandbox1", "stream", "users");
            refuses(deployment, users, Map.of("updated_at", "yesterday"), "updated_at");
            refuses(deployment, users, Map.of("version", 99, "updated_at", "2026-01-01T00:00:00Z"), "version");
            refuses(deployment, users, Map.of("update_at", "2026-01-01T00:00:00Z"), "update_at");
            refuses(deployment, users, Map.of("updated_at", "9999-01-01T00:00:00Z"), "updated_at");
            refuses(deployment, Map.of("workspace", "sandbox1", "stream", "people"), Map.of("version", 1), "stream");

            Map<List<Object>, Integer> before = Map.copyOf(deployment.topics().timesSent("users"));
            Rest.Answer patched = deployment.patchOffsets(offsets(users, Map.of("updated_at", "1970-01-01T00:00:00Z")));
            assertThat(patched.status()).as(String.valueOf(patched.body())).isEqualTo(200);
            deployment.put("/resume");
            await("sent again").atMost(Deployment.LIMIT).untilAsserted(() -> {
                deployment.topics().read();
                assertThat(deployment.topics().timesSent("users"))
                        .allSatisfy((key, times) -> assertThat(times).isEqualTo(before.get(key) + 1));
            });
            assertThat(deployment.topics().timesSent("tags").values()).containsOnly(1);

            stop(deployment);
            assertThat(deployment.patchOffsets(offsets(users, null)).status()).isEqualTo(200);
            deployment.put("/resume");
            await("sent a third time").atMost(Deployment.LIMIT).untilAsserted(() -> {
                deployment.topics().read();
                assertThat(deployment.topics().timesSent("users"))
                        .allSatisfy((key, times) -> assertThat(times).isEqualTo(before.get(key) + 2));
            });
            assertThat(deployment.topics().timesSent("tags").values()).containsOnly(1);

            stop(deployment);
            assertThat(deployment.deleteOffsets().status()).isEqualTo(200);
            deployment.put("/resume");
            await("all sent again").atMost(Deployment.LIMIT).untilAsserted(() -> {
                deployment.topics().read();
                assertThat(deployment.topics().timesSent("tags").values()).containsOnly(2);
            });
        }
    }

    private static void stop(Deployment deployment) {
        deployment.put("/stop");
        await("stopped")
                .atMost(Deployment.LIMIT)
                .until(() -> deployment.get("/status").body().path("tasks").isEmpty());
    }

    private static void refuses(
            Deployment deployment, Map<String, Object> partition, Map<String, Object> offset, String key) {
        Rest.Answer answer = deployment.patchOffsets(offsets(partition, offset));
        assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(400);
        assertThat(answer.body().path("message").asText()).contains("'" + key + "'");
    }

    private static Map<String, Object> offsets(Map<String, Object> partition, Map<String, Object> offset) {
        Map<String, Object> entry = new HashMap<>();
        entry.put("partition", partition);
        entry.put("offset", offset);
        return Map.of("offsets", List.of(entry));
    }
}
