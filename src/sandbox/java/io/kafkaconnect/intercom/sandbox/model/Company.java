package io.kafkaconnect.intercom.sandbox.model;

import java.util.List;
import java.util.Map;

/** A company. A field that may be absent from Intercom's response is null here. */
public record Company(
        String id,
        String companyId,
        String name,
        Long remoteCreatedAt,
        long createdAt,
        long updatedAt,
        Long lastRequestAt,
        double monthlySpend,
        long sessionCount,
        CompanyPlan plan,
        Long size,
        String website,
        String industry,
        Map<String, Object> customAttributes,
        List<String> tagIds)
        implements SearchableEntity {

    Company renamed(String newName, long at) {
        return new Company(
                id,
                companyId,
                newName,
                remoteCreatedAt,
                createdAt,
                at,
                lastRequestAt,
                monthlySpend,
                sessionCount,
                plan,
                size,
                website,
                industry,
                customAttributes,
                tagIds);
    }

    Company withoutTag(String tagId) {
        return new Company(
                id,
                companyId,
                name,
                remoteCreatedAt,
                createdAt,
                updatedAt,
                lastRequestAt,
                monthlySpend,
                sessionCount,
                plan,
                size,
                website,
                industry,
                customAttributes,
                Links.without(tagIds, tagId::equals));
    }
}
