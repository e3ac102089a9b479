package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.ContactTimes;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.table.ColumnSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stories of notes and events in which something was lost. */
class DetailsAfterRestartTest {
    private final Reconfigured story = new Reconfigured(
            new Random(1),
            new Options()
                    .size(new Size(12, 6, 2, 3, 2, 2, 2, 0, 0, 1.5, 2, Duration.ofDays(30)))
                    .relationsLeaveContactAlone(),
            DeliveryPropertyTest::task);

    private void configure(String tables, String... more) {
        Map<String, String> settings =
                new HashMap<>(Map.of("intercom.tables", tables, "exactly.once.support", "required"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        story.configure(settings);
    }

    private List<String> missing(String... tables) {
        return story.missing(List.of(tables), "intercom.", false, ColumnSet.DOCUMENTED);
    }

    private List<String> many(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(story.backend().changes().contacts().create(Role.USER, "x" + i));
        }
        return ids;
    }

    @Test
    void only_notes_selected_and_a_note_that_a_contact_without_notes_gets_after_a_restart() {
        configure("notes");
        story.quiet();
        List<String> ids = many(200);
        story.quiet();
        String last = many(1).get(0);
        story.backend().changes().contacts().addNote(last, "one");
        story.backend().changes().contacts().addNote(last, "two");
        story.quiet();
        story.restart();
        story.quiet();

        for (int i = 0; i < 200; i += 20) {
            story.backend().changes().contacts().addNote(ids.get(i), "silent");
        }
        story.quiet();
        assertThat(missing("notes")).isEmpty();
    }

    @Test
    void only_events_selected_and_an_event_of_a_user_without_events_after_a_restart() {
        configure("events_summary", "intercom.events.refresh.interval.ms", "20000");
        story.quiet();
        List<String> ids = many(200);
        story.quiet();
        String last = many(1).get(0);
        story.backend().changes().contacts().recordEvent(last, "one");
        story.backend().changes().contacts().recordEvent(last, "two");
        story.quiet();
        story.restart();
        story.quiet();

        for (int i = 0; i < 200; i += 20) {
            story.backend().changes().contacts().recordEvent(ids.get(i), "silent");
        }
        story.quiet();
        story.quiet();
        assertThat(missing("events_summary")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "requested"})
    void all_selected_and_silent_changes_of_many_contacts_after_a_restart(String support) {
        configure(
                "users,notes,events_summary,users_tags",
                "exactly.once.support",
                support,
                "intercom.events.refresh.interval.ms",
                "20000");
        story.quiet();
        List<String> ids = many(200);
        story.quiet();
        story.restart();
        story.quiet();
        for (int i = 0; i < 200; i += 20) {
            story.backend().changes().contacts().recordEvent(ids.get(i), "silent");
            story.backend().changes().contacts().addNote(ids.get(i), "silent");
        }
        story.quiet();
        story.quiet();
        assertThat(missing("users", "notes", "events_summary")).isEmpty();
        story.restart();
        assertThat(story.quiet()).isZero();
        for (int i = 0; i < 200; i += 10) {
            story.backend().changes().contacts().delete(ids.get(i));
        }
        story.quiet();
        assertThat(story.leftOver(List.of("users", "notes", "events_summary", "users_tags")))
                .isEmpty();
    }

    @Test
    void a_contact_whose_rows_were_not_remembered_for_a_while() {
        configure("users,notes,events_summary");
        story.quiet();
        Contact one = withNotes();
        configure("users,notes,events_summary", "intercom.row.tracking", "parents");
        story.quiet();
        String born = many(1).get(0);
        story.backend().changes().contacts().addNote(born, "first");
        story.backend().changes().contacts().addNote(one.id(), "silent");
        story.quiet();
        story.backend().changes().contacts().rename(one.id(), "y");
        story.quiet();
        configure("users,notes,events_summary", "intercom.row.tracking", "full");
        story.quiet();
        assertThat(missing("users", "notes", "events_summary")).as("after full").isEmpty();
        story.backend()
                .changes()
                .contacts()
                .deleteNote(one.id(), one.links().notes().get(0).id());
        story.quiet();
        assertThat(story.leftOver(List.of("notes")))
                .as("note of the old contact")
                .isEmpty();
        story.backend().changes().contacts().addNote(born, "silent");
        story.quiet();
        assertThat(missing("notes"))
                .as("the connector knows of silent notes of a contact once the contact has changed")
                .hasSize(1);
        story.backend().changes().contacts().rename(born, "z");
        story.quiet();
        assertThat(missing("notes")).isEmpty();
    }

    @Test
    void tables_one_after_the_other() {
        configure("notes");
        story.quiet();
        configure("notes,users");
        story.quiet();
        assertThat(missing("users", "notes")).isEmpty();
        configure("notes,users,events_summary");
        story.quiet();
        assertThat(missing("users", "notes", "events_summary")).isEmpty();
        story.sent();
        Contact one = withNotes();
        story.backend().changes().contacts().addNote(one.id(), "silent");
        story.quiet();
        assertThat(missing("users", "notes", "events_summary")).isEmpty();
        story.backend().changes().contacts().delete(one.id());
        story.quiet();
        assertThat(story.leftOver(List.of("users", "notes", "events_summary"))).isEmpty();
        story.restart();
        assertThat(story.quiet()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b/c", "ünï ✓ 😀", "a\nb", "a\tb", "/", "a ", " ", "=", "\\", "a,b\r\n"})
    void an_event_of_any_name(String name) {
        configure("users,events_summary", "intercom.events.refresh.interval.ms", "20000");
        story.quiet();
        String id = withNotes().id();
        story.backend().changes().contacts().recordEvent(id, name);
        story.quiet();
        assertThat(missing("events_summary")).isEmpty();
        story.restart();
        assertThat(story.quiet()).isZero();
        story.backend().changes().contacts().recordEvent(id, name);
        story.quiet();
        assertThat(missing("events_summary")).isEmpty();
        story.restart();
        story.backend().changes().contacts().delete(id);
        story.quiet();
        assertThat(story.leftOver(List.of("events_summary", "users"))).isEmpty();
    }

    /** A user does something: that moves the time of the last visit, and no update time. */
    private void visit(String id, String event) {
        var workspace = story.backend().workspace();
        Contact contact = workspace.contacts().current().all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
        var times = contact.times();
        try {
            var put = workspace.getClass().getDeclaredMethod("put", Contact.class);
            put.setAccessible(true);
            var now = workspace.getClass().getDeclaredMethod("now");
            now.setAccessible(true);
            put.invoke(
                    workspace,
                    contact.with(new ContactTimes(
                            times.createdAt(),
                            times.updatedAt(),
                            times.signedUpAt(),
                            (Long) now.invoke(workspace),
                            times.lastRepliedAt())));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
        story.backend().changes().contacts().recordEvent(id, event);
    }

    private List<String> users() {
        return story.backend().workspace().contacts().current().all().stream()
                .filter(contact -> contact.role() == Role.USER)
                .map(Contact::id)
                .toList();
    }

    @Test
    void a_visit_is_enough_to_find_an_event() {
        configure("users,events_summary", "intercom.events.refresh.interval.ms", "-1");
        story.quiet();
        users().forEach(id -> visit(id, "visited"));
        story.quiet();
        assertThat(missing("events_summary")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"users,notes,events_summary", "leads,users,events_summary,users_tags,notes"})
    void events_of_visits_just_before_a_table_is_added(String tables) {
        configure("users,events_summary", "intercom.events.refresh.interval.ms", "-1");
        story.quiet();
        users().forEach(id -> visit(id, "visited"));
        configure(tables, "intercom.events.refresh.interval.ms", "-1");
        story.quiet();
        assertThat(missing("events_summary")).isEmpty();
    }

    @Test
    void events_of_visits_just_before_users_are_added() {
        configure("events_summary", "intercom.events.refresh.interval.ms", "-1");
        story.quiet();
        users().forEach(id -> visit(id, "visited"));
        configure("events_summary,users", "intercom.events.refresh.interval.ms", "-1");
        story.quiet();
        assertThat(missing("events_summary")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "20000"})
    void events_of_visits_while_the_permission_is_missing(String interval) {
        configure("users,events_summary", "intercom.events.refresh.interval.ms", interval);
        story.quiet();
        story.backend().access().revoke(io.kafkaconnect.intercom.sandbox.api.TokenScope.READ_EVENTS);
        users().forEach(id -> visit(id, "visited"));
        story.quiet();
        story.backend().access().grant(io.kafkaconnect.intercom.sandbox.api.TokenScope.READ_EVENTS);
        story.quiet();
        story.quiet();
        assertThat(missing("events_summary")).isEmpty();
    }

    @Test
    void a_contact_that_comes_back_with_its_notes() {
        configure("users,notes,events_summary,users_tags", "intercom.events.refresh.interval.ms", "20000");
        story.quiet();
        Contact one = withNotes();
        for (int wait = 0; wait < 40; wait += 3) {
            story.backend().changes().contacts().delete(one.id());
            story.polls(wait);
            story.backend().changes().contacts().restore(one);
            story.backend().changes().contacts().rename(one.id(), "back " + wait);
            story.quiet();
            assertThat(missing("users", "notes", "users_tags"))
                    .as("after " + wait)
                    .isEmpty();
            assertThat(story.leftOver(List.of("users", "notes", "events_summary", "users_tags")))
                    .as("after " + wait)
                    .isEmpty();
        }
    }

    private Contact withNotes() {
        return story.backend().workspace().contacts().current().all().stream()
                .filter(contact ->
                        contact.role() == Role.USER && !contact.links().notes().isEmpty())
                .findFirst()
                .orElseThrow();
    }
}
