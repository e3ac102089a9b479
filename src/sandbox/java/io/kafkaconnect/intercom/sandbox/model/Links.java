package io.kafkaconnect.intercom.sandbox.model;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The entities that belong to a contact; notes are sorted newest first. */
public record Links(
        List<Tagging> tags,
        List<String> companies,
        List<String> segments,
        List<Note> notes,
        List<Subscription> subscriptions) {

    static final Links NONE = new Links(List.of(), List.of(), List.of(), List.of(), List.of());

    Links withTag(Tagging tagging) {
        return new Links(plus(withoutTag(tagging.tagId()).tags, tagging), companies, segments, notes, subscriptions);
    }

    Links withoutTag(String tagId) {
        return new Links(
                without(tags, tagging -> tagging.tagId().equals(tagId)), companies, segments, notes, subscriptions);
    }

    Links withCompany(String companyId) {
        return new Links(tags, plus(withoutCompany(companyId).companies, companyId), segments, notes, subscriptions);
    }

    Links withoutCompany(String companyId) {
        return new Links(tags, without(companies, companyId::equals), segments, notes, subscriptions);
    }

    Links withSegment(String segmentId) {
        return new Links(tags, companies, plus(withoutSegment(segmentId).segments, segmentId), notes, subscriptions);
    }

    Links withoutSegment(String segmentId) {
        return new Links(tags, companies, without(segments, segmentId::equals), notes, subscriptions);
    }

    Links withNote(Note note) {
        return new Links(
                tags,
                companies,
                segments,
                Stream.concat(Stream.of(note), notes.stream()).toList(),
                subscriptions);
    }

    Links withoutNote(String noteId) {
        return new Links(
                tags, companies, segments, without(notes, note -> note.id().equals(noteId)), subscriptions);
    }

    Links with(Subscription choice) {
        return new Links(tags, companies, segments, notes, plus(withoutChoice(choice.typeId()).subscriptions, choice));
    }

    Links withoutChoice(String typeId) {
        return new Links(
                tags,
                companies,
                segments,
                notes,
                without(subscriptions, choice -> choice.typeId().equals(typeId)));
    }

    static <T> List<T> plus(List<T> list, T added) {
        return Stream.concat(list.stream(), Stream.of(added)).toList();
    }

    static <T> List<T> without(List<T> list, Predicate<T> gone) {
        return list.stream().filter(gone.negate()).toList();
    }
}
