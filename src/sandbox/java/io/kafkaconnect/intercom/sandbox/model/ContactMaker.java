package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.style.Style;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes contacts with the irregularities of real ones. */
record ContactMaker(Workspace workspace, Ids ids, History history, Style style, RandomGenerator random) {

    private static final List<Place> PLACES = List.of(
            Place.NOWHERE,
            new Place("Ireland", "Dublin", "Dublin", "IRL", "EU"),
            new Place("日本", "東京都", "新宿区", "JPN", "AS"),
            new Place("United States", "California", null, null, null));
    private static final List<String> SERVICES = List.of("Twitter", "Facebook", "LinkedIn");

    void make(Role role, int count) {
        RidingMaker riding = new RidingMaker(workspace);
        for (int i = 0; i < count; i++) {
            Contact contact = contact(role, i);
            workspace.load(riding.of(contact, i));
            if (i % 3 == 0) {
                addEvents(contact);
            }
        }
    }

    Contact contact(Role role, int i) {
        long created = history.any(random);
        long updated = i % 10 == 3 ? Math.max(created, history.bulk()) : history.since(created, random);
        return new Contact(
                ids.hex(),
                role,
                identity(role, i),
                new MailFlags(i % 19 == 1, i % 23 == 1, i % 7 == 1),
                new ContactTimes(
                        Math.min(created, updated),
                        updated,
                        style.signedUpAt(i, created),
                        some(() -> history.since(created, random)),
                        some(() -> history.since(created, random))),
                PLACES.get(random.nextInt(PLACES.size())),
                style.contactAttributes(i, random),
                links(role, i, created));
    }

    private Identity identity(Role role, int i) {
        List<SocialProfile> profiles =
                SERVICES.subList(0, i % 5 == 0 ? 1 + random.nextInt(SERVICES.size()) : 0).stream()
                        .map(service -> new SocialProfile(service, "https://social.example.com/" + service + "/" + i))
                        .toList();
        String externalId = role == Role.LEAD ? ids.hex() : some(() -> "ext-" + i);
        String unique = i % 11 == 5 ? "" : some(() -> role.label() + i);
        String name = some(() -> style.person(random));
        return new Identity(
                externalId,
                unique == null || unique.isEmpty() ? unique : style.mail(name, unique),
                i % 4 == 0 ? "+3531" + (1_000_000 + i) : null,
                name,
                i % 3 == 0 ? null : "https://static.example.com/avatars/" + i + ".png",
                some(() -> workspace.admins().any(random).map(Admin::id).orElse(null)),
                profiles);
    }

    private Links links(Role role, int i, long since) {
        List<Tagging> tags = some(workspace.tags(), i % 20 == 7 ? 14 : random.nextInt(3)).stream()
                .map(tag -> new Tagging(tag.id(), history.since(since, random), adminId()))
                .toList();
        List<String> companies = some(workspace.companies(), i % 25 == 6 ? 13 : random.nextInt(2)).stream()
                .map(Company::id)
                .toList();
        List<String> segments = some(workspace.segments(), random.nextInt(4)).stream()
                .filter(segment -> segment.members() == role)
                .map(Segment::id)
                .toList();
        return new Links(tags, companies, segments, notes(i % 30 == 9 ? 12 : random.nextInt(5) - 3, since), List.of());
    }

    private List<Note> notes(int count, long since) {
        List<Note> notes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String html = new Text.Composed(random.nextLong(), style.voice(Style.Speaker.NOTE, since + i)).html();
            notes.add(new Note(ids.shortNumber(), history.since(since, random), html, i % 4 == 3 ? null : adminId()));
        }
        notes.sort((a, b) -> Long.compare(b.createdAt(), a.createdAt()));
        return Collections.unmodifiableList(notes);
    }

    private void addEvents(Contact contact) {
        int kinds = 1 + random.nextInt(4);
        int skip = random.nextInt(4);
        for (String name : style.events().subList(skip, skip + kinds)) {
            long first = history.any(random);
            long last = history.since(first, random);
            String description = random.nextInt(3) == 0 ? null : "When someone " + name;
            workspace.putEvent(contact.id(), new EventSummary(name, first, last, 1 + random.nextInt(500), description));
        }
    }

    private String adminId() {
        return workspace.admins().any(random).map(Admin::id).orElse(null);
    }

    private <T> T some(Supplier<T> value) {
        return random.nextInt(6) == 0 ? null : value.get();
    }

    private <T extends Identified> List<T> some(IndexedList<T> things, int wanted) {
        int size = things.size();
        int start = size == 0 ? 0 : random.nextInt(size);
        return IntStream.range(0, Math.min(wanted, size))
                .mapToObj(i -> things.all().get((start + i) % size))
                .toList();
    }
}
