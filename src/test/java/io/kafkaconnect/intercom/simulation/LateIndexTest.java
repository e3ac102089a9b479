package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.offset.MemoryReach;
import io.kafkaconnect.intercom.sandbox.Options;
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
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Intercom's search shows some contacts hours after their update, and the task restarts meanwhile. */
class LateIndexTest {
    private static final Duration LAG = Duration.ofHours(5);
    private static final List<String> TABLES = List.of("users", "users_tags", "leads", "leads_tags");

    private final Reconfigured story = new Reconfigured(
            new Random(1),
            new Options()
                    .size(new Size(24, 12, 2, 3, 4, 2, 2, 0, 0, 1.5, 2, Duration.ofDays(30)))
                    .slowContacts(LAG),
            DeliveryPropertyTest::task);

    private final Map<String, String> settings = new HashMap<>(
            Map.of("intercom.tables", String.join(",", TABLES), "intercom.full.poll.interval.ms", "" + LAG.toMillis()));

    /** All known contacts have come. Returns those whose changes the search shows at once. */
    private List<String> begin(DeliveryGuarantee guarantee) {
        if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
            settings.put("exactly.once.support", "required");
        } else {
            story.acknowledge();
        }
        story.pass(LAG);
        configure();
        story.quiet();
        story.sent();
        List<String> shown = all();
        IndexLag lag = new IndexLag(Duration.ZERO, LAG, 3);
        shown.removeIf(id -> lag.of(id).equals(LAG));
        return shown;
    }

    private void configure() {
        story.configure(settings);
    }

    private List<String> all() {
        List<String> ids = new ArrayList<>();
        story.backend().workspace().contacts().current().all().forEach(contact -> ids.add(contact.id()));
        return ids;
    }

    private List<String> create(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(story.backend().changes().contacts().create(i % 2 == 0 ? Role.USER : Role.LEAD, "new" + i));
        }
        return ids;
    }

    private void rename(List<String> contacts) {
        contacts.forEach(id -> story.backend().changes().contacts().rename(id, "name at " + story.now()));
    }

    /** Other contacts change, and so the stored cursor passes what the search hides. Between two sweeps, no other reading shows it. */
    private void moveOn(List<String> contacts) {
        for (int i = 0; i < 3; i++) {
            story.pass(Duration.ofMinutes(12));
            rename(contacts);
            story.quiet();
        }
    }

    /** The search shows what it has hidden, and then a sweep meets it. */
    private void isShown() {
        story.quiet();
        story.pass(LAG);
        story.quiet();
    }

    private List<String> missing() {
        return story.missing(TABLES, "intercom.", false, ColumnSet.DOCUMENTED);
    }

    private void renameAllBut(List<String> shown) {
        List<String> hidden = all();
        hidden.removeAll(shown);
        rename(hidden);
    }

    private void allComeOnce() {
        isShown();

        assertThat(missing()).isEmpty();
        nothingComesAgain();
    }

    private void nothingComesAgain() {
        assertThat(story.sentByTwoRestarts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_new_contact_comes_after_a_restart_and_none_comes_twice(DeliveryGuarantee guarantee) {
        List<String> known = begin(guarantee);
        create(20);
        moveOn(known);
        assertThat(missing()).as("hidden").isNotEmpty();

        story.pollAndCrash();
        allComeOnce();
    }

    /** The own row of a known contact may carry the offset of the stream or that of a shard, depending on what else its batch holds. */
    @ParameterizedTest
    @EnumSource
    void a_new_version_of_a_known_contact_comes_after_a_restart_and_none_comes_twice(DeliveryGuarantee guarantee) {
        List<String> shown = begin(guarantee);
        renameAllBut(shown);
        moveOn(shown);
        assertThat(missing()).as("hidden").isNotEmpty();

        story.pollAndCrash();
        allComeOnce();
    }

    @ParameterizedTest
    @EnumSource
    void a_new_version_comes_also_if_the_contacts_changed_one_by_one_before(DeliveryGuarantee guarantee) {
        List<String> shown = begin(guarantee);
        renameAllBut(shown);
        for (String id : shown) {
            story.pass(Duration.ofMinutes(4));
            rename(List.of(id));
            story.quiet();
        }
        assertThat(missing()).as("hidden").isNotEmpty();

        story.restart();
        allComeOnce();
    }

    @ParameterizedTest
    @EnumSource
    void after_the_memory_of_relations_was_deleted_no_contact_comes_again(DeliveryGuarantee guarantee) {
        begin(guarantee);
        story.deleteShards("users_relations");
        story.quiet();

        assertThat(story.sent()).doesNotContainKey("intercom.users").containsKey("intercom.users_tags");
        nothingComesAgain();
    }

    /** Shards are stored again one by one, and the cursor only with the next user: a count of shards alone does not tell. */
    @Test
    void after_the_memory_was_deleted_a_restart_amid_the_sweep_sends_no_contact_again() {
        Reconfigured large = new Reconfigured(
                new Random(1),
                new Options()
                        .size(new Size(900, 12, 2, 3, 4, 2, 2, 0, 0, 1.5, 2, Duration.ofDays(30)))
                        .slowContacts(LAG),
                DeliveryPropertyTest::task);
        large.pass(LAG);
        large.configure(new HashMap<>(Map.of(
                "intercom.tables", "users,users_tags",
                "intercom.full.poll.interval.ms", Long.toString(LAG.toMillis()),
                "intercom.page.size", "5",
                "intercom.poll.interval.ms", "500",
                "exactly.once.support", "required")));
        large.quiet();
        int shards = large.shards("users_relations");
        large.deleteShards("users_relations");
        large.sent();
        while (large.shards("users_relations") < shards) {
            large.poll();
        }
        assertThat(large.sent()).doesNotContainKey("intercom.users");

        large.restart();
        large.quiet();

        assertThat(large.sent()).doesNotContainKey("intercom.users");
    }

    @ParameterizedTest
    @EnumSource
    void a_new_contact_comes_also_when_the_memory_was_deleted_before(DeliveryGuarantee guarantee) {
        List<String> known = begin(guarantee);
        story.deleteShards("users_relations");
        story.quiet();
        story.pass(Duration.ofMinutes(1));
        create(20);
        moveOn(known);

        story.restart();
        allComeOnce();
    }

    @ParameterizedTest
    @EnumSource
    void what_a_person_skipped_by_a_later_mark_does_not_come(DeliveryGuarantee guarantee) {
        begin(guarantee);
        create(20);
        for (String stream : Set.of("users", "leads")) {
            Map<String, Object> offset = new HashMap<>(story.offset(stream));
            offset.put("updated_at", story.now().plusSeconds(60).toString());
            story.setOffset(stream, offset);
        }
        story.quiet();
        story.sent();
        isShown();

        assertThat(story.sent()).doesNotContainKeys("intercom.users", "intercom.leads");
        nothingComesAgain();
        assertThat(missing()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_parked_contact_that_a_person_dropped_does_not_come(DeliveryGuarantee guarantee) {
        List<String> known = begin(guarantee);
        List<String> created = create(20);
        moveOn(known);
        story.sent();
        Map<String, Object> offset = new HashMap<>(story.offset("users"));
        String waiting = created.stream()
                .map(id -> id + " REFUSED 1777624200 2 1777628000")
                .collect(Collectors.joining(", "));
        offset.put("parked", waiting);
        new MemoryReach(Instant.EPOCH).addTo(offset, 1);

        // The person drops them: the rest is as the connector has stored it.
        offset.remove("parked");
        story.setOffset("users", offset);
        isShown();

        assertThat(story.sent()).doesNotContainKey("intercom.users");
        nothingComesAgain();
    }

    @Test
    void a_table_that_is_added_brings_each_contact_once() {
        settings.put("intercom.tables", "users_tags,leads_tags");
        List<String> known = begin(DeliveryGuarantee.EXACTLY_ONCE);
        settings.put("intercom.tables", String.join(",", TABLES));
        configure();
        story.quiet();
        int users = story.rows("users");
        assertThat(story.sent()).containsEntry("intercom.users", users).doesNotContainKey("intercom.users_tags");
        create(20);
        moveOn(known);
        story.restart();
        isShown();
        assertThat(missing()).isEmpty();
        nothingComesAgain();
    }

    @ParameterizedTest
    @EnumSource
    void contacts_of_a_past_that_is_being_read_come_once(DeliveryGuarantee guarantee) {
        settings.put("intercom.since", story.now().minus(Duration.ofDays(10)).toString());
        settings.put("intercom.full.poll.interval.ms", "8000");
        settings.put("intercom.page.size", "1");
        begin(guarantee);
        int recent = story.count("users");
        assertThat(recent).isPositive().isLessThan(story.rows("users"));

        settings.remove("intercom.since");
        configure();
        story.quiet();

        assertThat(story.sent()).containsEntry("intercom.users", story.rows("users") - recent);
        nothingComesAgain();
    }

    @Test
    void without_acknowledgements_nothing_comes_twice() {
        configure();
        story.quiet();
        create(20);
        moveOn(all());
        story.restart();
        isShown();
        nothingComesAgain();
    }
}
