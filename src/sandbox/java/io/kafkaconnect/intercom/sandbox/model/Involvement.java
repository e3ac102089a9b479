package io.kafkaconnect.intercom.sandbox.model;

import java.util.List;

/**
 * Who and what a conversation involves besides its contacts.
 *
 * @param teammates the ids of admins who took part
 * @param links what is linked to it
 * @param sources what Fin answered with, in order
 */
public record Involvement(List<String> teammates, List<LinkedObject> links, List<ContentSource> sources) {

    static final Involvement NONE = new Involvement(List.of(), List.of(), List.of());

    Involvement withTeammate(String adminId) {
        return teammates.contains(adminId) ? this : new Involvement(Links.plus(teammates, adminId), links, sources);
    }

    Involvement withLink(LinkedObject link) {
        return new Involvement(teammates, Links.plus(withoutLink(link.id()).links, link), sources);
    }

    Involvement withoutLink(String id) {
        return new Involvement(teammates, Links.without(links, link -> link.id().equals(id)), sources);
    }

    Involvement withSource(ContentSource source) {
        return new Involvement(teammates, links, Links.plus(sources, source));
    }
}
