package io.kafkaconnect.intercom.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.fingerprint.RowNameCodec.Owner;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Owners are found by their keys, whatever came and went before. */
class OwnerIndexTest {
    private static final int SHARDS = 3;
    private static final int KEYS = 150;

    private final RowNameCodec names = new RowNameCodec(Owner.ITSELF);

    @Property(tries = 300)
    void whoever_came_and_was_not_removed_is_found_in_its_shard_and_nobody_else(
            @ForAll @Size(max = 600) List<@IntRange(min = 0, max = 4 * KEYS - 1) Integer> steps) {
        OwnerIndex table = new OwnerIndex(SHARDS);
        Map<Integer, Integer> shards = new HashMap<>();
        Set<Integer> met = new HashSet<>();
        for (int step : steps) {
            int id = step / 4;
            int number = table.find(key(id));
            if (number == OwnerIndex.NONE) {
                table.add(step % SHARDS, key(id));
                shards.put(id, step % SHARDS);
            } else if (step % 4 == 0) {
                table.remove(number);
                shards.remove(id);
                met.remove(id);
            } else {
                table.meet(number);
                met.add(id);
            }
        }

        for (int id = 0; id < KEYS; id++) {
            int number = table.find(key(id));
            assertThat(number != OwnerIndex.NONE).isEqualTo(shards.containsKey(id));
            if (number != OwnerIndex.NONE) {
                assertThat(table.rows(number)).isEqualTo(key(id));
                assertThat(table.shard(number)).isEqualTo(shards.get(id));
            }
        }
        for (int shard = 0; shard < SHARDS; shard++) {
            int ofShard = shard;
            Set<ByteBuffer> visited = new HashSet<>();
            table.visit(shard, rows -> visited.add(ByteBuffer.wrap(rows)));
            assertThat(visited).isEqualTo(keys(shards, id -> shards.get(id) == ofShard));
            assertThat(table.size(shard)).isEqualTo(visited.size());
        }
        Set<ByteBuffer> unmet = new HashSet<>();
        table.visitUnmet(rows -> unmet.add(ByteBuffer.wrap(rows)));
        assertThat(unmet).isEqualTo(keys(shards, id -> !met.contains(id)));
    }

    private Set<ByteBuffer> keys(Map<Integer, Integer> shards, Predicate<Integer> wanted) {
        Set<ByteBuffer> keys = new HashSet<>();
        shards.keySet().stream().filter(wanted).forEach(id -> keys.add(ByteBuffer.wrap(key(id))));
        return keys;
    }

    private byte[] key(int id) {
        return names.pack("companies/" + id).owner();
    }
}
