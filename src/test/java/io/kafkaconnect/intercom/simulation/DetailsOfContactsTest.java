package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.model.Changes;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Note;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.table.ColumnSet;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Notes and event summaries, in a workspace whose contacts do not say that these have changed: only what differs is sent. */
class DetailsOfContactsTest {
    private static final List<String> TABLES = List.of("users", "leads", "notes", "events_summary", "users_tags");
    private static final String EVENT = "a new event";

    private final Reconfigured story = new Reconfigured(
            new Random(1),
            new Options()
                    .size(new Size(12, 6, 2, 3, 2, 2, 2, 0, 0, 1.5, 2, Duration.ofDays(30)))
                    .relationsLeaveContactAlone(),
            DeliveryPropertyTest::task);

    /** A change, with the numbers of rows that it sends. */
    private static Arguments change(
            String what, BiConsumer<Changes, DetailsOfContactsTest> make, Map<String, Integer> sent) {
        return Arguments.of(what, make, sent);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(
                        "a note more",
                        (changes, test) -> changes.contacts()
                                .addNote(test.withNotes(Role.USER).id(), "x"),
                        Map.of("notes", 1)),
                change(
                        "a note less",
                        (changes, test) -> {
                            Contact contact = test.withNotes(Role.LEAD);
                            changes.contacts().deleteNote(contact.id(), test.note(contact));
                        },
                        Map.of()),
                change(
                        "an event more",
                        (changes, test) -> changes.contacts()
                                .recordEvent(test.withNotes(Role.USER).id(), EVENT),
                        Map.of("events_summary", 1)),
                change(
                        "a contact that is renamed",
                        (changes, test) -> changes.contacts()
                                .rename(test.withNotes(Role.USER).id(), "x"),
                        Map.of("users", 1)),
                change(
                        "a contact that is deleted",
                        (changes, test) -> changes.contacts()
                                .delete(test.withNotes(Role.USER).id()),
                        Map.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void only_what_has_changed_is_sent_and_what_is_gone_ends(
            String what, BiConsumer<Changes, DetailsOfContactsTest> change, Map<String, Integer> sent) {
        for (String support : List.of("required", "requested")) {
            story.configure(Map.of(
                    "intercom.tables",
                    String.join(",", TABLES),
                    "exactly.once.support",
                    support,
                    "intercom.events.refresh.interval.ms",
                    "60000"));
            story.quiet();
            story.sent();

            change.accept(story.backend().changes(), this);
            story.quiet();

            assertThat(story.missing(TABLES, "intercom.", false, ColumnSet.DOCUMENTED))
                    .isEmpty();
            assertThat(story.leftOver(TABLES)).isEmpty();
            assertThat(withoutTombstones(story.sent())).isEqualTo(sent);
            story.restart();
            assertThat(story.quiet()).isZero();
        }
    }

    @Test
    void without_rounds_a_silent_event_waits_for_the_next_change_of_its_contact() {
        story.configure(Map.of(
                "intercom.tables", String.join(",", TABLES),
                "exactly.once.support", "required",
                "intercom.events.refresh.interval.ms", "-1"));
        story.quiet();
        String user = withNotes(Role.USER).id();

        story.backend().changes().contacts().recordEvent(user, EVENT);
        assertThat(story.quiet()).isZero();
        story.backend().changes().contacts().rename(user, "x");
        story.quiet();

        assertThat(story.missing(TABLES, "intercom.", false, ColumnSet.DOCUMENTED))
                .isEmpty();
    }

    @Test
    void where_no_rows_are_remembered_all_rows_come_with_each_version_of_their_contact() {
        story.configure(Map.of("intercom.tables", String.join(",", TABLES), "intercom.row.tracking", "parents"));
        story.quiet();
        story.sent();
        Contact user = withNotes(Role.USER);

        story.backend().changes().contacts().rename(user.id(), "x");
        story.quiet();

        assertThat(story.sent())
                .containsEntry("intercom.notes", user.links().notes().size());
    }

    /** What happens to a contact with notes, and how many of them are gone afterwards. */
    static Stream<Arguments> notesThatMove() {
        return Stream.of(
                change(
                        "a lead that signs up",
                        (changes, test) -> changes.contacts()
                                .convert(test.withNotes(Role.LEAD).id()),
                        Map.of()),
                change(
                        "a lead that loses a note and signs up",
                        (changes, test) -> {
                            Contact lead = test.withNotes(Role.LEAD);
                            changes.contacts().deleteNote(lead.id(), test.note(lead));
                            changes.contacts().convert(lead.id());
                        },
                        Map.of("notes", 1)),
                change(
                        "a lead that is merged into a user",
                        (changes, test) -> changes.contacts()
                                .merge(
                                        test.withNotes(Role.LEAD).id(),
                                        test.withNotes(Role.USER).id()),
                        Map.of()),
                change(
                        "a lead that loses a note and is merged into a user",
                        (changes, test) -> {
                            Contact lead = test.withNotes(Role.LEAD);
                            changes.contacts().deleteNote(lead.id(), test.note(lead));
                            changes.contacts()
                                    .merge(lead.id(), test.withNotes(Role.USER).id());
                        },
                        Map.of("notes", 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notesThatMove")
    void notes_that_another_contact_has_now_do_not_end_and_those_that_are_gone_do(
            String what, BiConsumer<Changes, DetailsOfContactsTest> change, Map<String, Integer> gone) {
        story.configure(Map.of("intercom.tables", String.join(",", TABLES), "exactly.once.support", "required"));
        story.quiet();
        int before = story.rows("notes");

        change.accept(story.backend().changes(), this);
        story.quiet();

        assertThat(story.rows("notes")).isEqualTo(before - gone.getOrDefault("notes", 0));
        assertThat(story.missing(TABLES, "intercom.", false, ColumnSet.DOCUMENTED))
                .isEmpty();
        assertThat(story.leftOver(TABLES)).isEmpty();
    }

    private static Map<String, Integer> withoutTombstones(Map<String, Integer> sent) {
        Map<String, Integer> rows = new HashMap<>();
        sent.forEach((topic, count) -> {
            if (count > 0) {
                rows.put(topic.replace("intercom.", ""), count);
            }
        });
        return rows;
    }

    private Contact withNotes(Role role) {
        return story.backend().workspace().contacts().current().all().stream()
                .filter(contact ->
                        contact.role() == role && !contact.links().notes().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private String note(Contact contact) {
        List<Note> notes = contact.links().notes();
        return notes.get(notes.size() - 1).id();
    }
}
