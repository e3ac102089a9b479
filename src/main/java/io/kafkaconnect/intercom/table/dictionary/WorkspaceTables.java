package io.kafkaconnect.intercom.table.dictionary;

import static io.kafkaconnect.intercom.table.ColumnType.BOOLEAN;
import static io.kafkaconnect.intercom.table.ColumnType.INT64;
import static io.kafkaconnect.intercom.table.ColumnType.JSON;
import static io.kafkaconnect.intercom.table.ColumnType.STRING;
import static io.kafkaconnect.intercom.table.ColumnType.TIMESTAMP;
import static io.kafkaconnect.intercom.table.TableTemplate.WORKSPACE;
import static io.kafkaconnect.intercom.table.dictionary.Sources.PRIORITY_LEVEL;
import static io.kafkaconnect.intercom.table.dictionary.Sources.constant;
import static io.kafkaconnect.intercom.table.dictionary.Sources.entity;
import static io.kafkaconnect.intercom.table.dictionary.Sources.itself;
import static io.kafkaconnect.intercom.table.dictionary.Sources.parent;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.col;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.nested;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.table;

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
                    col("assignment_limit", INT64, "Conversations a member gets at most; only where load is balanced"))
            .build();

    static final Table TEAMS_ADMINS = table("teams_admins", WORKSPACE, "Admins in teams, a row for each pair.")
            .from("team", "admins")
            .where("type", "team")
            .eachValue("admin_ids")
            .ownedBy(entity("id"), "teams")
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

    static final Table ACTIVITY_LOGS = table(
                    "activity_logs",
                    WORKSPACE,
                    "What teammates did in the workspace: sign-ins, settings, roles, exports and more.")
            .from("activity_log", "activity_logs")
            .since(16)
            .byNameOnly()
            .key("id")
            .documented(
                    col("id", STRING, "The id of the activity, a UUID"),
                    col("activity_type", STRING, "What was done, as in admin_login_success or role_change"),
                    col("activity_description", STRING, "The same in a sentence, where Intercom gives one"),
                    col("created_at", TIMESTAMP, "The time it was done"),
                    nested("performed_by", "type", STRING, "Value is admin"),
                    nested("performed_by", "id", STRING, "Who did it (admins.id)"),
                    nested("performed_by", "email", STRING, "The email address of who did it"),
                    nested("performed_by", "ip", STRING, "The IP address of who did it"),
                    col("metadata", JSON, "What it was about, as JSON"))
            .build();

    static final Table AWAY_STATUS_REASONS = table(
                    "away_status_reasons", WORKSPACE, "The reasons teammates can give for being away.")
            .from("away_status_reason", "away_status_reasons")
            .since(14)
            .key("id")
            .documented(
                    col("type", STRING, "Value is away_status_reason"),
                    col("id", STRING, "The id of the reason (admins.away_status_reason_id)"),
                    col("label", STRING, "The text of the reason"),
                    col("emoji", STRING, "Its emoji"),
                    col("order", INT64, "Where it stands in the list"),
                    col("deleted", BOOLEAN, "Whether it was deleted"),
                    col("created_at", TIMESTAMP, "The time the reason was created"),
                    col("updated_at", TIMESTAMP, "The last time the reason was updated"))
            .build();

    static final Table BRANDS = table("brands", WORKSPACE, "The brands of the workspace.")
            .from("brand", "brands")
            .since(15)
            .key("id")
            .documented(
                    col("type", STRING, "Value is brand"),
                    col("id", STRING, "The id of the brand; the default one has the id code of the workspace"),
                    col("name", STRING, "The name of the brand"),
                    col("is_default", BOOLEAN, "Whether it is the default brand"),
                    col("help_center_id", STRING, "Its help center (help_centers.id)"),
                    col("default_address_settings_id", STRING, "Its email setting"),
                    col("created_at", TIMESTAMP, "The time the brand was created"),
                    col("updated_at", TIMESTAMP, "The last time the brand was updated"))
            .build();

    /** In the order of the documentation. */
    static final List<Table> ALL = List.of(TEAMS, TEAMS_ADMINS, ACTIVITY_LOGS, AWAY_STATUS_REASONS, BRANDS);

    private WorkspaceTables() {}
}
