package io.kafkaconnect.intercom.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.feed.list.RelationsFeed;
import io.kafkaconnect.intercom.offset.FingerprintCodec;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The memory of what was sent of a whole list, at the size of a large workspace. */
class RowFingerprintsTest {
    private static final int MILLION = 1_000_000;
    private static final int SHARDS = 16;
    private static final Stream RELATIONS = Streams.named("users_relations").orElseThrow();

    /** Kafka takes records of up to a megabyte unless told otherwise, and a worker keeps every offset in memory. */
    private static final int A_MEGABYTE = 1 << 20;

    /** An earlier version stored the name as Intercom sent it; the key of the row is clean by now. */
    @Test
    void a_name_that_was_stored_before_names_were_cleaned_is_met_by_the_clean_one() {
        RowFingerprints memory = RelationsFeed.memory(1);
        memory.restore(
                0, FingerprintCodec.encode(new TreeMap<>(Map.of("contact/a", 0L, "users_social_profiles/a/x\0", 1L))));

        assertThat(memory.sentWith("contact/a")).containsOnlyKeys("contact/a", "users_social_profiles/a/x\ufffd");
    }

    @Test
    void names_with_any_characters_come_back_from_storage() {
        RowFingerprints memory = RelationsFeed.memory(1);
        List<String> names =
                List.of("contact/a", "users_social_profiles/a/\n\r\u2028", "users_social_profiles/a/5 x\\/");
        names.forEach(name -> memory.sent(name, 7));
        RowFingerprints restored = RelationsFeed.memory(1);
        restored.restore(0, memory.offset(0));

        assertThat(restored.sentWith("contact/a").keySet()).containsExactlyInAnyOrderElementsOf(names);
    }

    @ParameterizedTest
    @CsvSource({"segment_members, 2", "companies, 1"})
    void the_offset_of_each_shard_stays_well_under_a_megabyte_at_a_million_rows(String name, int ids) {
        Stream stream = Streams.named(name).orElseThrow();
        RowFingerprints memory = new RowFingerprints(stream.shards());
        Random random = new Random(1);
        String[] segments = new String[50];
        for (int i = 0; i < segments.length; i++) {
            segments[i] = id(random);
        }
        for (int row = 0; row < MILLION; row++) {
            String key = ids == 1 ? id(random) : id(random) + "/" + segments[random.nextInt(segments.length)];
            memory.sent((ids == 1 ? "companies/" : "users_segments/") + key, random.nextLong());
        }
        for (int shard = 0; shard < stream.shards(); shard += 16) {
            assertThat(memory.offset(shard).get("sent").toString()).hasSizeLessThan(A_MEGABYTE * 7 / 10);
        }
    }

    @Test
    void nor_does_the_offset_of_any_shard_of_a_million_contacts_with_three_rows_each() {
        RowFingerprints memory = RelationsFeed.memory(RELATIONS.shards());
        Random random = new Random(1);
        String[] companies = new String[20_000];
        for (int i = 0; i < companies.length; i++) {
            companies[i] = id(random);
        }
        for (int contact = 0; contact < MILLION; contact++) {
            String id = id(random);
            memory.sent("contact/" + id, 0);
            memory.sent("users_tags/" + id + "/" + random.nextInt(10_000_000), random.nextLong());
            memory.sent("users_companies/" + id + "/" + companies[random.nextInt(companies.length)], random.nextLong());
            memory.sent("users_social_profiles/" + id + "/LinkedIn", random.nextLong());
        }
        for (int shard = 0; shard < RELATIONS.shards(); shard += 5) {
            assertThat(memory.offset(shard).get("sent").toString()).hasSizeLessThan(A_MEGABYTE * 7 / 10);
        }
    }

    @Test
    void what_was_spread_by_hash_is_restored_where_it_was() {
        List<SortedMap<String, Long>> spread = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            spread.add(new TreeMap<>());
        }
        for (int row = 0; row < 1_000; row++) {
            String id = Integer.toString(row % 400);
            spread.get(Math.floorMod(id.hashCode(), SHARDS)).put("users_tags/" + id + "/" + row, (long) row);
        }
        RowFingerprints memory = RelationsFeed.memory(SHARDS);
        for (int shard = 0; shard < SHARDS; shard++) {
            memory.restore(shard, FingerprintCodec.encode(spread.get(shard)));
        }

        for (int shard = 0; shard < SHARDS; shard++) {
            int ofShard = shard;
            assertThat(memory.offset(shard)).isEqualTo(FingerprintCodec.encode(spread.get(shard)));
            spread.get(shard).forEach((name, digest) -> {
                assertThat(memory.place(name)).isEqualTo(ofShard);
                assertThat(memory.meets(name, digest)).isFalse();
                assertThat(memory.meets(name, digest + 1)).isTrue();
            });
        }
    }

    @Test
    void an_owner_keeps_its_shard_whatever_comes_and_after_a_restart_too() {
        RowFingerprints memory = RelationsFeed.memory(SHARDS);
        int[] shards = new int[5_000];
        for (int i = 0; i < shards.length; i++) {
            memory.sent("users_tags/" + i + "/1", i);
            shards[i] = memory.place("users_tags/" + i + "/1");
        }
        for (int i = 0; i < shards.length; i += 3) {
            memory.sent("users_tags/" + i + "/2", i);
            memory.deleted("users_tags/" + i + "/1");
        }
        RowFingerprints restarted = RelationsFeed.memory(SHARDS);
        for (int shard = 0; shard < SHARDS; shard++) {
            restarted.restore(shard, memory.offset(shard));
        }

        for (int i = 0; i < shards.length; i++) {
            assertThat(memory.place("users_tags/" + i + "/3")).isEqualTo(shards[i]);
            assertThat(restarted.place("users_tags/" + i + "/3")).isEqualTo(shards[i]);
        }
    }

    /** It may come back before, and must not be told of by two. */
    @Test
    void an_owner_without_rows_keeps_its_shard_until_its_offset_tells_of_it_no_more() {
        RowFingerprints memory = RelationsFeed.memory(SHARDS);
        memory.sent("contact/a", 0);
        int shard = memory.place("contact/a");
        memory.offset(shard);
        memory.deleted("contact/a");
        for (int i = 0; i < 1_000; i++) {
            memory.sent("contact/" + i, 0);
        }
        assertThat(memory.place("contact/" + 999)).isNotEqualTo(shard);

        assertThat(memory.place("users_tags/a/1")).isEqualTo(shard);

        // It has a place though it has no row yet.
        memory.offset(shard);
        assertThat(memory.place("users_tags/a/1")).isEqualTo(shard);
        memory.sent("users_tags/a/1", 1);
        memory.deleted("users_tags/a/1");
        memory.offset(shard);
        assertThat(memory.gone()).noneMatch(name -> name.contains("/a"));
        assertThat(memory.sentWith("contact/a")).isEmpty();
    }

    @Test
    void a_small_list_is_in_one_shard_and_a_larger_one_evenly_in_all() {
        RowFingerprints memory = new RowFingerprints(SHARDS);
        assertThat(shardsOf(memory, 0, 30)).hasSize(1);

        shardsOf(memory, 30, 100_000);

        long[] rows = IntStream.range(0, SHARDS)
                .mapToLong(shard -> (long) memory.offset(shard).get("rows"))
                .sorted()
                .toArray();
        assertThat(rows[SHARDS - 1] - rows[0]).isLessThanOrEqualTo(2_000);
    }

    @Test
    void new_owners_take_the_places_of_those_that_are_gone() {
        RowFingerprints memory = new RowFingerprints(SHARDS);
        shardsOf(memory, 0, 10_000);
        for (int i = 0; i < 10_000; i++) {
            if (memory.place("companies/" + i) == 3) {
                memory.deleted("companies/" + i);
            }
        }
        assertThat(memory.offset(3).get("rows")).isEqualTo(0L);
        long others = (long) memory.offset(4).get("rows");

        // The open shard may have room for a few before the emptiest is opened.
        shardsOf(memory, 10_000, 10_600);

        assertThat((long) memory.offset(4).get("rows")).isEqualTo(others);
        assertThat((long) memory.offset(3).get("rows")).isPositive();
    }

    @Test
    void of_an_owner_in_two_shards_only_what_both_say_alike_is_taken_for_sent_and_nothing_is_forgotten() {
        RowFingerprints memory = RelationsFeed.memory(SHARDS);
        memory.restore(
                1, FingerprintCodec.encode(new TreeMap<>(Map.of("contact/a", 0L, "tags/a/1", 1L, "tags/a/2", 2L))));
        memory.restore(
                4, FingerprintCodec.encode(new TreeMap<>(Map.of("contact/a", 0L, "tags/a/1", 1L, "tags/a/2", 9L))));

        assertThat(memory.gone()).containsExactlyInAnyOrder("contact/a", "tags/a/1", "tags/a/2");
        assertThat(memory.place("contact/a")).isEqualTo(1);
        assertThat(memory.offset(4).get("rows")).isEqualTo(0L);
        assertThat(memory.meets("contact/a", 0)).isFalse();
        assertThat(memory.meets("tags/a/1", 1)).isFalse();
        assertThat(memory.meets("tags/a/2", 2)).isTrue();
        assertThat(memory.meets("tags/a/2", 9)).isTrue();

        memory.sent("tags/a/2", 9);
        assertThat(memory.meets("tags/a/2", 9)).isFalse();
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
        RowFingerprints before = RelationsFeed.memory(1, form(then), Set.of("users_tags"));
        List.of("contact/a", "users_tags/a/1", "users_companies/a/1").forEach(name -> before.sent(name, 7));

        RowFingerprints memory = RelationsFeed.memory(1, form(now), Set.of("users_tags"));
        memory.restore(0, before.offset(0));

        SortedMap<String, Long> known = new TreeMap<>();
        if (!remains.equals("nothing")) {
            known.putAll(Map.of("contact/a", 7L, "users_companies/a/1", 7L));
            known.put("users_tags/a/1", remains.equals("named") ? 0L : 7L);
        }
        assertThat(memory.sentWith("contact/a")).isEqualTo(known);
        // A crash now claims no more than that, and nothing of the new form.
        RowFingerprints restarted = RelationsFeed.memory(1, form(now), Set.of("users_tags"));
        restarted.restore(0, memory.offset(0));
        assertThat(restarted.sentWith("contact/a")).isEqualTo(known);
    }

    @Test
    void what_an_earlier_version_stored_is_taken_for_sent_as_configured_now() {
        RowFingerprints memory = RelationsFeed.memory(1, form("extended b. string"), Set.of("users_tags"));
        memory.restore(0, FingerprintCodec.encode(new TreeMap<>(Map.of("users_tags/a/1", 7L))));

        assertThat(memory.meets("users_tags/a/1", 7)).isFalse();
    }

    private static OutputFormat form(String words) {
        String[] parts = words.split(" +", -1);
        return OutputFormat.of(parts[0], parts[1], parts[2]);
    }

    /** Sends so many rows; gives the shards they are in. */
    private static Set<Integer> shardsOf(RowFingerprints memory, int from, int to) {
        Set<Integer> shards = new HashSet<>();
        for (int i = from; i < to; i++) {
            memory.sent("companies/" + i, i);
            shards.add(memory.place("companies/" + i));
        }
        return shards;
    }

    /** Like Intercom's: 24 hexadecimal digits. */
    private static String id(Random random) {
        return String.format("%08x%016x", random.nextInt(), random.nextLong());
    }
}
