package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import io.kafkaconnect.intercom.sandbox.model.Admin;
import io.kafkaconnect.intercom.sandbox.model.CatalogueChanges;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.model.Team;
import io.kafkaconnect.intercom.sandbox.model.Ticket;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables beside the 22 of the default equal Intercom, whatever changes and whenever the task dies. */
class FurtherTablesTest {
    private static final Duration INTERVAL = Duration.ofHours(1);

    /** A company without contacts is in no list. */
    private static final Set<RandomChange> ENDING_COMPANIES =
            EnumSet.of(RandomChange.DELETE_COMPANY, RandomChange.DETACH_COMPANY, RandomChange.DELETE_CONTACT);

    private final Random random = new Random(7);
    private final Reconfigured story = new Reconfigured(
            random,
            new Options().size(new Size(20, 10, 4, 6, 8, 5, 3, 10, 1, 2, 4, Duration.ofDays(30))),
            DeliveryPropertyTest::task);
    private List<String> tables;

    private void start(String selected) {
        start(selected, "required");
    }

    private void start(String selected, String exactlyOnce) {
        Set<String> names = Set.of(selected.split(","));
        tables = Tables.ALL.stream()
                .filter(table -> table.isSelectedBy(names))
                .map(Table::name)
                .filter(Truth.FURTHER_TABLES::contains)
                .toList();
        story.pass(INTERVAL);
        story.configure(new HashMap<>(Map.of(
                "intercom.tables",
                selected,
                "intercom.full.poll.interval.ms",
                Long.toString(INTERVAL.toMillis()),
                "exactly.once.support",
                exactlyOnce)));
        story.quiet();
    }

    /** A sweep begins an interval after a start, so what changes silently may take two. */
    private void isMirror() {
        for (int i = 0; i < 2; i++) {
            story.pass(INTERVAL);
            story.quiet();
        }
        assertThat(story.missing(tables, "intercom.", false, ColumnSet.DOCUMENTED))
                .isEmpty();
        assertThat(story.leftOver(tables)).isEmpty();
    }

    private List<String> someAdmins() {
        List<String> admins = new ArrayList<>(story.backend().workspace().admins().all().stream()
                .map(Admin::id)
                .toList());
        Collections.shuffle(admins, random);
        return admins.subList(0, random.nextInt(admins.size()));
    }

    private void changeTeams() {
        CatalogueChanges changes = story.backend().changes().catalogue();
        List<String> teams =
                story.backend().workspace().teams().all().stream().map(Team::id).toList();
        String team = teams.isEmpty() ? null : teams.get(random.nextInt(teams.size()));
        switch (team == null ? 0 : random.nextInt(4)) {
            case 0 -> changes.createTeam("team " + random.nextInt(1_000), someAdmins());
            case 1 -> changes.deleteTeam(team);
            default -> changes.setMembers(team, someAdmins());
        }
    }

    private void change() {
        switch (random.nextInt(8)) {
            case 0 -> changeTeams();
            case 1, 2 -> story.backend().changes().tickets().random(random);
            case 3 -> {
                if (tables.contains("company_notes")) {
                    story.backend().changes().random(random, 1, ENDING_COMPANIES);
                }
            }
            default -> story.backend().changes().items().random(random);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tickets",
                "help_center",
                "workspace",
                "workspace,admins,tags",
                "people",
                "support",
                "news",
                "fin_content",
                "all",
                "activity_logs",
                "articles_statistics,calls",
                "calls,call_transcripts",
                "call_transcripts",
                "companies,company_notes",
                "company_notes"
            })
    void every_change_arrives_across_restarts(String selected) {
        start(selected);
        assertThat(tables).isNotEmpty();
        isMirror();
        for (int round = 0; round < 12; round++) {
            for (int i = random.nextInt(40); i > 0; i--) {
                change();
            }
            if (round % 3 == 0) {
                story.pass(INTERVAL);
                story.pollAndCrash();
            }
            isMirror();
        }
    }

    @Test
    void what_does_not_change_is_not_sent_again() {
        start("tickets,help_center,workspace,news,fin_content,macros,macros_teams,data_attributes,subscription_types");
        List<String> filled = tables.stream()
                .filter(table ->
                        !Truth.further(story.backend().workspace()).get(table).isEmpty())
                .map(table -> "intercom." + table)
                .toList();
        assertThat(story.sent().keySet())
                .containsExactlyInAnyOrderElementsOf(filled)
                .hasSizeGreaterThan(25);
        story.restart();
        isMirror();

        assertThat(story.sent()).isEmpty();
    }

    @Test
    void each_entry_of_the_activity_log_comes_once() {
        start("activity_logs");
        for (int round = 0; round < 20; round++) {
            for (int i = random.nextInt(10); i > 0; i--) {
                story.backend().changes().items().create(ItemKind.ACTIVITY_LOGS);
            }
            story.pass(Duration.ofMinutes(random.nextInt(10_000)));
            if (round % 3 == 0) {
                story.pollAndCrash();
            }
            story.quiet();
        }
        isMirror();

        assertThat(story.sent())
                .containsExactlyEntriesOf(Map.of("intercom.activity_logs", story.count("activity_logs")));
    }

    @Test
    void an_admin_who_leaves_a_team_changes_the_rows_of_the_team_alone() {
        start("workspace");
        Team team = story.backend().workspace().teams().all().stream()
                .filter(one -> one.adminIds().size() > 1)
                .findFirst()
                .orElseThrow();
        story.sent();

        List<String> staying = team.adminIds().subList(0, team.adminIds().size() - 1);
        story.backend().changes().catalogue().setMembers(team.id(), staying);
        story.pass(INTERVAL);
        story.quiet();

        assertThat(story.leftOver(tables)).isEmpty();
        assertThat(story.sent().keySet()).isSubsetOf("intercom.teams_admins");
    }

    /** The memory does not know the row of the ticket itself. */
    @Test
    void without_transactions_a_link_without_a_new_update_time_changes_the_row_of_its_ticket_too() {
        story.acknowledge();
        start("tickets", "requested");
        isMirror();
        List<String> ids = story.backend().workspace().tickets().current().all().stream()
                .map(Ticket::id)
                .toList();
        story.backend().changes().tickets().linkQuietly(ids.get(0), ids.get(1));
        story.pass(INTERVAL);
        isMirror();
    }

    @Test
    void a_page_that_is_only_read_again_by_fin_sends_nothing() {
        start("fin_content");
        story.sent();

        for (ItemKind kind : List.of(ItemKind.EXTERNAL_PAGES, ItemKind.CONTENT_IMPORT_SOURCES)) {
            for (Item item : story.backend().workspace().items().all(kind)) {
                story.backend().changes().items().refresh(kind, item.id());
            }
        }
        story.pass(INTERVAL);
        story.quiet();

        assertThat(story.sent()).isEmpty();
    }
}
