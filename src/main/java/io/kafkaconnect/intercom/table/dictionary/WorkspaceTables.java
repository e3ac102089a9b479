package io.kafkaconnect.intercom.table.dictionary;

import static io.kafkaconnect.intercom.table.ColumnType.INT64;
import static io.kafkaconnect.intercom.table.ColumnType.STRING;
import static io.kafkaconnect.intercom.table.dictionary.Sources.PRIORITY_LEVEL;
import static io.kafkaconnect.intercom.table.dictionary.Sources.constant;
import static io.kafkaconnect.intercom.table.dictionary.Sources.itself;
import static io.kafkaconnect.intercom.table.dictionary.Sources.parent;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.col;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.table;
import static io.kafkaconnect.intercom.table.TableTemplate.WORKSPACE;

import io.kafkaconnect.intercom.table.Table;
import java.util.List;

/** The tables of the template {@code workspace}. */
final class WorkspaceTables {
    static final Table TEAMS = table("teams", WORKSPACE, "The teams of the workspace.")
            .from("team", "admins")
            .where("type", "team")
            .key("id")
            .documented(
                    col("type", STRING, "Value is team"),
                    col("id", STRING, "The id of the team; the same as in admins"),
                    col("name", STRING, "The name of the team"),
                    col("distribution_method", STRING, "How conversations are assigned in the team"),
                    col(
                            "assignment_limit",
                            INT64,
                            "Conversations a member gets at most; only where load is balanced"))
            .build();

    static final Table TEAMS_ADMINS = table("teams_admins", WORKSPACE, "Admins in teams, a row for each pair.")
            .from("team", "admins")
            .where("type", "team")
            .eachValue("admin_ids")
            .ownedBy(parent("id"), "teams")
            .key("teams_pk", "id")
            .documented(
                    col("type", STRING, constant("admin"), "Value is admin"),
                    col("id", STRING, itself(), "Admin identifier (admins.id)"),
                    col(
                            "priority_level",
                            STRING,
                            PRIORITY_LEVEL,
                            "Whether work goes to the admin first (primary) or when the others are full (secondary)"),
                    col("teams_pk", STRING, parent("id"), "Team identifier (teams.id, admins.id)"))
            .build();

    /** In the order of the documentation. */
    static final List<Table> ALL = List.of(
            TEAMS,
            TEAMS_ADMINS);

    private WorkspaceTables() {}
}
