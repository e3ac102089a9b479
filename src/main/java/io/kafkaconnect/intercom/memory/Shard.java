package io.kafkaconnect.intercom.memory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The owners of one shard, one after the other, in the bytes that are stored. Each owner has a header, its packed id and its packed rows.
 * The header is the number of bytes that follow, and then a number of bytes of the id, shifted by one bit. That many bytes are those of the id of the
 * shard's first owner, and are omitted. Example: if the first owner is {@code 215000000000037}, only two of seven bytes are stored for
 * {@code 215000000000074}.
 *
 * <p>The lowest bit of the second number is set if an earlier shard in Connect's offset store may contain an older copy of the owner.
 */
final class Shard {
    private static final double GROWTH = 1.125;
    private static final byte[] NONE = {};

    /** The id of the owner that came first; empty if none has come. It stays when that owner goes. */
    private byte[] first = NONE;

    private byte[] bytes = NONE;
    private int size;

    Shard() {}

    private Shard(byte[] first, byte[] bytes) {
        this.first = first;
        this.bytes = bytes;
        this.size = bytes.length;
    }

    /** An owner's place in the bytes of a shard. */
    record Place(int begin, int end, boolean hasOlderCopy, ByteBuffer owner, ByteBuffer rows) {}

    /** Receives the owners one by one. */
    @FunctionalInterface
    interface OwnerVisitor {
        void owner(Place place);
    }

    /** Reads a stored shard up to the end of the bytes. */
    static Shard read(ByteBuffer in) {
        byte[] first = new byte[length(PackedText.readNumber(in), in.remaining())];
        in.get(first);
        byte[] owners = new byte[in.remaining()];
        in.get(owners);
        return new Shard(first, owners);
    }

    void write(ByteArrayOutputStream out) {
        PackedText.writeNumber(out, first.length);
        out.writeBytes(first);
        out.write(bytes, 0, size);
    }

    /** The shard with the records of further owners. */
    Shard with(List<byte[]> records) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes, 0, size);
        records.forEach(all::writeBytes);
        return new Shard(first, all.toByteArray());
    }

    int size() {
        return size;
    }

    /** Releases the heap that is kept for further owners. */
    void trim() {
        bytes = Arrays.copyOf(bytes, size);
    }

    /** The owner's place; null if the shard does not have the owner. */
    Place find(byte[] owner) {
        int shared = shared(owner);
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, size);
        while (in.hasRemaining()) {
            int begin = in.position();
            int length = (int) PackedText.readNumber(in);
            int end = in.position() + length;
            int given = (int) PackedText.readNumber(in) >>> 1;
            int from = in.position();
            int to = from + owner.length - shared;
            if (given == shared && to <= end && Arrays.equals(bytes, from, to, owner, shared, owner.length)) {
                return place(begin);
            }
            in.position(end);
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
     * Replaces an owner's rows, or adds a new owner at the end. Returns the owner's place.
     *
     * @param before the owner's place before; null for a new owner
     */
    Place put(Place before, byte[] owner, byte[] rows, boolean hasOlderCopy) {
        first = first.length == 0 ? owner : first;
        byte[] record = record(owner, rows, hasOlderCopy);
        int begin = before == null ? size : before.begin();
        splice(begin, before == null ? size : before.end(), record);
        return place(begin);
    }

    /** The bytes of one owner in this shard. */
    byte[] record(byte[] owner, byte[] rows, boolean hasOlderCopy) {
        int shared = shared(owner);
        ByteArrayOutputStream content = new ByteArrayOutputStream(owner.length + rows.length + 1);
        PackedText.writeNumber(content, shared << 1 | (hasOlderCopy ? 1 : 0));
        content.write(owner, shared, owner.length - shared);
        content.writeBytes(rows);
        ByteArrayOutputStream record = new ByteArrayOutputStream(content.size() + 2);
        PackedText.writeNumber(record, content.size());
        record.writeBytes(content.toByteArray());
        return record.toByteArray();
    }

    void remove(Place place) {
        splice(place.begin(), place.end(), NONE);
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
        int length = length(PackedText.readNumber(in), in.remaining());
        ByteBuffer record = in.limit(in.position() + length);
        int header = (int) PackedText.readNumber(record);
        byte[] owner = owner(header >>> 1, record);
        return new Place(begin, record.limit(), (header & 1) != 0, ByteBuffer.wrap(owner), record.slice());
    }

    private byte[] owner(int shared, ByteBuffer record) {
        int from = record.position();
        if (shared == 0) {
            PackedText.skip(record);
            return Arrays.copyOfRange(bytes, from, record.position());
        }
        byte[] owner = Arrays.copyOf(first, first.length);
        record.get(owner, shared, owner.length - shared);
        return owner;
    }

    /** The number of bytes at the beginning that the owner's id shares with that of the first owner; 0 if their lengths differ. */
    private int shared(byte[] owner) {
        int mismatch = Arrays.mismatch(first, owner);
        return owner.length != first.length ? 0 : mismatch < 0 ? owner.length : mismatch;
    }

    private static int length(long given, int left) {
        if (given < 0 || given > left) {
            throw new IllegalArgumentException(given + " bytes where " + left + " are left");
        }
        return (int) given;
    }
}
