package io.kafkaconnect.intercom.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryReachTest {
    private static final Instant MARK = Instant.parse("2026-05-01T08:30:00Z");
    private static final MemoryReach NOW = new MemoryReach(Instant.parse("2026-05-01T09:00:00Z"));
    private static final int SHARDS = 3;

    @Test
    void what_was_stored_comes_back() {
        assertThat(MemoryReach.of(stored(), SHARDS, NOW)).isEqualTo(MemoryReach.ALL);
    }

    @Test
    void shards_that_were_stored_without_the_cursor_do_no_harm() {
        assertThat(MemoryReach.of(stored(), SHARDS + 1, NOW)).isEqualTo(MemoryReach.ALL);
    }

    @Test
    void after_a_shard_was_deleted_all_contacts_count_as_sent() {
        assertThat(MemoryReach.of(stored(), SHARDS - 1, NOW)).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "updated_at, 2026-05-01T08:30:01Z",
        "updated_at, 2026-05-01T08:29:59Z",
        "parked, 471 REFUSED 1777624200 2 1777628000",
        "parked,",
        "sent,",
        "sent_since,",
        "memory_since,"
    })
    void after_a_person_has_changed_the_offset_all_contacts_count_as_sent(String key, String value) {
        Map<String, Object> offset = stored();
        assertThat(offset).containsKey(key);
        if (value == null) {
            offset.remove(key);
        } else {
            offset.put(key, value);
        }

        assertThat(MemoryReach.of(offset, SHARDS, NOW)).isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "a/1/b",
                "2026-05-01T08:30:00Z/3",
                "2026-05-01T08:30:00Z/x/5f3a",
                "2026-05-01T08:30:00Z/3/5f3a/x",
                "2026-05-01T08:30:00Z/3/5f3a/2026-05-01T08:30:00Z/1"
            })
    void anything_else_is_refused_by_its_key(String entry) {
        assertThatThrownBy(() -> MemoryReach.of(Map.of("memory_since", entry), SHARDS, NOW))
                .isInstanceOf(InvalidOffsetException.class)
                .hasMessageContaining("'memory_since'");
    }

    /** That version did not store the version of a contact with the contact's row. */
    @Test
    void what_an_earlier_version_stored_vouches_for_contacts_and_not_for_their_versions() {
        Map<String, Object> offset = stored();
        String entry = (String) offset.get("memory_since");
        offset.put("memory_since", entry.substring(0, entry.lastIndexOf('/')));

        MemoryReach reach = MemoryReach.of(offset, SHARDS, NOW);

        assertThat(reach).isEqualTo(new MemoryReach(Instant.EPOCH, NOW.versionsSince()));
    }

    @Test
    void a_version_that_is_dropped_moves_the_time_of_versions_alone() {
        MemoryReach reach = MemoryReach.ALL.without(100).without(50);

        assertThat(reach).isEqualTo(new MemoryReach(Instant.EPOCH, Instant.ofEpochSecond(100)));
        assertThat(reach.containsVersions(100)).isFalse();
        assertThat(reach.containsVersions(101)).isTrue();
        assertThat(reach.contains(1)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        ", 1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "2026-05-01T08:30:00Z, 2026-05-01T08:30:00Z, 2026-05-01T08:30:00Z",
        "1970-01-01T00:00:00Z/2026-05-01T08:30:00Z, 1970-01-01T00:00:00Z, 2026-05-01T08:30:00Z"
    })
    void a_shard_carries_both_times(String entry, Instant since, Instant versionsSince) {
        Map<String, Object> shard = new HashMap<>();
        shard.put("memory_since", entry);
        MemoryReach reach = MemoryReach.ofShard(shard);
        assertThat(reach).isEqualTo(new MemoryReach(since, versionsSince));

        Map<String, Object> again = new HashMap<>();
        reach.addToShard(again);
        assertThat(MemoryReach.ofShard(again)).isEqualTo(reach);
    }

    @Test
    void the_second_itself_counts_as_sent() {
        assertThat(NOW.contains(NOW.since().getEpochSecond())).isFalse();
        assertThat(NOW.contains(NOW.since().getEpochSecond() + 1)).isTrue();
    }

    private static Map<String, Object> stored() {
        Cursor cursor = new Cursor(
                MARK,
                Map.of("1", MARK.getEpochSecond()),
                Map.of(
                        "471", new ParkedEntity(ParkedEntity.Reason.REFUSED, 1777624200, 2, 1777628000),
                        "502", new ParkedEntity(ParkedEntity.Reason.VANISHED, 1777624300, 1, 1777628100)),
                MARK.minusSeconds(600));
        Map<String, Object> offset = new HashMap<>(new IncrementalOffsetCodec("updated_at")
                .encode(new IncrementalOffset(cursor, Set.of("users"), Instant.EPOCH, Optional.empty())));
        MemoryState.EMPTY.addTo(offset, MARK);
        MemoryReach.ALL.addTo(offset, SHARDS);
        return offset;
    }
}
