package io.kafkaconnect.intercom.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.feed.incremental.LeftOut;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.Detail;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.support.LogLines;
import io.kafkaconnect.intercom.task.FailsOn;
import io.kafkaconnect.intercom.task.StreamLog;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MissingPermissionTest {
    private final LogLines lines = LogLines.of(MissingPermission.class);
    private final MissingPermission permission =
            new MissingPermission(true, Map.of("users", new StreamMetrics(), "leads", new StreamMetrics()));
    private final Reply.Failed denied = ScriptedIntercom.failed(Request.get("/contacts/1/notes"), 403);

    @AfterEach
    void forget() {
        lines.close();
    }

    @Test
    void what_is_left_out_by_choice_is_a_warning_once_for_each_stream_and_detail() {
        LeftOut leftOut = new LeftOut(Set.of("users", "notes"), Set.of());
        StreamLog users = new StreamLog("users", new StreamMetrics(), permission, new FailsOn(true, false), leftOut);
        StreamLog leads = new StreamLog("leads", new StreamMetrics(), permission, new FailsOn(true, false));

        for (int i = 0; i < 2; i++) {
            users.detailDenied(Detail.NOTES, denied.failure());
            users.detailDenied(Detail.EVENTS, denied.failure());
            leads.detailDenied(Detail.NOTES, denied.failure());
        }

        assertThat(lines.said()).hasSize(3).allMatch(line -> line.startsWith("WARN "));
        assertThat(leftOut.tables()).containsExactly("notes");
        assertThat(leftOut.isPermitted()).isFalse();

        users.detailPermitted(Detail.EVENTS);
        assertThat(leftOut.isPermitted()).isFalse();
        users.detailPermitted(Detail.NOTES);
        assertThat(leftOut.isPermitted()).isTrue();
        users.detailDenied(Detail.NOTES, denied.failure());
        assertThat(lines.said().get(lines.said().size() - 1)).startsWith("WARN ");
    }
}
