package io.kafkaconnect.intercom.sandbox.model;

import java.util.List;
import java.util.function.UnaryOperator;

/** The changes of conversations. Each change except a deletion moves {@code updated_at}. */
public final class ConversationChanges {

    private static final Author NOBODY = new Author("bot", "0");

    private final Workspace workspace;
    private final Ids ids;

    ConversationChanges(Workspace workspace, Ids ids) {
        this.workspace = workspace;
        this.ids = ids;
    }

    /** A contact writes to the workspace. */
    public String start(String contactId, String text) {
        return workspace.locked(() -> {
            Contact contact = workspace.contacts().current().require(contactId);
            long now = workspace.now();
            OpeningMessage source = new OpeningMessage(
                    ids.shortNumber(),
                    "conversation",
                    "customer_initiated",
                    Text.EMPTY,
                    new Text.Written(text),
                    Author.of(contact),
                    List.of(),
                    null);
            Conversation conversation = new Conversation(
                    ids.number(),
                    "open",
                    false,
                    null,
                    "none",
                    new ConversationTimes(now, now, now, null),
                    new Assignment(null, null),
                    source,
                    List.of(contactId),
                    List.of(),
                    List.of(),
                    Involvement.NONE);
            workspace.conversations().put(conversation);
            return conversation.id();
        });
    }

    /** An admin answers; returns the part's id. */
    public String answer(String id, String text) {
        Part part = part("comment", new Text.Written(text), null, admin());
        change(
                id,
                conversation ->
                        conversation.with(part).with(conversation.times().waiting(null)));
        return part.id();
    }

    /** The first contact writes, or the bot if there is no contact; returns the part's id. */
    public String customerReply(String id, String text) {
        return workspace.locked(() -> {
            Author author = workspace.conversations().current().require(id).contactIds().stream()
                    .map(workspace.contacts().current()::get)
                    .filter(contact -> contact != null)
                    .findFirst()
                    .map(Author::of)
                    .orElse(NOBODY);
            Part part = part("comment", new Text.Written(text), null, author);
            change(
                    id,
                    conversation -> conversation
                            .with(part)
                            .in("open")
                            .read(false)
                            .with(conversation.times().waiting(part.createdAt()).snoozed(null)));
            return part.id();
        });
    }

    public void close(String id) {
        Part part = part("close", null, null, admin());
        change(
                id,
                conversation -> conversation
                        .with(part)
                        .in("closed")
                        .with(conversation.times().snoozed(null)));
    }

    public void reopen(String id) {
        Part part = part("open", null, null, admin());
        change(
                id,
                conversation -> conversation
                        .with(part)
                        .in("open")
                        .with(conversation.times().snoozed(null)));
    }

    public void snooze(String id, long until) {
        Part part = part("snoozed", null, null, admin());
        change(
                id,
                conversation -> conversation
                        .with(part)
                        .in("snoozed")
                        .with(conversation.times().snoozed(until)));
    }

    public void assign(String id, String adminId) {
        Part part = part("assignment", null, new PartAssignee("admin", adminId), admin());
        change(
                id,
                conversation -> conversation
                        .with(part)
                        .with(new Assignment(adminId, conversation.assignment().teamId()))
                        .with(conversation.involvement().withTeammate(adminId)));
    }

    public void read(String id) {
        change(id, conversation -> conversation.read(true));
    }

    public void tag(String id, String tagId) {
        change(
                id,
                conversation -> conversation.tagged(Links.plus(
                        Links.without(
                                conversation.tags(), tagging -> tagging.tagId().equals(tagId)),
                        new Tagging(workspace.tags().require(tagId).id(), workspace.now(), admin().id()))));
    }

    public void untag(String id, String tagId) {
        change(id, conversation -> conversation.withoutTag(tagId));
    }

    /** A tag of a part is a tag of its conversation, too. */
    public void tagPart(String id, String partId, String tagId) {
        tag(id, tagId);
        change(
                id,
                conversation -> conversation.withEachPart(part -> part.id().equals(partId)
                        ? part.tagged(Links.plus(part.withoutTag(tagId).tagIds(), tagId))
                        : part));
    }

    /** The tag stays on the conversation. */
    public void untagPart(String id, String partId, String tagId) {
        change(
                id,
                conversation ->
                        conversation.withEachPart(part -> part.id().equals(partId) ? part.withoutTag(tagId) : part));
    }

    public void addTeammate(String id, String adminId) {
        involve(id, involvement -> involvement.withTeammate(adminId));
    }

    public void link(String id, LinkedObject object) {
        involve(id, involvement -> involvement.withLink(object));
    }

    public void unlink(String id, String objectId) {
        involve(id, involvement -> involvement.withoutLink(objectId));
    }

    /** Links move no {@code updated_at}, as it may be at Intercom. */
    public void linkQuietly(String id, LinkedObject object) {
        workspace.locked(() -> {
            Conversation before = workspace.conversations().current().require(id);
            return workspace
                    .conversations()
                    .put(before.with(before.involvement().withLink(object)));
        });
    }

    public void addSource(String id, ContentSource source) {
        involve(id, involvement -> involvement.withSource(source));
    }

    private void involve(String id, UnaryOperator<Involvement> change) {
        change(id, conversation -> conversation.with(change.apply(conversation.involvement())));
    }

    public void delete(String id) {
        workspace.locked(() -> {
            workspace.conversations().current().require(id);
            workspace.conversations().remove(id);
            workspace.deleted(new DeletedConversation(id, false, workspace.now()));
            return null;
        });
    }

    /** Changes any field of a conversation, and with it the update time. */
    public void change(String id, UnaryOperator<Conversation> change) {
        workspace.locked(() -> {
            Conversation before = workspace.conversations().current().require(id);
            return workspace.conversations().put(change.apply(before).updated(workspace.now()));
        });
    }

    private Part part(String type, Text body, PartAssignee assignee, Author author) {
        return workspace.locked(() -> {
            long now = workspace.now();
            return new Part(ids.shortNumber(), type, body, now, now, now, assignee, author, List.of(), null, List.of());
        });
    }

    private Author admin() {
        return workspace.locked(() -> workspace.admins().all().stream()
                .filter(admin -> !admin.bot())
                .findFirst()
                .map(Author::of)
                .orElse(NOBODY));
    }
}
