package io.kafkaconnect.intercom.sandbox.truth;

import io.kafkaconnect.intercom.sandbox.model.Admin;
import io.kafkaconnect.intercom.sandbox.model.Company;
import io.kafkaconnect.intercom.sandbox.model.Segment;
import io.kafkaconnect.intercom.sandbox.model.Tag;
import io.kafkaconnect.intercom.sandbox.model.Team;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.util.function.Function;

/** The rows of companies, admins, tags and segments. */
record CatalogueTruth(Workspace workspace, Function<String, TruthTable> tables) {

    void addAll() {
        for (Company company : workspace.companies().all()) {
            if (workspace.contactsOf(company) > 0) {
                tables.apply("companies").add(company(company), company.id());
            }
        }
        for (Admin admin : workspace.admins().all()) {
            tables.apply("admins").add(admin("admin", admin.id(), admin.name(), admin.email()), admin.id());
        }
        for (Team team : workspace.teams().all()) {
            tables.apply("admins").add(admin("team", team.id(), team.name(), null), team.id());
        }
        for (Tag tag : workspace.tags().all()) {
            TruthRow row = new TruthRow().put("type", "tag").put("id", tag.id()).put("name", tag.name());
            tables.apply("tags").add(row, tag.id());
        }
        for (Segment segment : workspace.segments().all()) {
            tables.apply("segments").add(segment(segment), segment.id());
        }
    }

    private TruthRow company(Company company) {
        return new TruthRow()
                .put("type", "company")
                .put("id", company.id())
                .time("created_at", company.createdAt())
                .time("remote_created_at", company.remoteCreatedAt())
                .time("updated_at", company.updatedAt())
                .put("company_id", company.companyId())
                .put("name", company.name())
                .put("session_count", company.sessionCount())
                .decimal("monthly_spend", company.monthlySpend())
                .put("user_count", workspace.contactsOf(company))
                .put("plan", company.plan() == null ? null : company.plan().name())
                .put("custom_attributes", ContactTruth.json(company.customAttributes()));
    }

    private static TruthRow admin(String type, String id, String name, String email) {
        return new TruthRow().put("type", type).put("id", id).put("name", name).put("email", email);
    }

    private TruthRow segment(Segment segment) {
        return new TruthRow()
                .put("type", "segment")
                .put("id", segment.id())
                .put("name", segment.name())
                .time("created_at", segment.createdAt())
                .time("updated_at", segment.updatedAt())
                .put("count", workspace.contactsOf(segment))
                .put("person_type", segment.members().label());
    }
}
