package io.kafkaconnect.intercom.simulation;

import static io.kafkaconnect.intercom.sandbox.model.RandomChange.ASSIGN;
import static io.kafkaconnect.intercom.sandbox.model.RandomChange.CONVERT_LEAD;
import static io.kafkaconnect.intercom.sandbox.model.RandomChange.DELETE_COMPANY;
import static io.kafkaconnect.intercom.sandbox.model.RandomChange.DELETE_CONTACT;
import static io.kafkaconnect.intercom.sandbox.model.RandomChange.DELETE_CONVERSATION;
import static io.kafkaconnect.intercom.sandbox.model.RandomChange.DELETE_TAG;
import static io.kafkaconnect.intercom.sandbox.model.RandomChange.MERGE_CONTACTS;
import static io.kafkaconnect.intercom.sandbox.model.RandomChange.UNTAG_CONVERSATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.model.Changes;
import io.kafkaconnect.intercom.sandbox.model.Company;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.ContentSource;
import io.kafkaconnect.intercom.sandbox.model.Conversation;
import io.kafkaconnect.intercom.sandbox.model.LinkedObject;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.table.ColumnSet;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables whose rows ride on companies, contacts and conversations equal Intercom, whatever changes and whenever the task dies. */
class RidingTablesTest {
    private static final Duration INTERVAL = Duration.ofHours(1);

    private static final String ALONE = "companies_tags,companies_segments,users_subscriptions,leads_subscriptions,"
            + "conversations_teammates,conversations_linked_objects,conversations_content_sources,"
            + "conversation_parts_tags";

    private static final List<String> TABLES = List.of(ALONE.split(",", -1));

    private static final Set<RandomChange> OTHERS = EnumSet.of(
            ASSIGN,
            CONVERT_LEAD,
            DELETE_COMPANY,
            DELETE_CONTACT,
            DELETE_CONVERSATION,
            MERGE_CONTACTS,
            UNTAG_CONVERSATION);

    private final Random random = new Random(7);
    private final Reconfigured story = new Reconfigured(
            random,
            new Options().size(new Size(20, 10, 8, 3, 8, 5, 3, 25, 0, 3, 4, Duration.ofDays(30))),
            DeliveryPropertyTest::task);

    private Workspace workspace() {
        return story.backend().workspace();
    }

    private void start(String tables) {
        story.pass(INTERVAL);
        story.configure(new HashMap<>(Map.of(
                "intercom.tables",
                tables,
                "intercom.full.poll.interval.ms",
                Long.toString(INTERVAL.toMillis()),
                "exactly.once.support",
                "required")));
        story.quiet();
    }

    private void isMirror() {
        story.pass(INTERVAL);
        story.quiet();
        assertThat(story.missing(TABLES, "intercom.", false, ColumnSet.DOCUMENTED))
                .isEmpty();
        assertThat(story.leftOver(TABLES)).isEmpty();
    }

    @Test
    void a_workspace_has_rows_of_each_table() {
        var rows = Truth.further(workspace());

        assertThat(TABLES).allSatisfy(table -> assertThat(rows.get(table)).isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {ALONE, ALONE + ",basic,conversations"})
    void every_change_arrives_across_restarts(String tables) {
        Set<RandomChange> others = EnumSet.copyOf(OTHERS);
        if (!tables.equals(ALONE)) {
            others.add(DELETE_TAG);
        }
        start(tables);
        isMirror();
        for (int round = 0; round < 20; round++) {
            story.backend().changes().riding(random, random.nextInt(8));
            story.backend().changes().random(random, random.nextInt(3), others);
            if (round % 3 == 0) {
                story.pass(INTERVAL);
                story.pollAndCrash();
            }
            isMirror();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ALONE, ALONE + ",basic,conversations"})
    void what_does_not_change_is_not_sent_again(String tables) {
        start(tables);
        isMirror();
        story.sent();
        story.restart();
        isMirror();

        assertThat(story.sent()).isEmpty();
    }
}
