package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.offset.MemoryReach;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.ContactTimes;
import io.kafkaconnect.intercom.sandbox.model.IndexLag;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.table.ColumnSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Stories of contacts whose version is in the cursor or in a shard when the task dies. */
class RememberedVersionsTest {
    private static final Duration LAG = Duration.ofHours(5);
    private static final List<String> TABLES = List.of("users", "users_tags", "leads", "leads_tags");

    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, Struct> last = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private Reconfigured story;

    private void begin(int contacts, Options options, DeliveryGuarantee guarantee, Object... more) {
        story = new Reconfigured(
                new Random(1),
                options.size(new Size(contacts, 12, 2, 3, 4, 2, 2, 0, 0, 1.5, 2, Duration.ofDays(30))),
                DeliveryPropertyTest::task);
        settings.put("intercom.tables", String.join(",", TABLES));
        settings.put("intercom.full.poll.interval.ms", "20000");
        for (int i = 0; i < more.length; i += 2) {
            settings.put((String) more[i], more[i + 1].toString());
        }
        if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
            settings.put("exactly.once.support", "required");
        } else {
            story.acknowledge();
        }
        story.drop(this::note);
        story.pass(LAG);
        story.configure(settings);
        story.quiet();
        faults.clear();
        story.sent();
    }

    /** Epoch if the row has no time. */
    @SuppressWarnings("JavaUtilDate") // Connect's type of a time.
    private static Instant updated(Struct row) {
        return row.get("updated_at") instanceof java.util.Date time ? time.toInstant() : Instant.EPOCH;
    }

    /** What came twice in a row, or older after newer. */
    private boolean note(SourceRecord record) {
        String key = record.topic() + ' ' + record.key();
        Struct before = last.get(key);
        boolean isKnown = last.containsKey(key);
        Struct row = (Struct) record.value();
        if (isKnown && (row == null ? before == null : row.equals(before))) {
            faults.add("twice " + key + " as " + row);
        } else if (before != null && row != null && row.schema().field("updated_at") != null) {
            if (updated(row).isBefore(updated(before))) {
                faults.add("older " + key + " " + updated(row) + " after " + updated(before));
            }
        }
        last.put(key, row);
        return false;
    }

    private List<Contact> contacts() {
        return new ArrayList<>(story.backend().workspace().contacts().current().all());
    }

    private List<String> ids(Role role) {
        return contacts().stream()
                .filter(contact -> contact.role() == role)
                .map(Contact::id)
                .toList();
    }

    private void rename(List<String> ids) {
        ids.forEach(this::rename);
    }

    private void rename(String id) {
        story.backend().changes().contacts().rename(id, "name at " + story.now());
    }

    /** They change twelve minutes later. */
    private void changes(List<String> ids) {
        story.pass(Duration.ofMinutes(12));
        rename(ids);
        story.quiet();
    }

    private void restartsWhole() {
        story.restart();
        story.quiet();
        story.pass(LAG);
        whole();
        nothingComesAgain();
    }

    private Contact contact(String id) {
        return contacts().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Contact at(Contact contact, Instant updated) {
        ContactTimes times = contact.times();
        return contact.with(new ContactTimes(
                times.createdAt(),
                updated.getEpochSecond(),
                times.signedUpAt(),
                times.lastSeenAt(),
                times.lastRepliedAt()));
    }

    private List<String> missing() {
        return story.missing(selected(), "intercom.", false, ColumnSet.DOCUMENTED);
    }

    private List<String> selected() {
        return List.of(settings.get("intercom.tables").split(","));
    }

    private void nothingComesAgain() {
        assertThat(story.sentByTwoRestarts()).isEmpty();
    }

    private void whole() {
        story.quiet();
        assertThat(missing()).isEmpty();
        assertThat(story.leftOver(selected())).isEmpty();
        assertThat(faults).isEmpty();
    }

    @Test
    void contacts_that_changed_together_do_not_come_again_after_a_clean_restart() {
        changeTogether(DeliveryGuarantee.EXACTLY_ONCE);
    }

    @Test
    void nor_without_transactions() {
        changeTogether(DeliveryGuarantee.AT_LEAST_ONCE);
    }

    private void changeTogether(DeliveryGuarantee guarantee) {
        begin(24, new Options(), guarantee);
        List<String> users = ids(Role.USER);
        rename(users.subList(0, 2));
        story.quiet();
        story.pass(Duration.ofMinutes(12));
        story.quiet();
        rename(users.get(5));
        story.quiet();
        whole();
        nothingComesAgain();
    }

    @ParameterizedTest
    @EnumSource
    void nor_if_no_sweep_comes_in_between(DeliveryGuarantee guarantee) {
        begin(24, new Options(), guarantee, "intercom.full.poll.interval.ms", LAG.toMillis());
        List<String> users = ids(Role.USER);
        rename(users.subList(0, 4));
        story.quiet();
        for (int i = 5; i < 8; i++) {
            changes(List.of(users.get(i)));
        }
        restartsWhole();
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3"})
    void nor_if_only_one_of_the_shard_changed_after_them(int pause) {
        begin(24, new Options(), DeliveryGuarantee.AT_LEAST_ONCE, "intercom.full.poll.interval.ms", LAG.toMillis());
        List<String> users = ids(Role.USER);
        rename(users.subList(0, 4));
        story.polls(pause);
        story.quiet();
        rename(users.subList(5, 7));
        story.quiet();
        story.pass(Duration.ofMinutes(12));
        rename(users.get(8));
        story.quiet();
        story.restart();
        story.pass(LAG);
        whole();
        nothingComesAgain();
    }

    static IntStream polls() {
        return IntStream.of(0, 6, 26);
    }

    /** The cursor still lists the version when the contact is deleted. The sweep then stores the tags of the contact again. */
    @ParameterizedTest
    @MethodSource("polls")
    void a_contact_comes_back_with_its_time_while_the_cursor_lists_its_version(int wait) {
        begin(24, new Options(), DeliveryGuarantee.EXACTLY_ONCE);
        String id = contacts().stream()
                .filter(one -> one.role() == Role.USER && !one.links().tags().isEmpty())
                .map(Contact::id)
                .findFirst()
                .orElseThrow();
        rename(id);
        story.quiet();
        story.pass(Duration.ofMinutes(12));
        story.quiet();
        rename(id);
        story.quiet();
        // The cursor moves on: it lists the version as unstored, and no longer as sent.
        story.pass(Duration.ofMinutes(12));
        story.quiet();
        rename(ids(Role.USER).stream()
                .filter(other -> !other.equals(id))
                .findFirst()
                .orElseThrow());
        story.quiet();
        Contact before = contact(id);
        story.backend().changes().contacts().delete(id);
        story.quiet();
        story.backend().changes().contacts().restore(before);
        story.polls(wait);
        story.restart();
        story.quiet();
        story.quiet();
        whole();
        nothingComesAgain();
        story.backend().changes().contacts().delete(id);
        whole();
        nothingComesAgain();
    }

    @ParameterizedTest
    @EnumSource
    void a_time_in_the_future_that_is_corrected(DeliveryGuarantee guarantee) {
        begin(24, new Options(), guarantee);
        String id = ids(Role.USER).get(0);
        story.backend().changes().contacts().restore(at(contact(id), story.now().plus(Duration.ofHours(6))));
        story.quiet();
        story.restart();
        story.quiet();
        story.pass(Duration.ofHours(7));
        rename(id);
        whole();
        nothingComesAgain();
    }

    @Test
    void a_time_in_the_future_that_is_corrected_at_once() {
        begin(24, new Options(), DeliveryGuarantee.EXACTLY_ONCE);
        String id = ids(Role.USER).get(0);
        story.backend().changes().contacts().restore(at(contact(id), story.now().plus(Duration.ofHours(6))));
        story.quiet();
        rename(id);
        story.quiet();
        story.restart();
        story.quiet();
        story.pass(Duration.ofHours(7));
        story.quiet();
        assertThat(missing()).isEmpty();
    }

    @Test
    void two_changes_in_the_same_second_and_a_crash() {
        begin(24, new Options(), DeliveryGuarantee.EXACTLY_ONCE);
        String id = ids(Role.USER).get(0);
        for (int i = 0; i < 10; i++) {
            Instant now = story.now();
            rename(id);
            story.polls(i);
            story.backend().changes().contacts().rename(id, "second " + i);
            story.backend().changes().contacts().restore(at(contact(id), now));
            if (i % 2 == 0) {
                story.pollAndCrash();
            }
            story.quiet();
            rename(id);
            whole();
        }
        nothingComesAgain();
    }

    private void asBefore(String stream) {
        Map<String, Object> offset = new HashMap<>(story.offset(stream));
        String entry = (String) offset.remove("memory_since");
        offset.remove("unstored");
        String[] parts = entry.split("/", -1);
        new MemoryReach(Instant.parse(parts[0])).addTo(offset, Integer.parseInt(parts[1]));
        entry = (String) offset.get("memory_since");
        offset.put("memory_since", entry.substring(0, entry.lastIndexOf('/')));
        story.setOffset(stream, offset);
    }

    @ParameterizedTest
    @EnumSource
    void after_an_upgrade_nothing_comes_twice(DeliveryGuarantee guarantee) {
        begin(24, new Options().slowContacts(LAG), guarantee, "intercom.full.poll.interval.ms", LAG.toMillis());
        IndexLag lag = new IndexLag(Duration.ZERO, LAG, 3);
        List<String> hidden = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        contacts().forEach(one -> (lag.of(one.id()).equals(LAG) ? hidden : shown).add(one.id()));
        rename(hidden);
        for (int i = 0; i < 3; i++) {
            changes(shown);
        }
        asBefore("users");
        asBefore("leads");
        story.quiet();
        story.pass(LAG);
        story.quiet();
        assertThat(faults).isEmpty();
        nothingComesAgain();
        rename(hidden);
        changes(shown);
        restartsWhole();
    }

    @ParameterizedTest
    @CsvSource({"1,1200", "4,1200"})
    void a_bulk_change_and_a_crash(int polls, int contacts) {
        begin(contacts, new Options(), DeliveryGuarantee.EXACTLY_ONCE);
        story.pass(Duration.ofMinutes(11));
        rename(ids(Role.USER));
        story.polls(polls);
        story.pollAndCrash();
        whole();
        story.pass(Duration.ofMinutes(11));
        rename(ids(Role.USER).get(7));
        story.polls(polls);
        story.pollAndCrash();
        whole();
        nothingComesAgain();
    }

    @Test
    void a_version_hidden_after_a_bulk_change_comes() {
        begin(
                1_500,
                new Options().slowContacts(LAG),
                DeliveryGuarantee.EXACTLY_ONCE,
                "intercom.full.poll.interval.ms",
                LAG.toMillis());
        IndexLag lag = new IndexLag(Duration.ZERO, LAG, 3);
        List<String> hidden = new ArrayList<>();
        List<String> shown = new ArrayList<>();
        contacts().forEach(one -> (lag.of(one.id()).equals(LAG) ? hidden : shown).add(one.id()));
        story.pass(Duration.ofMinutes(11));
        rename(shown);
        story.quiet();
        story.restart();
        story.quiet();
        story.pass(Duration.ofMinutes(1));
        rename(hidden);
        for (int i = 0; i < 2; i++) {
            story.pass(Duration.ofMinutes(12));
            rename(shown.subList(0, 40));
            story.quiet();
        }
        story.restart();
        story.quiet();
        story.pass(LAG);
        whole();
        nothingComesAgain();
    }

    @ParameterizedTest
    @EnumSource
    void a_contact_that_changes_each_minute(DeliveryGuarantee guarantee) {
        begin(24, new Options(), guarantee);
        String id = ids(Role.USER).get(0);
        for (int i = 0; i < 60; i++) {
            rename(id);
            story.polls(40);
            story.pass(Duration.ofSeconds(20));
            Instant mark = Instant.parse(story.offset("users").get("updated_at").toString());
            assertThat(Duration.between(mark, story.now())).isLessThan(Duration.ofMinutes(13));
            if (i % 7 == 0) {
                story.restart();
            }
        }
        whole();
        nothingComesAgain();
    }

    @ParameterizedTest
    @EnumSource
    void after_a_rewind_all_comes_once_more_and_then_nothing(DeliveryGuarantee guarantee) {
        begin(24, new Options(), guarantee);
        List<String> users = ids(Role.USER);
        rename(users);
        story.quiet();
        story.pass(Duration.ofMinutes(12));
        rename(users.get(0));
        story.quiet();
        story.sent();
        Map<String, Object> offset = new HashMap<>(story.offset("users"));
        offset.put("updated_at", story.now().minus(Duration.ofHours(1)).toString());
        story.setOffset("users", offset);
        story.quiet();
        assertThat(story.sent()).containsEntry("intercom.users", users.size());
        assertThat(missing()).isEmpty();
        nothingComesAgain();
    }
}
