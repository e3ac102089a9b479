package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.item.ItemMaker;
import io.kafkaconnect.intercom.sandbox.item.Supply;
import io.kafkaconnect.intercom.sandbox.style.Style;
import java.time.InstantSource;
import java.util.SplittableRandom;

/**
 * Generates a workspace with a history: the same seed, size and clock make the same workspace.
 *
 * @param hostile whether contacts, conversations and tickets have values that databases refuse
 * @param style of names and texts
 */
public record WorkspaceGenerator(
        long seed,
        Size size,
        App app,
        InstantSource clock,
        Lags lags,
        boolean relationsUpdateContact,
        boolean hostile,
        Style style) {

    /** A workspace and the classes that change it. */
    public record Founded(Workspace workspace, Changes changes) {}

    public Founded found() {
        Workspace workspace = new Workspace(app, clock, lags, hostile);
        Ids ids = new Ids(seed);
        SplittableRandom random = new SplittableRandom(seed);
        History history = new History(workspace.now(), size.history().toSeconds());
        new CatalogueMaker(workspace, ids, history, style, random.split()).make(size);
        ContactMaker contacts = new ContactMaker(workspace, ids, history, style, random.split());
        contacts.make(Role.USER, size.users());
        contacts.make(Role.LEAD, size.leads());
        ConversationMaker conversations = new ConversationMaker(workspace, ids, history, style, random.split());
        conversations.make(size);
        Supply supply = new Supply(new ItemHome(workspace), workspace.items(), seed, style, hostile);
        new ItemMaker(supply, size.history().toSeconds()).make(size.teams());
        // Random numbers and ids of their own, so that tickets change nothing else.
        Ids ticketIds = new Ids(Ids.mix(seed));
        RandomPick pick = new RandomPick(workspace, style, new SplittableRandom(Ids.mix(seed)));
        new TicketMaker(pick, ticketIds, history).make(size);
        return new Founded(workspace, new Changes(workspace, ids, ticketIds, supply, relationsUpdateContact));
    }
}
