package io.kafkaconnect.intercom.sandbox.model;

import java.util.List;

/** The identity of a contact; everything except the profiles may be null. */
public record Identity(
        String externalId,
        String email,
        String phone,
        String name,
        String avatarUrl,
        String ownerId,
        List<SocialProfile> socialProfiles) {

    Identity named(String newName) {
        return new Identity(externalId, email, phone, newName, avatarUrl, ownerId, socialProfiles);
    }
}
