package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.item.ItemChanges;
import io.kafkaconnect.intercom.sandbox.item.Supply;
import io.kafkaconnect.intercom.sandbox.style.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** All changes of a workspace while it is read. */
public final class Changes {

    private final Workspace workspace;
    private final Style style;
    private final ContactChanges contacts;
    private final ConversationChanges conversations;
    private final TicketChanges tickets;
    private final CatalogueChanges catalogue;
    private final ItemChanges items;

    Changes(Workspace workspace, Ids ids, Ids ticketIds, Supply supply, boolean relationsUpdateContact) {
        this.workspace = workspace;
        this.style = supply.style();
        this.contacts = new ContactChanges(workspace, ids, relationsUpdateContact);
        this.conversations = new ConversationChanges(workspace, ids);
        this.tickets = new TicketChanges(workspace, ticketIds, supply.style(), supply.seed());
        this.catalogue = new CatalogueChanges(workspace, ids);
        this.items = new ItemChanges(supply);
    }

    public ContactChanges contacts() {
        return contacts;
    }

    public ConversationChanges conversations() {
        return conversations;
    }

    /** Tickets. No random change of all kinds is one of these. */
    public TicketChanges tickets() {
        return tickets;
    }

    /** Companies, segments, tags and admins. */
    public CatalogueChanges catalogue() {
        return catalogue;
    }

    /** The further lists. No random change of all kinds is one of these. */
    public ItemChanges items() {
        return items;
    }

    /** Makes {@code count} changes of all kinds. */
    public List<RandomChange> random(RandomGenerator random, int count) {
        return random(random, count, Set.of(RandomChange.values()));
    }

    /** Makes {@code count} changes of what rides on companies, contacts and conversations. */
    public void riding(RandomGenerator random, int count) {
        List<RidingChange> kinds = List.of(RidingChange.values());
        workspace.locked(() -> {
            for (int i = 0; i < count; i++) {
                kinds.get(random.nextInt(kinds.size())).make(this, new RandomPick(workspace, style, random));
            }
            return null;
        });
    }

    /** Makes {@code count} changes of some kinds. A kind without anything to change does nothing. */
    public List<RandomChange> random(RandomGenerator random, int count, Set<RandomChange> kinds) {
        List<RandomChange> choice = kinds.stream().sorted().toList();
        return workspace.locked(() -> {
            List<RandomChange> made = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                RandomChange kind = choice.get(random.nextInt(choice.size()));
                kind.make(this, new RandomPick(workspace, style, random));
                made.add(kind);
            }
            return made;
        });
    }
}
