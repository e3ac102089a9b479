package io.kafkaconnect.intercom.memory;

import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.offset.SentRowsCodec;
import io.kafkaconnect.intercom.offset.VersionThreeRowsCodec;
import io.kafkaconnect.intercom.offset.VersionTwoRowsCodec;
import io.kafkaconnect.intercom.value.CleanText;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Restores stored shards, of the present version and of earlier ones, into a memory. */
final class ShardRestore {
    private final OutputFormat format;
    private final Set<String> growing;
    private final NameForms forms;
    private final PackedRows codec;
    private final OwnerShards shards;

    ShardRestore(OutputFormat format, Set<String> growing, NameForms forms, OwnerShards shards) {
        this.format = format;
        this.growing = growing;
        this.forms = forms;
        this.codec = new PackedRows(forms);
        this.shards = shards;
    }

    /** Adds a shard. It drops rows that were sent to other topics or with other keys, but their offset must be well-formed all the same. */
    void restore(int shard, Map<String, ?> offset) {
        OutputFormat then = OutputFormat.storedIn(offset);
        boolean grows = then.isGrowing(format);
        shards.shard(shard);
        Runnable restore = reader(shard, offset, grows);
        if (then.isElsewhere(format)) {
            return;
        }
        try {
            restore.run();
        } catch (RuntimeException damaged) {
            throw SentRowsCodec.damaged();
        }
    }

    /** What restores a shard whose offset has the right keys. */
    private Runnable reader(int shard, Map<String, ?> offset, boolean grows) {
        long version = SentRowsCodec.version(offset);
        if (version >= SentRowsCodec.VERSION) {
            byte[] stored = SentRowsCodec.decode(offset);
            return () -> restoreStored(shard, StoredShard.read(stored), grows);
        }
        if (version == VersionThreeRowsCodec.VERSION) {
            VersionThreeShard stored = new VersionThreeShard(VersionThreeRowsCodec.decode(offset));
            return () ->
                    stored.visit((owner, rows, hasOlderCopy) -> restoreOwner(shard, owner, rows, grows, hasOlderCopy));
        }
        SortedMap<String, Long> digests = VersionTwoRowsCodec.decode(offset);
        return () -> restoreDigests(shard, digests, grows);
    }

    private void restoreStored(int shard, StoredShard stored, boolean grows) {
        NameForms storedForms = new NameForms();
        storedForms.adopt(stored.forms());
        PackedRows storedCodec = new PackedRows(storedForms);
        boolean mayCopy = !grows && forms.adopt(stored.forms());
        if (mayCopy && shards.adopt(shard, stored.shard())) {
            return;
        }
        stored.shard().visit(place -> {
            byte[] owner = OwnerShards.bytes(place.owner());
            if (mayCopy && shards.find(owner) == null) {
                shards.put(shard, null, owner, OwnerShards.bytes(place.rows()), place.hasOlderCopy());
            } else {
                String id = PackedText.read(place.owner());
                restoreOwner(shard, id, storedCodec.unpack(id, place.rows()), grows, place.hasOlderCopy());
            }
        });
        shards.shard(shard).trim();
    }

    private void restoreDigests(int shard, SortedMap<String, Long> digests, boolean grows) {
        Map<String, SortedMap<String, Long>> byOwner = new TreeMap<>();
        // Earlier versions stored names as Intercom returned them. Now the keys of rows are cleaned.
        digests.forEach((text, digest) -> {
            String name = CleanText.of(text);
            byOwner.computeIfAbsent(SentRows.ownerIn(name), first -> new TreeMap<>())
                    .put(name, SentRows.fingerprint(digest));
        });
        byOwner.forEach((owner, rows) -> restoreOwner(shard, owner, rows, grows, false));
    }

    private void restoreOwner(
            int shard, String owner, SortedMap<String, Long> rows, boolean grows, boolean hasOlderCopy) {
        if (grows) {
            rows.replaceAll((name, value) -> growing.contains(tableOf(name)) ? 0 : value);
        }
        byte[] packed = PackedText.pack(owner);
        OwnerShards.Found known = shards.find(packed);
        if (known != null && !hasOlderCopy) {
            // It is unknown which copy is newer. A row on which the two differ gets the value 0: it is sent again or
            // deleted.
            SortedMap<String, Long> other = codec.unpack(owner, known.place().rows());
            other.forEach((name, value) -> rows.merge(name, value, (one, two) -> one.equals(two) ? one : 0));
            rows.replaceAll((name, value) -> value.equals(other.get(name)) ? value : 0);
        }
        if (known != null) {
            shards.remove(known, packed);
        }
        shards.put(shard, null, packed, codec.pack(owner, rows), hasOlderCopy || known != null);
    }

    private static String tableOf(String name) {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }
}
