package io.kafkaconnect.intercom.sandbox.model;

import java.util.Map;

/** A user or a lead. */
public record Contact(
        String id,
        Role role,
        Identity identity,
        MailFlags mail,
        ContactTimes times,
        Place place,
        Map<String, Object> customAttributes,
        Links links)
        implements SearchableEntity {

    @Override
    public long updatedAt() {
        return times.updatedAt();
    }

    public Contact as(Role newRole) {
        return new Contact(id, newRole, identity, mail, times, place, customAttributes, links);
    }

    public Contact with(Identity newIdentity) {
        return new Contact(id, role, newIdentity, mail, times, place, customAttributes, links);
    }

    public Contact with(MailFlags newMail) {
        return new Contact(id, role, identity, newMail, times, place, customAttributes, links);
    }

    public Contact with(ContactTimes newTimes) {
        return new Contact(id, role, identity, mail, newTimes, place, customAttributes, links);
    }

    public Contact with(Links newLinks) {
        return new Contact(id, role, identity, mail, times, place, customAttributes, newLinks);
    }

    public Contact with(Map<String, Object> newAttributes) {
        return new Contact(id, role, identity, mail, times, place, newAttributes, links);
    }

    public Contact updated(long at) {
        return with(times.updated(at));
    }
}
