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
        List<String> tagIds,
        List<String> segmentIds)
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
                tagIds,
                segmentIds);
    }

    Company withTag(String tagId) {
        return with(Links.plus(withoutTag(tagId).tagIds, tagId), segmentIds);
    }

    Company withoutTag(String tagId) {
        return with(Links.without(tagIds, tagId::equals), segmentIds);
    }

    Company withSegment(String segmentId) {
        return with(tagIds, Links.plus(withoutSegment(segmentId).segmentIds, segmentId));
    }

    Company withoutSegment(String segmentId) {
        return with(tagIds, Links.without(segmentIds, segmentId::equals));
    }

    private Company with(List<String> newTagIds, List<String> newSegmentIds) {
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
                newTagIds,
                newSegmentIds);
    }
}
