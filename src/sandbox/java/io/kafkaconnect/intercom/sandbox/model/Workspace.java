package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.item.Items;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The content of a workspace. Every change, and every read of several entities that must be consistent, holds its single lock. */
public final class Workspace {

    private final App app;
    private final InstantSource clock;
    private final Store<Contact> contacts;
    private final Store<Conversation> conversations;
    private final Store<Ticket> tickets;
    private final IndexedList<Company> companies = new IndexedList<>();
    private final IndexedList<Segment> segments = new IndexedList<>();
    private final IndexedList<Tag> tags = new IndexedList<>();
    private final IndexedList<Admin> admins = new IndexedList<>();
    private final IndexedList<Team> teams = new IndexedList<>();
    private final Items items = new Items();
    private final List<DeletedConversation> deleted = new ArrayList<>();
    private final Map<String, String> merged = new HashMap<>();
    private final Map<String, Map<String, EventSummary>> events = new HashMap<>();
    private final MemberCounts companyMembers = new MemberCounts();
    private final MemberCounts segmentMembers = new MemberCounts();

    /** With values that databases refuse, if it is {@code hostile}. */
    Workspace(App app, InstantSource clock, Lags lags, boolean hostile) {
        this.app = app;
        this.clock = clock;
        this.contacts =
                new Store<>(clock, lags.contacts(), lags.memory(), hostile ? Hostility::of : contact -> contact);
        this.conversations = new Store<>(
                clock, lags.conversations(), lags.memory(), hostile ? Hostility::of : conversation -> conversation);
        this.tickets =
                new Store<>(clock, lags.conversations(), lags.memory(), hostile ? Hostility::of : ticket -> ticket);
    }

    /** Runs an action under the lock. */
    public synchronized <T> T locked(Supplier<T> work) {
        return work.get();
    }

    public App app() {
        return app;
    }

    public long now() {
        return clock.instant().getEpochSecond();
    }

    public Store<Contact> contacts() {
        return contacts;
    }

    public Store<Conversation> conversations() {
        return conversations;
    }

    public Store<Ticket> tickets() {
        return tickets;
    }

    public IndexedList<Company> companies() {
        return companies;
    }

    public IndexedList<Segment> segments() {
        return segments;
    }

    public IndexedList<Tag> tags() {
        return tags;
    }

    public IndexedList<Admin> admins() {
        return admins;
    }

    public IndexedList<Team> teams() {
        return teams;
    }

    /** The entities of the further lists. */
    public Items items() {
        return items;
    }

    /** The deleted conversations and tickets, oldest deletion first. */
    public List<DeletedConversation> deletedConversations() {
        return Collections.unmodifiableList(deleted);
    }

    /** The contact into which this one was merged, or null. */
    public String mergedInto(String contactId) {
        return merged.get(contactId);
    }

    public Collection<EventSummary> events(String contactId) {
        return Collections.unmodifiableCollection(
                events.getOrDefault(contactId, Map.of()).values());
    }

    public int contactsOf(Company company) {
        return companyMembers.of(company.id());
    }

    public int contactsOf(Segment segment) {
        return segmentMembers.of(segment.id());
    }

    void load(Contact contact) {
        contacts.load(contact);
        count(null, contact);
    }

    void put(Contact contact) {
        count(contacts.put(contact), contact);
    }

    void removeContact(String id) {
        count(contacts.remove(id), null);
        events.remove(id);
    }

    void merge(String from, String into) {
        merged.put(from, into);
    }

    void deleted(DeletedConversation conversation) {
        deleted.add(conversation);
    }

    void putEvent(String contactId, EventSummary summary) {
        events.computeIfAbsent(contactId, id -> new LinkedHashMap<>()).put(summary.name(), summary);
    }

    EventSummary event(String contactId, String name) {
        return events.getOrDefault(contactId, Map.of()).get(name);
    }

    private void count(Contact before, Contact after) {
        Links old = before == null ? Links.NONE : before.links();
        Links now = after == null ? Links.NONE : after.links();
        companyMembers.move(old.companies(), now.companies());
        segmentMembers.move(old.segments(), now.segments());
    }
}
