package io.kafkaconnect.intercom.sandbox.model;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A conversation with its parts, oldest first. The list of parts may be any {@link List}, including one that makes its elements when
 * asked.
 */
public record Conversation(
        String id,
        String state,
        boolean read,
        String title,
        String priority,
        ConversationTimes times,
        Assignment assignment,
        OpeningMessage source,
        List<String> contactIds,
        List<Tagging> tags,
        List<Part> parts,
        Involvement involvement)
        implements SearchableEntity {

    @Override
    public long updatedAt() {
        return times.updatedAt();
    }

    public boolean open() {
        return !state.equals("closed");
    }

    /** The parts that the API returns: the 500 newest ones. */
    public List<Part> visibleParts() {
        return parts.subList(Math.max(0, parts.size() - 500), parts.size());
    }

    public Conversation in(String newState) {
        return new Conversation(
                id, newState, read, title, priority, times, assignment, source, contactIds, tags, parts, involvement);
    }

    public Conversation with(ConversationTimes newTimes) {
        return new Conversation(
                id, state, read, title, priority, newTimes, assignment, source, contactIds, tags, parts, involvement);
    }

    public Conversation with(Assignment newAssignment) {
        return new Conversation(
                id, state, read, title, priority, times, newAssignment, source, contactIds, tags, parts, involvement);
    }

    public Conversation tagged(List<Tagging> newTags) {
        return new Conversation(
                id, state, read, title, priority, times, assignment, source, contactIds, newTags, parts, involvement);
    }

    public Conversation with(Part part) {
        return new Conversation(
                id,
                state,
                read,
                title,
                priority,
                times,
                assignment,
                source,
                contactIds,
                tags,
                Links.plus(parts, part),
                involvement);
    }

    /** The same without a tag, on the conversation and on each part. */
    Conversation withoutTag(String tagId) {
        return tagged(Links.without(tags, tagging -> tagging.tagId().equals(tagId)))
                .withEachPart(part -> part.withoutTag(tagId));
    }

    Conversation withParts(List<Part> newParts) {
        return new Conversation(
                id, state, read, title, priority, times, assignment, source, contactIds, tags, newParts, involvement);
    }

    Conversation with(Involvement newInvolvement) {
        return new Conversation(
                id, state, read, title, priority, times, assignment, source, contactIds, tags, parts, newInvolvement);
    }

    /** The same with some of its parts in another form. */
    Conversation withEachPart(UnaryOperator<Part> form) {
        return withParts(parts.stream().map(form).toList());
    }

    public Conversation read(boolean newRead) {
        return new Conversation(
                id, state, newRead, title, priority, times, assignment, source, contactIds, tags, parts, involvement);
    }

    public Conversation updated(long at) {
        return with(times.updated(at));
    }
}
