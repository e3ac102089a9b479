package io.kafkaconnect.intercom.sandbox.json;

import io.kafkaconnect.intercom.sandbox.model.Company;
import io.kafkaconnect.intercom.sandbox.model.CompanySegment;
import io.kafkaconnect.intercom.sandbox.model.Tag;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.util.List;
import java.util.Objects;

/** Companies. Some keys are left out. */
public record CompanyJson(Workspace workspace) {

    public void write(JsonWriter json, Company company) {
        json.put("type", "company")
                .put("company_id", company.companyId())
                .put("id", company.id())
                .put("app_id", workspace.app().idCode())
                .put("name", company.name());
        present(json, "remote_created_at", company.remoteCreatedAt());
        json.put("created_at", company.createdAt()).put("updated_at", company.updatedAt());
        present(json, "last_request_at", company.lastRequestAt());
        spend(json, company.monthlySpend());
        json.put("session_count", company.sessionCount()).put("user_count", workspace.contactsOf(company));
        present(json, "size", company.size());
        present(json, "website", company.website());
        present(json, "industry", company.industry());
        List<Tag> tags = company.tagIds().stream()
                .map(workspace.tags()::get)
                .filter(Objects::nonNull)
                .toList();
        List<CompanySegment> segments = company.segmentIds().stream()
                .map(workspace.companySegments()::get)
                .filter(Objects::nonNull)
                .toList();
        json.object("tags", list -> list.put("type", "tag.list").list("tags", tags, CatalogueJson::tag));
        json.object(
                "segments", list -> list.put("type", "segment.list").list("segments", segments, CompanyJson::segment));
        json.object("plan", plan -> {
            if (company.plan() != null) {
                plan.put("type", "plan")
                        .put("id", company.plan().id())
                        .put("name", company.plan().name());
            }
        });
        json.value("custom_attributes", company.customAttributes());
    }

    private static void segment(JsonWriter json, CompanySegment segment) {
        json.put("type", "segment").put("id", segment.id()).put("name", segment.name());
    }

    /** Declared as an integer, but Intercom returns decimals. */
    private static void spend(JsonWriter json, double spend) {
        if (spend == Math.rint(spend)) {
            json.put("monthly_spend", (long) spend);
        } else {
            json.put("monthly_spend", spend);
        }
    }

    private static void present(JsonWriter json, String name, Object value) {
        if (value != null) {
            json.value(name, value);
        }
    }
}
