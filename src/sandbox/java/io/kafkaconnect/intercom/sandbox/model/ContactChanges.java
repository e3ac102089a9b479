package io.kafkaconnect.intercom.sandbox.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * The changes of contacts. Tags and segments never move {@code updated_at}; notes, companies and events do if the workspace was
 * generated so. An unknown id is an {@link IllegalArgumentException}.
 */
public final class ContactChanges {

    private final Workspace workspace;
    private final Ids ids;
    private final boolean relationsUpdate;

    ContactChanges(Workspace workspace, Ids ids, boolean relationsUpdate) {
        this.workspace = workspace;
        this.ids = ids;
        this.relationsUpdate = relationsUpdate;
    }

    public String create(Role role, String name) {
        return workspace.locked(() -> {
            long now = workspace.now();
            Contact contact = new Contact(
                    ids.hex(),
                    role,
                    new Identity(ids.hex(), "new@example.com", null, name, null, null, List.of()),
                    new MailFlags(false, false, false),
                    new ContactTimes(now, now, role == Role.USER ? now : null, now, null),
                    Place.NOWHERE,
                    Map.of(),
                    Links.NONE);
            workspace.put(contact);
            return contact.id();
        });
    }

    public void rename(String id, String name) {
        update(id, contact -> contact.with(contact.identity().named(name)));
    }

    /** Changes any field of a contact, and with it the update time. */
    public void update(String id, UnaryOperator<Contact> change) {
        quietly(id, contact -> change.apply(contact).updated(workspace.now()));
    }

    public void delete(String id) {
        workspace.locked(() -> {
            workspace.contacts().current().require(id);
            workspace.removeContact(id);
            return null;
        });
    }

    /** A contact is merged into another one, which takes over its tags, companies and notes. */
    /** A deleted contact is there again as it was, with its old time. */
    public void restore(Contact contact) {
        workspace.locked(() -> {
            workspace.put(contact);
            return null;
        });
    }

    public void merge(String from, String into) {
        workspace.locked(() -> {
            Links given = workspace.contacts().current().require(from).links();
            update(into, contact -> {
                Links links = contact.links();
                for (Tagging tagging : given.tags()) {
                    links = links.withTag(tagging);
                }
                for (String company : given.companies()) {
                    links = links.withCompany(company);
                }
                for (int i = given.notes().size() - 1; i >= 0; i--) {
                    links = links.withNote(given.notes().get(i));
                }
                return contact.with(links);
            });
            workspace.removeContact(from);
            workspace.merge(from, into);
            return null;
        });
    }

    /** A lead signs up: the same contact is a user from now on, and leaves the segments of leads. */
    public void convert(String leadId) {
        update(leadId, lead -> {
            Links links = lead.links();
            for (Segment segment : workspace.segments().all()) {
                links = segment.members() == Role.LEAD ? links.withoutSegment(segment.id()) : links;
            }
            return lead.as(Role.USER).with(links).with(lead.times().signedUp(workspace.now()));
        });
    }

    public void tag(String id, String tagId) {
        quietly(
                id,
                contact -> contact.with(contact.links()
                        .withTag(new Tagging(workspace.tags().require(tagId).id(), workspace.now(), adminId()))));
    }

    public void untag(String id, String tagId) {
        quietly(id, contact -> contact.with(contact.links().withoutTag(tagId)));
    }

    /** The contact opts in or out, which moves no {@code updated_at}. */
    public void choose(String id, String typeId, boolean optedIn) {
        quietly(id, contact -> contact.with(contact.links().with(new Subscription(typeId, optedIn))));
    }

    public void forgetChoice(String id, String typeId) {
        quietly(id, contact -> contact.with(contact.links().withoutChoice(typeId)));
    }

    public String addNote(String id, String text) {
        return workspace.locked(() -> {
            String html = new Text.Written(text).html();
            Note note = new Note(ids.shortNumber(), workspace.now(), html, adminId());
            relate(id, contact -> contact.with(contact.links().withNote(note)));
            return note.id();
        });
    }

    public void deleteNote(String id, String noteId) {
        relate(id, contact -> contact.with(contact.links().withoutNote(noteId)));
    }

    public void recordEvent(String id, String name) {
        workspace.locked(() -> {
            relate(id, contact -> contact);
            long now = workspace.now();
            EventSummary before = workspace.event(id, name);
            workspace.putEvent(id, before == null ? new EventSummary(name, now, now, 1, null) : before.once(now));
            return null;
        });
    }

    public void attachCompany(String id, String companyId) {
        relate(
                id,
                contact -> contact.with(contact.links()
                        .withCompany(workspace.companies().require(companyId).id())));
    }

    public void detachCompany(String id, String companyId) {
        relate(id, contact -> contact.with(contact.links().withoutCompany(companyId)));
    }

    public void joinSegment(String id, String segmentId) {
        quietly(
                id,
                contact -> contact.with(contact.links()
                        .withSegment(workspace.segments().require(segmentId).id())));
    }

    public void leaveSegment(String id, String segmentId) {
        quietly(id, contact -> contact.with(contact.links().withoutSegment(segmentId)));
    }

    private String adminId() {
        return workspace.admins().all().stream().findFirst().map(Admin::id).orElse(null);
    }

    private void relate(String id, UnaryOperator<Contact> change) {
        if (relationsUpdate) {
            update(id, change);
        } else {
            quietly(id, change);
        }
    }

    private void quietly(String id, UnaryOperator<Contact> change) {
        workspace.locked(() -> {
            Contact before = workspace.contacts().current().require(id);
            workspace.put(Objects.requireNonNull(change.apply(before)));
            return null;
        });
    }
}
