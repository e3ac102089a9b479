package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.style.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes conversations, some without a contact, some without a source, some longer than Intercom shows. */
record ConversationMaker(Workspace workspace, Ids ids, History history, Style style, RandomGenerator random) {

    private static final int LONG = 520;
    private static final List<String> STATES = List.of("open", "closed", "closed", "snoozed");
    private static final List<String> PRIORITIES = List.of("none", "low", "medium", "high", "urgent");

    void make(Size size) {
        RidingMaker riding = new RidingMaker(workspace);
        for (int i = 0; i < size.conversations(); i++) {
            int parts = i < size.longConversations() ? LONG + 40 * i : parts(size.partsPerConversation());
            workspace.conversations().load(riding.of(conversation(i, parts)));
        }
        List<DeletedConversation> deleted = new ArrayList<>();
        for (int i = 0; i < size.deletedConversations(); i++) {
            deleted.add(new DeletedConversation(ids.number(), i % 2 == 0, history.any(random)));
        }
        deleted.sort((a, b) -> Long.compare(a.deletedAt(), b.deletedAt()));
        deleted.forEach(workspace::deleted);
    }

    private int parts(double average) {
        return (int) Math.round(2 * average * random.nextDouble());
    }

    Conversation conversation(int i, int partCount) {
        long created = history.any(random);
        List<String> contactIds = contacts(i);
        List<Part> parts =
                new PartMaker(workspace, ids, style, random).make(partCount, created, history.end() - 1, contactIds);
        long updated = i % 10 == 4 ? Math.max(last(parts, created), history.bulk()) : last(parts, created);
        String state = STATES.get(random.nextInt(STATES.size()));
        Long snoozedUntil = state.equals("snoozed") ? updated + 86_400 : null;
        Long waitingSince = random.nextBoolean() ? null : Long.valueOf(created);
        return new Conversation(
                ids.number(),
                state,
                random.nextBoolean(),
                i % 4 == 0 ? style.line(Style.Speaker.SUBJECT, created, random) : null,
                PRIORITIES.get(random.nextInt(PRIORITIES.size())),
                new ConversationTimes(created, updated, waitingSince, snoozedUntil),
                assignment(),
                i % 13 == 5 ? null : source(i, created, contactIds),
                contactIds,
                tags(created),
                parts,
                Involvement.NONE);
    }

    private static long last(List<Part> parts, long created) {
        return parts.isEmpty() ? created : parts.get(parts.size() - 1).createdAt();
    }

    private List<String> contacts(int i) {
        int wanted = i % 29 == 7 ? 0 : i % 14 == 3 ? 3 : 1;
        return IntStream.range(0, wanted)
                .mapToObj(n -> workspace.contacts().current().any(random))
                .flatMap(Optional::stream)
                .map(Contact::id)
                .distinct()
                .toList();
    }

    Assignment assignment() {
        String admin = workspace.admins().any(random).map(Admin::id).orElse(null);
        String team = workspace.teams().any(random).map(Team::id).orElse(null);
        return switch (random.nextInt(4)) {
            case 0 -> new Assignment(admin, null);
            case 1 -> new Assignment(null, team);
            case 2 -> new Assignment(admin, team);
            default -> new Assignment(null, null);
        };
    }

    private OpeningMessage source(int i, long theme, List<String> contactIds) {
        PartMaker parts = new PartMaker(workspace, ids, style, random);
        boolean email = i % 5 == 0;
        return new OpeningMessage(
                i % 31 == 4 ? null : ids.shortNumber(),
                email ? "email" : "conversation",
                contactIds.isEmpty() ? "admin_initiated" : "customer_initiated",
                email ? composed(Style.Speaker.SUBJECT, theme) : Text.EMPTY,
                i % 17 == 8
                        ? null
                        : composed(contactIds.isEmpty() ? Style.Speaker.TEAMMATE : Style.Speaker.OPENING, theme),
                contactIds.isEmpty() ? parts.teammate() : parts.contact(contactIds),
                parts.attachments(),
                i % 3 == 0 ? null : "https://app.example.com/page/" + i);
    }

    private Text composed(Style.Speaker speaker, long theme) {
        return new Text.Composed(random.nextLong(), style.voice(speaker, theme));
    }

    private List<Tagging> tags(long since) {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(n -> workspace.tags().any(random))
                .flatMap(Optional::stream)
                .map(Tag::id)
                .distinct()
                .map(id -> new Tagging(
                        id,
                        history.since(since, random),
                        workspace.admins().any(random).map(Admin::id).orElse(null)))
                .toList();
    }
}
