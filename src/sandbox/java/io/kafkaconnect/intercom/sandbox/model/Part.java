package io.kafkaconnect.intercom.sandbox.model;

import java.util.List;

/** One step of a conversation after its opening message. */
public record Part(
        String id,
        String type,
        Text body,
        long createdAt,
        long updatedAt,
        Long notifiedAt,
        PartAssignee assignedTo,
        Author author,
        List<Attachment> attachments,
        String externalId,
        List<String> tagIds)
        implements SearchableEntity {

    Part hostile(Text newBody, String newExternalId) {
        return new Part(
                id,
                type,
                newBody,
                createdAt,
                updatedAt,
                notifiedAt,
                assignedTo,
                author,
                attachments,
                newExternalId,
                tagIds);
    }

    Part tagged(List<String> newTagIds) {
        return new Part(
                id,
                type,
                body,
                createdAt,
                updatedAt,
                notifiedAt,
                assignedTo,
                author,
                attachments,
                externalId,
                List.copyOf(newTagIds));
    }

    Part withoutTag(String tagId) {
        return tagIds.contains(tagId) ? tagged(Links.without(tagIds, tagId::equals)) : this;
    }
}
