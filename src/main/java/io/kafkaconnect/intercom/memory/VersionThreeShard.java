package io.kafkaconnect.intercom.memory;

import io.kafkaconnect.intercom.offset.VersionThreeRowsCodec.StoredRows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a shard that version 3 stored. Its rows are grouped by table and by the parts of their names; the parts have the flags of
 * {@link NameForm}, but the last of them says whether a fingerprint follows.
 */
final class VersionThreeShard {
    private static final int VALUE = 0b1000;
    private static final int FORM_BITS = 4;

    private final List<String> tables;
    private final ByteBuffer in;

    VersionThreeShard(StoredRows stored) {
        tables = stored.tables();
        in = ByteBuffer.wrap(stored.packed());
    }

    /** Receives the owners one by one. */
    @FunctionalInterface
    interface OwnerRowsVisitor {
        void owner(String owner, SortedMap<String, Long> rows, boolean hasOlderCopy);
    }

    /** Visits the owners in order. Throws a runtime exception if the bytes are damaged. */
    void visit(OwnerRowsVisitor visitor) {
        while (in.hasRemaining()) {
            long header = PackedText.readNumber(in);
            ByteBuffer record = in.slice(in.position(), (int) (header >>> 1));
            in.position(in.position() + record.limit());
            String owner = text(record);
            visitor.owner(owner, rows(owner, record), (header & 1) != 0);
        }
    }

    private SortedMap<String, Long> rows(String owner, ByteBuffer record) {
        SortedMap<String, Long> rows = new TreeMap<>();
        while (record.hasRemaining()) {
            int form = (int) PackedText.readNumber(record);
            int parts = form & (NameForm.OWNER | NameForm.NUMBER | NameForm.TEXT);
            NameForm name = new NameForm(tables.get(form >>> FORM_BITS), parts, "");
            long count = PackedText.readNumber(record);
            if (count > 1 && !name.has(NameForm.NUMBER | NameForm.TEXT)) {
                throw new IllegalArgumentException(count + " rows of one name");
            }
            long number = 0;
            for (long i = 0; i < count; i++) {
                number += name.has(NameForm.NUMBER) ? PackedText.readNumber(record) : 0;
                byte[] text = name.has(NameForm.TEXT) ? PackedText.pack(text(record)) : new byte[0];
                long value = (form & VALUE) == 0 ? 0 : Integer.toUnsignedLong(record.getInt());
                rows.put(name.name(owner, number, ByteBuffer.wrap(text)), value);
            }
        }
        return rows;
    }

    /** A number that is a text of its own was stored together with its kind, and the length of a wide text in characters. */
    private static String text(ByteBuffer in) {
        long header = PackedText.readNumber(in);
        long rest = header >>> 2;
        return switch ((int) header & 0b11) {
            case 0 -> new String(bytes(in, rest), StandardCharsets.ISO_8859_1);
            case 1 ->
                ByteBuffer.wrap(bytes(in, Character.BYTES * rest))
                        .asCharBuffer()
                        .toString();
            case 2 -> HexFormat.of().formatHex(bytes(in, rest));
            default -> Long.toString(rest);
        };
    }

    private static byte[] bytes(ByteBuffer in, long count) {
        ByteBuffer part = in.slice(in.position(), Math.toIntExact(count));
        in.position(in.position() + part.limit());
        byte[] bytes = new byte[part.limit()];
        part.get(bytes);
        return bytes;
    }
}
