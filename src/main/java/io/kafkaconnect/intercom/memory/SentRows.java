package io.kafkaconnect.intercom.memory;

import io.kafkaconnect.intercom.offset.InvalidOffsetException;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.offset.SentRowsCodec;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The rows that were sent, by owner: the name of each row with a fingerprint of its content. An unchanged row is not sent again, not even
 * after a restart. If an owner no longer has a row, the connector sends the row's tombstone.
 *
 * <p>Owners are spread over shards, each stored as the offset of a source partition of its own. An owner that is new goes to the open shard, which is the
 * last. When that is full, the next number is opened, so that a shard stays small however many owners there are. An owner in a shard that has become too
 * large moves to the open shard with its next change. Its older copy stays stored, at least until the new one is; at a restart the later shard counts.
 *
 * <p>A fingerprint has 32 bits: of four billion changed rows, one counts as unchanged. The value 0 differs from every fingerprint. Only one
 * thread may use a memory at a time.
 */
public final class SentRows {
    private static final long LOW_BITS = 0xffff_ffffL;

    private final OutputFormat format;
    private final NameForms forms = new NameForms();
    private final PackedRows codec = new PackedRows(forms);
    private final OwnerShards shards;
    private final OwnerRows owners;
    private final ShardRestore restore;
    private final SeenKeys seen = new SeenKeys();

    /** The owners without rows, by shard. The next offset of the shard no longer contains them. */
    private final Map<Integer, Set<String>> emptied = new HashMap<>();

    /**
     * An empty memory.
     *
     * @param format the columns, topics and keys of the rows
     * @param growing the tables that have extended columns
     * @param maxShards the maximum number of shards
     */
    public SentRows(OutputFormat format, Set<String> growing, int maxShards) {
        this.format = format;
        this.shards = new OwnerShards(codec, maxShards);
        this.owners = new OwnerRows(shards, codec);
        this.restore = new ShardRestore(format, growing, forms, shards);
    }

    /**
     * The owner's id in the name of a row: the text between the first two slashes, such as OWNER in {@code users_tags/OWNER/12}, or the
     * text after the only slash.
     */
    public static String ownerIn(String name) {
        int begin = name.indexOf('/') + 1;
        int end = name.indexOf('/', begin);
        return end < 0 ? name.substring(begin) : name.substring(begin, end);
    }

    /** Shortens a 64-bit digest to a fingerprint. A number below 2^32 is its own fingerprint. */
    public static long fingerprint(long digest) {
        return (digest ^ digest >>> Integer.SIZE) & LOW_BITS;
    }

    /**
     * Adds a stored shard. It drops rows that were sent to other topics or with other keys, because the present topics do not contain them.
     * A row that has more columns now gets the fingerprint 0, so that it is sent again.
     *
     * @throws InvalidOffsetException if the offset is damaged
     */
    public void restore(int shard, Map<String, ?> offset) {
        owners.shardsChange();
        restore.restore(shard, offset);
    }

    /**
     * Checks a stored or given offset of a shard.
     *
     * @throws InvalidOffsetException if a key is wrong; the message names it
     */
    public static void check(Map<String, ?> offset) {
        new SentRows(OutputFormat.UNKNOWN, Set.of(), 1).restore(0, offset);
    }

    /** The number of shards. Their numbers begin with 0. */
    public int shards() {
        return shards.count();
    }

    /** How much is remembered. Any thread may call this at any time. */
    public MemorySize size() {
        return shards.size();
    }

    /**
     * The shard in whose offset the owner's rows are stored from now on. A new owner gets a place.
     *
     * @param rows the approximate number of rows of a new owner
     */
    public int shardOf(String owner, int rows) {
        return owners.place(owner, rows);
    }

    /** The shard that contains the owner; empty if the memory does not contain the owner. */
    public OptionalInt shardHolding(String owner) {
        return owners.shardOf(owner);
    }

    /** The sent rows of an owner: fingerprint by row name. */
    public SortedMap<String, Long> rowsOf(String owner) {
        return new TreeMap<>(owners.rowsOf(owner));
    }

    /** Whether the row was sent with this fingerprint. */
    public boolean isSent(String owner, String name, long fingerprint) {
        return Objects.equals(owners.rowsOf(owner).get(name), fingerprint);
    }

    /**
     * Stores the sent rows of an owner.
     *
     * @param changes row name to fingerprint; null for a row that is gone
     */
    public void put(String owner, Map<String, Long> changes) {
        if (owners.put(owner, changes) && owners.rowsOf(owner).isEmpty()) {
            owners.shardOf(owner)
                    .ifPresent(shard -> emptied.computeIfAbsent(shard, first -> new HashSet<>())
                            .add(owner));
        }
    }

    /** Stores one row. */
    public void put(String owner, String name, long fingerprint) {
        put(owner, Map.of(name, fingerprint));
    }

    /** Removes one row. */
    public void remove(String owner, String name) {
        put(owner, Collections.singletonMap(name, null));
    }

    /** A pass starts, and has seen nothing yet. */
    public void passStarted() {
        seen.clear();
    }

    /** The pass has seen the owner, or a row by its name alone, whatever its owner is. */
    public void markSeen(String ownerOrName) {
        seen.add(SeenKeys.hash(PackedText.pack(ownerOrName)));
    }

    /** Whether the pass has seen the owner, or the row by its name alone. */
    public boolean isSeen(String ownerOrName) {
        return seen.contains(SeenKeys.hash(PackedText.pack(ownerOrName)));
    }

    /** The pass has seen the row. */
    public void markSeen(String owner, String name) {
        seen.add(SeenKeys.hash(SeenKeys.hash(PackedText.pack(owner)), codec.hash(owner, name)));
    }

    /** Visits the owners that the pass has not seen, with their rows. */
    public void unseenOwners(BiConsumer<String, SortedMap<String, Long>> visitor) {
        shards.visit(place -> {
            if (!seen.contains(SeenKeys.hash(OwnerShards.bytes(place.owner())))) {
                String owner = PackedText.read(place.owner());
                visitor.accept(owner, codec.unpack(owner, place.rows()));
            }
        });
    }

    /** Visits the owners in a shard, with their rows. The visitor must not change the memory. */
    public void ownersIn(int shard, BiConsumer<String, SortedMap<String, Long>> visitor) {
        if (shard < shards.count()) {
            shards.shard(shard).visit(place -> {
                String owner = PackedText.read(place.owner());
                visitor.accept(owner, codec.unpack(owner, place.rows()));
            });
        }
    }

    /** The rows that the pass has not seen: the owner by the row's name. */
    public Map<String, String> unseenRows() {
        Map<String, String> unseen = new HashMap<>();
        shards.visit(place -> {
            long owner = SeenKeys.hash(OwnerShards.bytes(place.owner()));
            codec.visit(place.rows(), (form, number, text, value) -> {
                if (!seen.contains(SeenKeys.hash(owner, codec.hash(form, number, text)))) {
                    String id = PackedText.read(place.owner().duplicate());
                    unseen.put(codec.name(id, form, number, text), id);
                }
            });
        });
        return unseen;
    }

    /** The offset of a shard, with all its rows. It removes owners without rows, unless another shard has stored an older copy of them. */
    public Map<String, Object> offset(int number) {
        owners.shardsChange();
        Shard shard = shards.shard(number);
        emptied.getOrDefault(number, Set.of()).forEach(owner -> forgetIfEmpty(PackedText.pack(owner), number));
        emptied.remove(number);
        int[] rows = {0};
        shard.visit(place -> rows[0] += codec.count(place.rows()));
        return SentRowsCodec.encode(
                rows[0], StoredShard.of(shards.stored(number), forms).bytes(), format);
    }

    /** A shard was stored, with its present owners; owners that have moved there need no copy elsewhere. */
    public void wasStored(int number) {
        shards.wasStored(number);
    }

    private void forgetIfEmpty(byte[] owner, int shard) {
        OwnerShards.Found found = shards.find(owner);
        boolean isHere = found != null && found.shard() == shard;
        if (isHere && !found.place().rows().hasRemaining() && !found.place().hasOlderCopy()) {
            shards.remove(found, owner);
        }
    }
}
