package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.model.Admin;
import io.kafkaconnect.intercom.sandbox.model.CatalogueChanges;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.model.Team;
import io.kafkaconnect.intercom.table.ColumnSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of the template {@code workspace} equal Intercom, whatever changes and whenever the task dies. */
class WorkspaceTablesTest {
    private static final List<String> TABLES = List.of("teams", "teams_admins");
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Random random = new Random(7);
    private final Reconfigured story = new Reconfigured(
            random,
            new Options().size(new Size(20, 10, 4, 6, 8, 5, 3, 10, 1, 2, 4, Duration.ofDays(30))),
            DeliveryPropertyTest::task);

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

    private List<String> someAdmins() {
        List<String> admins = new ArrayList<>(story.backend().workspace().admins().all().stream()
                .map(Admin::id)
                .toList());
        Collections.shuffle(admins, random);
        return admins.subList(0, random.nextInt(admins.size()));
    }

    private void change() {
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

    @ParameterizedTest
    @ValueSource(strings = {"workspace", "workspace,admins,tags"})
    void every_change_arrives_across_restarts(String tables) {
        start(tables);
        isMirror();
        for (int round = 0; round < 20; round++) {
            for (int i = random.nextInt(4); i > 0; i--) {
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
        start("workspace");
        story.sent();
        story.restart();
        isMirror();

        assertThat(story.sent()).isEmpty();
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

        assertThat(story.leftOver(TABLES)).isEmpty();
        assertThat(story.sent().keySet()).isSubsetOf("intercom.teams_admins");
    }
}
