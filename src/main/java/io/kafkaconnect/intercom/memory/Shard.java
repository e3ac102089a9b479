package io.kafkaconnect.intercom.memory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The owners of one shard, one after the other, in the bytes that are stored. Each owner has a header, its packed id and its packed rows.
 * The header is the number of bytes that follow, shifted by one bit.
 *
 * <p>The lowest bit of the header is set if an earlier shard in Connect's offset store may contain an older copy of the owner.
 */
final class Shard {
    private static final double GROWTH = 1.125;

    private byte[] bytes = {};
    private int size;

    Shard() {}

    /** A stored shard. */
    Shard(byte[] stored) {
        bytes = stored;
        size = stored.length;
    }

    /** An owner's place in the bytes of a shard. */
    record Place(int begin, int end, boolean hasOlderCopy, ByteBuffer owner, ByteBuffer rows) {}

    /** Receives the owners one by one. */
    @FunctionalInterface
    interface OwnerVisitor {
        void owner(Place place);
    }

    int size() {
        return size;
    }

    /** The bytes to store. */
    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    /** The owner's place; null if the shard does not have the owner. */
    Place find(byte[] owner) {
        for (int begin = 0; begin < size; ) {
            ByteBuffer in = ByteBuffer.wrap(bytes, begin, size - begin);
            long header = PackedText.readNumber(in);
            int end = in.position() + (int) (header >>> 1);
            int from = in.position();
            if (end - from >= owner.length && Arrays.equals(bytes, from, from + owner.length, owner, 0, owner.length)) {
                return place(begin);
            }
            begin = end;
        }
        return null;
    }

    /** Visits the owners in order. The shard must not change meanwhile. */
    void visit(OwnerVisitor visitor) {
        for (int begin = 0; begin < size; ) {
            Place place = place(begin);
            visitor.owner(place);
            begin = place.end();
        }
    }

    /**
     * Replaces an owner's rows, or adds a new owner at the end.
     *
     * @param before the owner's place; null for a new owner
     */
    void put(Place before, byte[] owner, byte[] rows, boolean hasOlderCopy) {
        byte[] record = record(owner, rows, hasOlderCopy);
        splice(before == null ? size : before.begin(), before == null ? size : before.end(), record);
    }

    /** The bytes of one owner in a shard. */
    static byte[] record(byte[] owner, byte[] rows, boolean hasOlderCopy) {
        ByteArrayOutputStream record = new ByteArrayOutputStream(owner.length + rows.length + 4);
        PackedText.writeNumber(record, (long) (owner.length + rows.length) << 1 | (hasOlderCopy ? 1 : 0));
        record.writeBytes(owner);
        record.writeBytes(rows);
        return record.toByteArray();
    }

    void remove(Place place) {
        splice(place.begin(), place.end(), new byte[0]);
    }

    private void splice(int begin, int end, byte[] record) {
        int changed = size - (end - begin) + record.length;
        byte[] to = changed > bytes.length ? Arrays.copyOf(bytes, (int) (changed * GROWTH)) : bytes;
        System.arraycopy(bytes, end, to, begin + record.length, size - end);
        System.arraycopy(record, 0, to, begin, record.length);
        bytes = to;
        size = changed;
    }

    private Place place(int begin) {
        ByteBuffer in = ByteBuffer.wrap(bytes, begin, size - begin);
        long header = PackedText.readNumber(in);
        int from = in.position();
        int length = (int) (header >>> 1);
        if (length < 0 || length > size - from) {
            throw new IllegalArgumentException("an owner of " + length + " bytes where " + (size - from) + " are left");
        }
        ByteBuffer record = in.limit(from + length);
        PackedText.skip(record);
        int split = record.position();
        return new Place(
                begin,
                from + length,
                (header & 1) != 0,
                ByteBuffer.wrap(bytes, from, split - from),
                ByteBuffer.wrap(bytes, split, from + length - split));
    }
}
