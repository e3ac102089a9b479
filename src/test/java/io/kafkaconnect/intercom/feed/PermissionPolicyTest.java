package io.kafkaconnect.intercom.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.feed.incremental.OmittedTables;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.support.LogLines;
import io.kafkaconnect.intercom.task.FailurePolicy;
import io.kafkaconnect.intercom.task.StreamEvents;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PermissionPolicyTest {
    private final LogLines lines = LogLines.of(PermissionPolicy.class);
    private final PermissionPolicy permission = new PermissionPolicy(
            true,
            Map.of(
                    "users",
                    new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1)),
                    "leads",
                    new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1))));
    private final Reply.Failed denied = ScriptedIntercom.failed(Request.get("/contacts/1/notes"), 403);

    @AfterEach
    void forget() {
        lines.close();
    }

    @Test
    void what_is_left_out_by_choice_is_a_warning_once_for_each_stream_and_detail() {
        OmittedTables leftOut = new OmittedTables(Set.of("users", "notes"), Set.of());
        StreamEvents users = new StreamEvents(
                "users",
                new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1)),
                permission,
                new FailurePolicy(true, false),
                leftOut,
                new LogThrottle(Clock.systemUTC()));
        StreamEvents leads = new StreamEvents(
                "leads",
                new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1)),
                permission,
                new FailurePolicy(true, false),
                new LogThrottle(Clock.systemUTC()));

        for (int i = 0; i < 2; i++) {
            users.detailDenied(Enrichment.NOTES, denied.failure());
            users.detailDenied(Enrichment.EVENTS, denied.failure());
            leads.detailDenied(Enrichment.NOTES, denied.failure());
        }

        assertThat(lines.said()).hasSize(3).allMatch(line -> line.startsWith("WARN "));
        assertThat(leftOut.tables()).containsExactly("notes");
        assertThat(leftOut.isPermitted()).isFalse();

        users.detailPermitted(Enrichment.EVENTS);
        assertThat(leftOut.isPermitted()).isFalse();
        users.detailPermitted(Enrichment.NOTES);
        assertThat(leftOut.isPermitted()).isTrue();
        users.detailDenied(Enrichment.NOTES, denied.failure());
        assertThat(lines.said().get(lines.said().size() - 1)).startsWith("WARN ");
    }
}
