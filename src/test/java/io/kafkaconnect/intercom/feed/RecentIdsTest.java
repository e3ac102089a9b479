package io.kafkaconnect.intercom.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentIdsTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void what_was_added_last_is_remembered_and_adding_again_counts() {
        Set<String> set = RecentIds.of(2);
        set.add("x");
        set.add("y");
        set.add("x");
        set.add("z");

        assertThat(set).containsExactlyInAnyOrder("x", "z");
    }

    @Test
    void what_is_deleted_hides_what_was_read_before_and_is_back_when_it_is_met_later() {
        DeletedIds deleted = new DeletedIds(10);
        deleted.add("a", NOON);
        deleted.add("b");

        assertThat(deleted.hides("a", NOON.minusSeconds(1))).isTrue();
        assertThat(deleted.hides("a", NOON)).isTrue();
        assertThat(deleted.hides("a", NOON.plusSeconds(1))).isFalse();
        assertThat(deleted.hides("b", NOON.plusSeconds(1))).isTrue();
        assertThat(deleted.hides("c", NOON)).isFalse();
    }
}
