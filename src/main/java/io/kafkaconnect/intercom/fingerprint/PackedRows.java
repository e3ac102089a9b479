package io.kafkaconnect.intercom.fingerprint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * All rows of one owner as one array: the owner, then the rest of each row's name and its digest, which is left out when it is 0. An
 * array is never changed: another takes its place.
 */
final class PackedRows {
    private static final int NONE = -1;

    private PackedRows() {}

    /** Takes the rows one by one. */
    interface RowVisitor {
        /**
         * A row.
         *
         * @param rest where the rest of its name begins
         */
        void row(int rest, long digest);
    }

    /** The digest of the row, if it is there. */
    static OptionalLong digest(byte[] rows, byte[] rest) {
        int begin = find(rows, rest);
        return begin == NONE
                ? OptionalLong.empty()
                : OptionalLong.of(digest(ByteBuffer.wrap(rows).position(begin + rest.length)));
    }

    /** The owner alone. */
    static byte[] owner(byte[] rows) {
        return Arrays.copyOf(rows, RowNameCodec.end(rows, 0));
    }

    /** Whether the owner has none. */
    static boolean isEmpty(byte[] rows) {
        return RowNameCodec.end(rows, 0) == rows.length;
    }

    static byte[] with(byte[] rows, byte[] rest, long digest) {
        byte[] others = without(rows, rest);
        int size = others.length + rest.length + 1 + (digest == 0 ? 0 : Long.BYTES);
        ByteBuffer out = ByteBuffer.allocate(size).put(others).put(rest);
        if (digest == 0) {
            out.put((byte) 0);
        } else {
            out.put((byte) Long.BYTES).putLong(digest);
        }
        return out.array();
    }

    static byte[] without(byte[] rows, byte[] rest) {
        int begin = find(rows, rest);
        if (begin == NONE) {
            return rows;
        }
        ByteBuffer in = ByteBuffer.wrap(rows).position(begin + rest.length);
        digest(in);
        byte[] others = Arrays.copyOf(rows, rows.length - in.position() + begin);
        in.get(others, begin, in.remaining());
        return others;
    }

    static void visit(byte[] rows, RowVisitor visitor) {
        ByteBuffer in = ByteBuffer.wrap(rows).position(RowNameCodec.end(rows, 0));
        while (in.hasRemaining()) {
            int rest = in.position();
            in.position(RowNameCodec.end(rows, rest));
            visitor.row(rest, digest(in));
        }
    }

    /** The rows of both. Those of which they do not say the same get the digest 0: it is no row's own. */
    static byte[] merge(byte[] one, byte[] other) {
        List<byte[]> rests = new ArrayList<>();
        visit(one, (rest, digest) -> rests.add(Arrays.copyOfRange(one, rest, RowNameCodec.end(one, rest))));
        visit(other, (rest, digest) -> rests.add(Arrays.copyOfRange(other, rest, RowNameCodec.end(other, rest))));
        byte[] merged = one;
        for (byte[] rest : rests) {
            if (!digest(one, rest).equals(digest(other, rest))) {
                merged = with(merged, rest, 0);
            }
        }
        return merged;
    }

    private static int find(byte[] rows, byte[] rest) {
        ByteBuffer in = ByteBuffer.wrap(rows).position(RowNameCodec.end(rows, 0));
        while (in.hasRemaining()) {
            int begin = in.position();
            int end = RowNameCodec.end(rows, begin);
            if (Arrays.equals(rows, begin, end, rest, 0, rest.length)) {
                return begin;
            }
            digest(in.position(end));
        }
        return NONE;
    }

    private static long digest(ByteBuffer in) {
        return in.get() == 0 ? 0 : in.getLong();
    }
}
