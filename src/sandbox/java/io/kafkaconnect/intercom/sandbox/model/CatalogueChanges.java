package io.kafkaconnect.intercom.sandbox.model;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The changes of companies, segments, tags and admins. */
public final class CatalogueChanges {

    private final Workspace workspace;
    private final Ids ids;

    CatalogueChanges(Workspace workspace, Ids ids) {
        this.workspace = workspace;
        this.ids = ids;
    }

    public String createTag(String name) {
        return workspace.locked(() -> {
            Tag tag = new Tag(ids.shortNumber(), name);
            workspace.tags().put(tag);
            return tag.id();
        });
    }

    public void renameTag(String id, String name) {
        workspace.locked(() -> {
            workspace.tags().require(id);
            return workspace.tags().put(new Tag(id, name));
        });
    }

    /** The tag is removed from all entities, and no {@code updated_at} moves. */
    public void deleteTag(String id) {
        workspace.locked(() -> {
            workspace.tags().require(id);
            workspace.tags().remove(id);
            List.copyOf(workspace.contacts().current().all()).stream()
                    .filter(contact -> has(contact.links().tags(), id))
                    .forEach(contact ->
                            workspace.put(contact.with(contact.links().withoutTag(id))));
            List.copyOf(workspace.conversations().current().all()).stream()
                    .filter(conversation -> has(conversation.tags(), id))
                    .forEach(conversation -> workspace.conversations().put(conversation.withoutTag(id)));
            List.copyOf(workspace.companies().all()).stream()
                    .filter(company -> company.tagIds().contains(id))
                    .forEach(company -> workspace.companies().put(company.withoutTag(id)));
            return null;
        });
    }

    public String createTeam(String name, List<String> admins) {
        return workspace.locked(() -> {
            Team team = new Team(ids.shortNumber(), name, List.copyOf(admins));
            workspace.teams().put(team);
            return team.id();
        });
    }

    public void setMembers(String team, List<String> admins) {
        workspace.locked(() -> {
            Team before = workspace.teams().require(team);
            return workspace.teams().put(new Team(team, before.name(), List.copyOf(admins)));
        });
    }

    public void deleteTeam(String id) {
        workspace.locked(() -> {
            workspace.teams().require(id);
            workspace.teams().remove(id);
            return null;
        });
    }

    public String createSegment(String name, Role members) {
        return workspace.locked(() -> {
            long now = workspace.now();
            Segment segment = new Segment(ids.hex(), name, now, now, members);
            workspace.segments().put(segment);
            return segment.id();
        });
    }

    public void renameSegment(String id, String name) {
        workspace.locked(() -> {
            Segment before = workspace.segments().require(id);
            return workspace
                    .segments()
                    .put(new Segment(id, name, before.createdAt(), workspace.now(), before.members()));
        });
    }

    public void deleteSegment(String id) {
        workspace.locked(() -> {
            workspace.segments().require(id);
            workspace.segments().remove(id);
            List.copyOf(workspace.contacts().current().all()).stream()
                    .filter(contact -> contact.links().segments().contains(id))
                    .forEach(contact ->
                            workspace.put(contact.with(contact.links().withoutSegment(id))));
            return null;
        });
    }

    /** A company without contacts, so that no list contains it. */
    public String createCompany(String name) {
        return workspace.locked(() -> {
            long now = workspace.now();
            String id = ids.hex();
            workspace
                    .companies()
                    .put(new Company(
                            id, "c-" + id, name, null, now, now, null, 0, 0, null, null, null, null, Map.of(),
                            List.of(), List.of()));
            return id;
        });
    }

    public void renameCompany(String id, String name) {
        workspace.locked(() ->
                workspace.companies().put(workspace.companies().require(id).renamed(name, workspace.now())));
    }

    public void tagCompany(String id, String tagId) {
        changeCompany(
                id, company -> company.withTag(workspace.tags().require(tagId).id()));
    }

    public void untagCompany(String id, String tagId) {
        changeCompany(id, company -> company.withoutTag(tagId));
    }

    public void putInSegment(String companyId, String segmentId) {
        changeCompany(
                companyId,
                company -> company.withSegment(
                        workspace.companySegments().require(segmentId).id()));
    }

    public void takeOutOfSegment(String companyId, String segmentId) {
        changeCompany(companyId, company -> company.withoutSegment(segmentId));
    }

    public void renameCompanySegment(String id, String name) {
        workspace.locked(() -> {
            workspace.companySegments().require(id);
            return workspace.companySegments().put(new CompanySegment(id, name));
        });
    }

    private void changeCompany(String id, UnaryOperator<Company> change) {
        workspace.locked(() ->
                workspace.companies().put(change.apply(workspace.companies().require(id))));
    }

    /** The company is deleted, and its contacts are detached from it. */
    public void deleteCompany(String id) {
        workspace.locked(() -> {
            workspace.companies().require(id);
            workspace.companies().remove(id);
            List.copyOf(workspace.contacts().current().all()).stream()
                    .filter(contact -> contact.links().companies().contains(id))
                    .forEach(contact ->
                            workspace.put(contact.with(contact.links().withoutCompany(id))));
            return null;
        });
    }

    public void renameAdmin(String id, String name) {
        workspace.locked(() -> {
            Admin before = workspace.admins().require(id);
            return workspace.admins().put(new Admin(id, name, before.email(), before.bot()));
        });
    }

    private static boolean has(List<Tagging> tags, String id) {
        for (Tagging tagging : tags) {
            if (tagging.tagId().equals(id)) {
                return true;
            }
        }
        return false;
    }
}
