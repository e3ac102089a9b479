package io.kafkaconnect.intercom.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.offset.InvalidOffsetException;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.offset.VersionTwoRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentRowsTest {
    private static SentRows empty() {
        return new SentRows(OutputFormat.UNKNOWN, Set.of(), 1_000_000);
    }

    private static SentRows restored(Map<Integer, Map<String, Object>> offsets) {
        SentRows rows = empty();
        new TreeMap<>(offsets).forEach(rows::restore);
        return rows;
    }

    @Test
    void random_changes_are_remembered_across_restarts_whatever_was_stored_last() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Map<String, SortedMap<String, Long>> model = new HashMap<>();
            Map<Integer, Map<String, Object>> stored = new HashMap<>();
            SentRows rows = empty();
            int ownerCount = 1 + random.nextInt(400);
            for (int step = 0; step < 1_500; step++) {
                String owner = random.nextBoolean()
                        ? "" + random.nextInt(ownerCount)
                        : "65f0c2d1a9e84b0001c3d2%02x".formatted(random.nextInt(ownerCount) & 0xff);
                int shard = rows.shardOf(owner, 3);
                Map<String, Long> changes = new HashMap<>();
                for (int i = random.nextInt(12); i >= 0; i--) {
                    String name =
                            switch (random.nextInt(6)) {
                                case 0 -> "contact/" + owner;
                                case 1 -> "users_tags/" + owner + "/" + random.nextInt(30);
                                case 2 -> "users_social_profiles/" + owner + "/a\n\ud800/" + random.nextInt(3);
                                case 3 -> "parts/" + (1_000_000L + random.nextInt(40));
                                case 4 -> "attachments/" + (1_000_000L + random.nextInt(5)) + "/" + random.nextInt(3);
                                default -> "odd/007" + random.nextInt(3);
                            };
                    changes.put(
                            name,
                            random.nextInt(3) == 0
                                    ? null
                                    : random.nextLong() & (random.nextInt(5) == 0 ? 0 : 0xffff_ffffL));
                }
                rows.put(owner, changes);
                SortedMap<String, Long> expected = model.computeIfAbsent(owner, first -> new TreeMap<>());
                changes.forEach((name, value) -> {
                    if (value == null) {
                        expected.remove(name);
                    } else {
                        expected.put(name, value);
                    }
                });
                stored.put(shard, rows.offset(shard));
                if (random.nextInt(300) == 0) {
                    rows = restored(stored);
                }
                assertThat(rows.rowsOf(owner))
                        .as("seed %s, step %s", seed, step)
                        .isEqualTo(expected);
            }
            rows = restored(stored);
            for (String owner : model.keySet()) {
                assertThat(rows.rowsOf(owner)).as("seed %s", seed).isEqualTo(model.get(owner));
            }
            for (Map<String, Object> offset : stored.values()) {
                assertThat((String) offset.get("sent")).hasSizeLessThan(40_000);
            }
        }
    }

    @Test
    void what_versions_1_and_2_stored_is_taken_for_sent_where_it_was_stored() {
        Map<String, Long> stored = Map.of("contact/a", 1_700_000_000L, "users_tags/a/1", 0x1234_5678_9abc_def0L);
        SentRows rows = empty();
        rows.restore(3, VersionTwoRows.encode(stored));

        assertThat(rows.shardOf("a", 1)).isEqualTo(3);
        assertThat(rows.rowsOf("a"))
                .isEqualTo(Map.of(
                        "contact/a", 1_700_000_000L, "users_tags/a/1", SentRows.fingerprint(0x1234_5678_9abc_def0L)));
        assertThat(restored(Map.of(3, rows.offset(3))).rowsOf("a")).isEqualTo(rows.rowsOf("a"));
    }

    @Test
    void a_value_has_32_bits_before_and_after_another_owner_is_used() {
        SentRows rows = empty();
        rows.put("a", "contact/a", 0x1_0000_0005L);
        SortedMap<String, Long> before = rows.rowsOf("a");
        rows.put("b", "contact/b", 7);

        assertThat(before).isEqualTo(Map.of("contact/a", 5L)).isEqualTo(rows.rowsOf("a"));
    }

    @Test
    void a_change_that_fails_leaves_nothing_behind() {
        SentRows rows = empty();
        Map<String, Long> changes = new LinkedHashMap<>();
        changes.put("contact/a", 5L);
        changes.put(null, 6L);

        assertThatThrownBy(() -> rows.put("a", changes)).isInstanceOf(RuntimeException.class);
        assertThat(rows.rowsOf("a")).isEmpty();
    }

    @Test
    void a_name_that_was_stored_before_names_were_cleaned_is_found_by_the_clean_one() {
        SentRows rows = empty();
        rows.restore(0, VersionTwoRows.encode(Map.of("users_social_profiles/a/x\u0000y", 5L)));

        assertThat(rows.rowsOf("a").keySet()).noneMatch(name -> name.indexOf('\u0000') >= 0);
    }

    @Test
    void of_an_owner_in_two_shards_of_version_2_rows_on_which_they_differ_count_as_changed() {
        SentRows rows = empty();
        rows.restore(1, VersionTwoRows.encode(Map.of("contact/a", 7L, "tags/a/1", 1L, "tags/a/2", 2L)));
        rows.restore(4, VersionTwoRows.encode(Map.of("contact/a", 7L, "tags/a/1", 1L, "tags/a/2", 9L)));

        assertThat(rows.rowsOf("a")).isEqualTo(Map.of("contact/a", 7L, "tags/a/1", 1L, "tags/a/2", 0L));
        assertThat(rows.shardOf("a", 1)).isEqualTo(4);
        assertThat(rows.size().owners()).isEqualTo(1);
    }

    @Test
    void an_owner_leaves_a_shard_that_is_too_large_with_its_next_change_and_its_older_copy_never_comes_back() {
        Map<Integer, Map<String, Object>> stored = largeShard();
        SentRows rows = restored(stored);

        int shard = rows.shardOf("7", 1);
        assertThat(shard).isEqualTo(1);
        rows.put("7", "users_tags/7/1", 6);
        stored.put(shard, rows.offset(shard));
        assertThat(stored.get(shard).toString()).hasSizeLessThan(200);
        assertThat(restored(stored).rowsOf("7")).isEqualTo(Map.of("users_tags/7/1", 6L));

        rows.remove("7", "users_tags/7/1");
        stored.put(shard, rows.offset(shard));
        SentRows restarted = restored(stored);
        assertThat(restarted.rowsOf("7")).isEmpty();
        assertThat(restarted.rowsOf("8")).isEqualTo(Map.of("users_tags/8/1", 5L));
    }

    @Test
    void an_owner_that_leaves_a_shard_stays_stored_there_until_its_new_shard_is_stored() {
        Map<Integer, Map<String, Object>> stored = largeShard();
        SentRows rows = restored(stored);

        int shard = rows.shardOf("7", 1);
        assertThat(shard).isEqualTo(1);
        stored.put(0, rows.offset(0));
        assertThat(restored(stored).rowsOf("7")).isEqualTo(Map.of("users_tags/7/1", 5L));

        rows.remove("7", "users_tags/7/1");
        stored.put(0, rows.offset(0));
        stored.put(shard, rows.offset(shard));
        assertThat(restored(stored).rowsOf("7")).isEmpty();
        rows.wasStored(shard);
        int withCopy = stored.get(0).toString().length();
        stored.put(0, rows.offset(0));
        assertThat(stored.get(0).toString()).hasSizeLessThan(withCopy);
        assertThat(restored(stored).rowsOf("7")).isEmpty();
        assertThat(restored(stored).size().owners()).isEqualTo(5_000);
    }

    @Test
    void the_size_grows_and_shrinks_with_the_rows() {
        SentRows rows = empty();
        rows.put("7", Map.of("users/7", 1L, "users_tags/7/1", 2L));
        MemorySize one = rows.size();
        rows.put("8", "users/8", 3);
        assertThat(one.owners()).isEqualTo(1);
        assertThat(one.rows()).isEqualTo(2);
        assertThat(one.bytes()).isPositive();
        assertThat(rows.size().owners()).isEqualTo(2);
        assertThat(rows.size().rows()).isEqualTo(3);
        assertThat(rows.size().bytes()).isGreaterThan(one.bytes());

        rows.remove("8", "users/8");
        rows.remove("7", "users/7");
        rows.remove("7", "users_tags/7/1");
        rows.offset(0);
        assertThat(rows.size()).isEqualTo(MemorySize.NONE);
    }

    @Test
    void an_owner_that_has_a_place_keeps_it_until_its_rows_come() {
        SentRows rows = empty();
        int shard = rows.shardOf("a", 1);
        rows.offset(shard);
        for (int i = 0; i < 1_000; i++) {
            rows.shardOf("b" + i, 1);
        }
        assertThat(rows.shards()).isGreaterThan(1);

        assertThat(rows.shardOf("a", 1)).isEqualTo(shard);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # sent as                 | configured now          | what remains
            documented a. struct      | documented a. struct    | sent
            documented a. struct      | documented b. struct    | nothing
            documented a. struct      | documented a. string    | nothing
            documented a. struct      | extended   b. struct    | nothing
            documented a. struct      | extended   a. struct    | named
            extended   a. struct      | documented a. struct    | sent
            """)
    void what_was_sent_in_another_form_is_remembered_as_far_as_it_holds(String then, String now, String remains) {
        SentRows before = new SentRows(form(then), Set.of("users_tags"), 1);
        List.of("contact/a", "users_tags/a/1", "users_companies/a/1").forEach(name -> before.put("a", name, 7));

        SentRows rows = new SentRows(form(now), Set.of("users_tags"), 1);
        rows.restore(0, before.offset(0));

        Map<String, Long> known = new TreeMap<>();
        if (!remains.equals("nothing")) {
            known.putAll(Map.of("contact/a", 7L, "users_companies/a/1", 7L));
            known.put("users_tags/a/1", remains.equals("named") ? 0L : 7L);
        }
        assertThat(rows.rowsOf("a")).isEqualTo(known);
        // A crash now claims no more than that, and nothing of the new form.
        SentRows restarted = new SentRows(form(now), Set.of("users_tags"), 1);
        restarted.restore(0, rows.offset(0));
        assertThat(restarted.rowsOf("a")).isEqualTo(known);
    }

    @Test
    void a_pass_finds_the_owners_and_the_rows_that_it_has_not_seen() {
        SentRows rows = empty();
        rows.put("a", Map.of("users_tags/a/1", 1L, "users_tags/a/twitter", 2L));
        rows.put("b", Map.of("users_tags/b/1", 1L));
        rows.passStarted();
        rows.markSeen("a", "users_tags/a/twitter");
        rows.markSeen("b");

        assertThat(rows.unseenRows()).isEqualTo(Map.of("users_tags/a/1", "a", "users_tags/b/1", "b"));
        List<String> owners = new ArrayList<>();
        rows.unseenOwners((owner, unseen) -> owners.add(owner));
        assertThat(owners).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!",
                "contact",
                "contact:!",
                "contact:TjIAASNX",
                "contact://///////w8=",
                "contact:BgEx8P8BAQ==",
                "contact:FgcB//////////9/"
            })
    void a_damaged_offset_is_refused_by_its_key(String sent) {
        assertThatThrownBy(() -> empty().restore(0, Map.of("version", 3L, "rows", 1L, "sent", sent)))
                .isInstanceOf(InvalidOffsetException.class)
                .hasMessageContaining("'sent'");
    }

    /** A shard as version 2 stored it, with a tag for each of 5,000 users. */
    private static Map<Integer, Map<String, Object>> largeShard() {
        Map<String, Long> rows = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            rows.put("users_tags/" + i + "/1", 5L);
        }
        return new HashMap<>(Map.of(0, VersionTwoRows.encode(rows)));
    }

    private static OutputFormat form(String words) {
        String[] parts = words.split(" +", -1);
        return OutputFormat.of(parts[0], parts[1], parts[2]);
    }
}
