package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import io.kafkaconnect.intercom.sandbox.model.Ticket.Linked;
import io.kafkaconnect.intercom.sandbox.model.Ticket.Nature;
import io.kafkaconnect.intercom.sandbox.model.Ticket.Participant;
import io.kafkaconnect.intercom.sandbox.model.Ticket.Progress;
import io.kafkaconnect.intercom.sandbox.model.Ticket.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes tickets, some without a contact, some about a contact that is gone, some longer than Intercom shows. */
record TicketMaker(RandomPick pick, Ids ids, History history) {

    private static final int LONG = 520;
    private static final int DAY = 86_400;
    private static final List<String> CATEGORIES = List.of("Customer", "Back-office", "Tracker");

    /** Lets the tickets be made when they are first asked for. */
    void make(Size size) {
        pick.workspace().tickets().laterBy(() -> makeNow(size));
    }

    private void makeNow(Size size) {
        for (int i = 0; i < size.tickets(); i++) {
            int parts = i < size.longConversations()
                    ? LONG + 40 * i
                    : (int) Math.round(2 * size.partsPerConversation() * random().nextDouble());
            pick.workspace().tickets().load(ticket(i, parts));
        }
    }

    /** A ticket that belongs to the history. */
    Ticket ticket(int i, int partCount) {
        long created = history.any(random());
        Nature nature = nature(i);
        Ticket blank = new Ticket(
                ids.ticket(),
                nature,
                new TicketAttributes(pick.workspace(), ids, pick.style(), random()).make(i, created),
                new Progress(
                        pick.ticketState(),
                        i % 3 == 0 ? null : pick.ticketState().id()),
                new Times(created, created, i % 7 == 3 ? history.end() + DAY : null),
                assignment(),
                nature.category().equals("Tracker") ? List.of() : contacts(i),
                links(i),
                List.of());
        List<TicketPart> parts = new TicketPartMaker(pick, ids).make(partCount, blank, history.end() - 1);
        long last = parts.isEmpty() ? created : parts.get(parts.size() - 1).createdAt();
        return blank.withParts(parts).updated(i % 10 == 4 ? Math.max(last, history.bulk()) : last);
    }

    private Nature nature(int i) {
        Optional<Item> type = pick.item(ItemKind.TICKET_TYPES);
        String category = type.map(found -> found.json().path("category").textValue())
                .orElse(CATEGORIES.get(i % CATEGORIES.size()));
        return new Nature(ids.count(), category, type.map(Item::id).orElse(null), random().nextBoolean());
    }

    private List<Participant> contacts(int i) {
        int wanted = i % 11 == 6 ? 0 : i % 6 == 2 ? 3 : 1;
        List<Participant> found = new ArrayList<>(
                some(wanted, pick::anyContact).stream().map(Participant::of).toList());
        if (i % 9 == 5) {
            found.add(new Participant(ids.hex(), "gone-" + i));
        }
        return List.copyOf(found);
    }

    private List<Linked> links(int i) {
        List<Linked> links = new ArrayList<>();
        some(i % 4 == 1 ? 2 : 0, pick::anyTicket).forEach(ticket -> links.add(Linked.to(ticket)));
        some(i % 5 == 2 ? 2 : 0, pick::anyConversation).forEach(conversation -> links.add(Linked.to(conversation)));
        return List.copyOf(links);
    }

    private static <T> List<T> some(int wanted, Supplier<Optional<T>> any) {
        return IntStream.range(0, wanted)
                .mapToObj(n -> any.get())
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private Assignment assignment() {
        String admin = random().nextInt(3) == 0 ? null : pick.admin().orElse(null);
        String team =
                random().nextInt(2) == 0 ? null : pick.anyTeam().map(Team::id).orElse(null);
        return new Assignment(admin, team);
    }

    private RandomGenerator random() {
        return pick.random();
    }
}
