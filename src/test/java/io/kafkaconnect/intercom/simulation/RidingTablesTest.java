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
        isMirror(TABLES);
    }

    private void isMirror(List<String> tables) {
        story.pass(INTERVAL);
        story.quiet();
        assertThat(story.missing(tables, "intercom.", false, ColumnSet.DOCUMENTED))
                .isEmpty();
        assertThat(story.leftOver(tables)).isEmpty();
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
                // The first sweep over conversations comes an interval after the start.
                story.quiet();
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

    /** A change, and the records that it sends beside the row of its conversation. */
    private enum OneChange {
        OPT_OUT(Map.of("users_subscriptions", 1)) {
            @Override
            void make(Workspace workspace, Changes changes) {
                Contact user = anyOf(workspace.contacts().current().all(), contact -> contact.role() == Role.USER);
                changes.contacts().choose(user.id(), "300", false);
            }
        },
        TAG_A_COMPANY(Map.of("companies_tags", 1)) {
            @Override
            void make(Workspace workspace, Changes changes) {
                String tag = changes.catalogue().createTag("new");
                changes.catalogue().tagCompany(listed(workspace).id(), tag);
            }
        },
        RENAME_A_SEGMENT(Map.of("companies_segments", 1)) {
            @Override
            void make(Workspace workspace, Changes changes) {
                String segment = workspace.companySegments().all().get(0).id();
                workspace.companies().all().stream()
                        .filter(company -> company.segmentIds().contains(segment))
                        .filter(company -> workspace.contactsOf(company) > 0)
                        .skip(1)
                        .forEach(company -> changes.catalogue().takeOutOfSegment(company.id(), segment));
                changes.catalogue().renameCompanySegment(segment, "new");
            }
        },
        LINK_WITHOUT_AN_UPDATE(Map.of("conversations_linked_objects", 1)) {
            @Override
            void make(Workspace workspace, Changes changes) {
                changes.conversations()
                        .linkQuietly(answered(workspace).id(), new LinkedObject("ticket", "1", "Customer"));
            }
        },
        ADD_A_SOURCE(Map.of("conversations_content_sources", 1)) {
            @Override
            void make(Workspace workspace, Changes changes) {
                changes.conversations().addSource(answered(workspace).id(), new ContentSource("file", "/1", "a", "en"));
            }
        },
        TAG_A_PART(Map.of("conversation_parts_tags", 1)) {
            @Override
            void make(Workspace workspace, Changes changes) {
                Conversation conversation = answered(workspace);
                String tag = changes.catalogue().createTag("new");
                changes.conversations()
                        .tagPart(conversation.id(), conversation.parts().get(0).id(), tag);
            }
        };

        @SuppressWarnings("ImmutableEnumChecker") // Map.of is immutable.
        private final Map<String, Integer> sent;

        @SuppressWarnings("ImmutableEnumChecker") // Map.of is immutable.
        OneChange(Map<String, Integer> sent) {
            this.sent = sent;
        }

        abstract void make(Workspace workspace, Changes changes);

        private static Conversation answered(Workspace workspace) {
            return anyOf(
                    workspace.conversations().current().all(),
                    conversation -> !conversation.parts().isEmpty());
        }

        private static Company listed(Workspace workspace) {
            return anyOf(workspace.companies().all(), company -> workspace.contactsOf(company) > 0);
        }

        private static <E> E anyOf(List<E> all, Predicate<E> which) {
            return all.stream().filter(which).findFirst().orElseThrow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_change_sends_its_own_rows_alone(OneChange change) {
        start(ALONE);
        isMirror();
        story.sent();

        change.make(workspace(), story.backend().changes());
        isMirror();

        Map<String, Integer> sent = new HashMap<>();
        change.sent.forEach((table, rows) -> sent.put("intercom." + table, rows));
        assertThat(story.sent()).isEqualTo(sent);
    }

    @Test
    void a_lead_that_signs_up_takes_its_choices_along() {
        List<String> tables = List.of("users_subscriptions", "leads_subscriptions");
        start(String.join(",", tables));
        isMirror(tables);
        Contact lead = workspace().contacts().current().all().stream()
                .filter(contact -> contact.role() == Role.LEAD)
                .filter(contact -> contact.links().subscriptions().size() == 2)
                .findFirst()
                .orElseThrow();
        story.sent();

        story.backend().changes().contacts().convert(lead.id());
        isMirror(tables);

        // Tombstones do not count here.
        assertThat(story.sent()).isEqualTo(Map.of("intercom.users_subscriptions", 2));
    }
}
