package io.kafkaconnect.intercom.sandbox.truth;

import io.kafkaconnect.intercom.sandbox.model.Team;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.util.function.Function;

/** The rows of teams and their members. */
record WorkspaceTruth(Workspace workspace, Function<String, TruthTable> tables) {

    void addAll() {
        for (Team team : workspace.teams().all()) {
            TruthRow row = new TruthRow()
                    .put("type", "team")
                    .put("id", team.id())
                    .put("name", team.name())
                    .put("distribution_method", team.distributionMethod())
                    .put("assignment_limit", team.assignmentLimit());
            tables.apply("teams").add(row, team.id());
            team.adminIds().forEach(admin -> tables.apply("teams_admins").add(member(team, admin), team.id(), admin));
        }
    }

    private static TruthRow member(Team team, String admin) {
        String level = team.primary().contains(admin) ? "primary" : null;
        return new TruthRow()
                .put("type", "admin")
                .put("id", admin)
                .put("priority_level", team.secondary().contains(admin) ? "secondary" : level)
                .put("teams_pk", team.id());
    }
}
