package io.kafkaconnect.intercom.fingerprint;

import io.kafkaconnect.intercom.fingerprint.RowNameCodec.Name;
import io.kafkaconnect.intercom.offset.FingerprintCodec;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.value.CleanText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The rows that have been sent of a stream that is read whole: a digest by name, spread over a fixed number of shards so that the offset
 * of each stays small. What is unchanged stays silent, also after a restart; what a complete pass did not see is gone.
 *
 * <p>The rows of one owner are in one shard: the one whose offset they were restored from, or the one that was open when the owner came.
 */
public final class RowFingerprints {
    private final OutputFormat form;
    private final Set<String> growing;
    private final RowNameCodec names;
    private final OwnerIndex owners;
    private final ShardAllocator open;

    /** By shard, owners without rows of whom its offset, as it was made last, still tells: should they come back, they belong there. */
    private final Map<Integer, Map<ByteBuffer, byte[]>> emptied = new HashMap<>();

    /** Each row for itself. */
    public RowFingerprints(int shards) {
        this(shards, RowNameCodec.Owner.ITSELF);
    }

    /** Of rows of which nobody says what they look like. */
    public RowFingerprints(int shards, RowNameCodec.Owner owner) {
        this(shards, owner, OutputFormat.UNKNOWN, Set.of());
    }

    /**
     * An empty memory.
     *
     * @param owner to whom a row belongs
     * @param form what rows look like and where they go
     * @param growing the tables that have more than the documented columns to offer
     */
    public RowFingerprints(int shards, RowNameCodec.Owner owner, OutputFormat form, Set<String> growing) {
        this.form = form;
        this.growing = growing;
        this.names = new RowNameCodec(owner);
        this.owners = new OwnerIndex(shards);
        this.open = new ShardAllocator(shards, owners::size);
    }

    /**
     * What was stored of a shard. An owner of whom another shard was stored too stays there, with the rows of both; those of which they do
     * not say the same differ from whatever is met, and so are sent again or are gone. So do those that have more columns now.
     *
     * <p>Rows that were sent elsewhere are forgotten: where rows go now, none of them is.
     *
     * <p>Earlier versions stored names as Intercom sent them. A name is cleaned as the keys of rows are by now: otherwise the row would be met
     * under its clean name, and the tombstone for its former name would have the same key.
     */
    public void restore(int shard, Map<String, ?> offset) {
        OwnerIndex stored = new OwnerIndex(1);
        OutputFormat then = OutputFormat.storedIn(offset);
        SortedMap<String, Long> digests = FingerprintCodec.decode(offset);
        if (then.isElsewhere(form)) {
            return;
        }
        boolean grows = then.isGrowing(form);
        digests.forEach((text, sent) -> {
            long digest = grows && growing.contains(text.substring(0, Math.max(0, text.indexOf('/')))) ? 0 : sent;
            Name name = names.pack(CleanText.of(text));
            int known = stored.find(name.owner());
            int number = known == OwnerIndex.NONE ? stored.add(0, name.owner()) : known;
            stored.replace(number, PackedRows.with(stored.rows(number), name.rest(), digest));
        });
        stored.visit(0, rows -> {
            int number = owners.find(PackedRows.owner(rows));
            if (number == OwnerIndex.NONE) {
                owners.add(shard, rows);
            } else {
                owners.replace(number, PackedRows.merge(owners.rows(number), rows));
            }
        });
    }

    /** The shard of a row; one whose owner is new gets a place that it keeps as long as anything of it is remembered. */
    public int place(String name) {
        return owners.shard(numberOf(names.pack(name)));
    }

    /** How many owners it knows. */
    public int owners() {
        return owners.size();
    }

    /** A pass begins. */
    public void passBegins() {
        owners.forgetMeetings();
    }

    /** The pass met the row, and so its owner; says whether it differs from what was sent. */
    public boolean meets(String name, long digest) {
        Name packed = names.pack(name);
        int number = owners.find(packed.owner());
        if (number != OwnerIndex.NONE) {
            owners.meet(number);
        }
        return !has(number, packed, digest);
    }

    private boolean has(int number, Name name, long digest) {
        return number != OwnerIndex.NONE
                && PackedRows.digest(owners.rows(number), name.rest()).equals(OptionalLong.of(digest));
    }

    /** The rows that were sent and whose owners the pass, now complete, did not meet. */
    List<String> gone() {
        return gone("", name -> true);
    }

    /** Those of them whose names begin so and that are wanted. */
    public List<String> gone(String prefix, Predicate<String> wanted) {
        List<String> gone = new ArrayList<>();
        owners.visitUnmet(rows -> PackedRows.visit(rows, (rest, digest) -> {
            String name = names.name(rows, rest);
            if (name.startsWith(prefix) && wanted.test(name)) {
                gone.add(name);
            }
        }));
        return gone;
    }

    /** What was sent of the owner of a row, by name. */
    public SortedMap<String, Long> sentWith(String name) {
        int number = owners.find(names.pack(name).owner());
        SortedMap<String, Long> digests = new TreeMap<>();
        if (number != OwnerIndex.NONE) {
            putAll(owners.rows(number), digests);
        }
        return digests;
    }

    public void sent(String name, long digest) {
        Name packed = names.pack(name);
        int number = numberOf(packed);
        owners.meet(number);
        // One is sent again and again without a change: that a contact is there.
        if (!has(number, packed, digest)) {
            owners.replace(number, PackedRows.with(owners.rows(number), packed.rest(), digest));
        }
    }

    public void deleted(String name) {
        Name packed = names.pack(name);
        int number = owners.find(packed.owner());
        if (number == OwnerIndex.NONE) {
            return;
        }
        byte[] left = PackedRows.without(owners.rows(number), packed.rest());
        owners.replace(number, left);
        if (PackedRows.isEmpty(left)) {
            emptied.computeIfAbsent(owners.shard(number), first -> new HashMap<>())
                    .put(ByteBuffer.wrap(packed.owner()), packed.owner());
        }
    }

    /** The offset of a shard, for all that was sent of it. */
    public Map<String, Object> offset(int shard) {
        Map<ByteBuffer, byte[]> gone = emptied.remove(shard);
        if (gone != null) {
            gone.values().forEach(owner -> owners.remove(owners.find(owner)));
        }
        SortedMap<String, Long> digests = new TreeMap<>();
        owners.visit(shard, rows -> putAll(rows, digests));
        return FingerprintCodec.encode(digests, form);
    }

    private void putAll(byte[] rows, SortedMap<String, Long> digests) {
        PackedRows.visit(rows, (rest, digest) -> digests.put(names.name(rows, rest), digest));
    }

    private int numberOf(Name name) {
        int number = owners.find(name.owner());
        if (number == OwnerIndex.NONE) {
            return owners.add(open.next(), name.owner());
        }
        Map<ByteBuffer, byte[]> gone = emptied.get(owners.shard(number));
        if (gone != null) {
            gone.remove(ByteBuffer.wrap(name.owner()));
        }
        return number;
    }
}
