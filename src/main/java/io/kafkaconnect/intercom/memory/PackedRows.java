package io.kafkaconnect.intercom.memory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Converts the rows of one owner to and from bytes. A row's name consists of its table and its key, such as
 * {@code conversation_parts/4711}. Rows of one table with the same form of name are in one group with one header. They are ordered by number, and
 * each row stores only the distance to the number before: 4711, 4712 and 4720 are stored as 4711, 1 and 8.
 *
 * <p>If a key begins with the owner's id, the id is omitted. Example: the row {@code users_tags/65f0/12} of the owner {@code 65f0} stores
 * only 12.
 */
final class PackedRows {
    private static final char SLASH = '/';

    /** Flag: the key begins with the owner's id. */
    private static final int OWNER = 0b1;

    /** Flag: a number follows. */
    private static final int NUMBER = 0b10;

    /** Flag: a text follows. */
    private static final int TAIL = 0b100;

    /** Flag: a fingerprint follows, which is not 0. */
    private static final int VALUE = 0b1000;

    private static final int FORM_BITS = 4;

    private final TableWords words;

    PackedRows(TableWords words) {
        this.words = words;
    }

    /**
     * A row.
     *
     * @param form the number of the table and the flags
     * @param number 0 if the name has no number
     * @param tail the end of the name; may be empty
     * @param value the fingerprint
     */
    private record NamedRow(int form, long number, String tail, long value) {
        static final Comparator<NamedRow> ORDER = Comparator.comparingInt(NamedRow::form)
                .thenComparingLong(NamedRow::number)
                .thenComparing(NamedRow::tail);
    }

    /** Receives the rows one by one. */
    @FunctionalInterface
    interface RowVisitor {
        /** Visits a row. {@link PackedRows#name} and {@link PackedRows#hash} take these values. */
        void row(int form, long number, ByteBuffer tail, long value);
    }

    /** Packs rows. Names may have any form, and values are from 0 to 2^32 - 1. */
    byte[] pack(String owner, Map<String, Long> rows) {
        List<NamedRow> entries = new ArrayList<>(rows.size());
        rows.forEach((name, value) -> entries.add(entry(owner, name, value)));
        entries.sort(NamedRow.ORDER);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int begin = 0; begin < entries.size(); ) {
            int form = entries.get(begin).form();
            int end = begin;
            while (end < entries.size() && entries.get(end).form() == form) {
                end++;
            }
            PackedText.writeNumber(out, form);
            PackedText.writeNumber(out, end - begin);
            long before = 0;
            for (NamedRow entry : entries.subList(begin, end)) {
                if ((form & NUMBER) != 0) {
                    PackedText.writeNumber(out, entry.number() - before);
                    before = entry.number();
                }
                if ((form & TAIL) != 0) {
                    PackedText.write(out, entry.tail());
                }
                if ((form & VALUE) != 0) {
                    out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                            .putInt((int) entry.value())
                            .array());
                }
            }
            begin = end;
        }
        return out.toByteArray();
    }

    /** Unpacks rows: value by name. */
    SortedMap<String, Long> unpack(String owner, ByteBuffer rows) {
        SortedMap<String, Long> unpacked = new TreeMap<>();
        visit(rows, (form, number, tail, value) -> unpacked.put(name(owner, form, number, tail), value));
        return unpacked;
    }

    /** Visits the rows. Throws a runtime exception if the bytes are damaged. */
    static void visit(ByteBuffer in, RowVisitor visitor) {
        while (in.hasRemaining()) {
            int form = (int) PackedText.readNumber(in);
            long count = PackedText.readNumber(in);
            if ((form & (NUMBER | TAIL)) == 0 && count > 1) {
                throw new IllegalArgumentException(count + " rows of one name");
            }
            long number = 0;
            for (long i = 0; i < count; i++) {
                number += (form & NUMBER) == 0 ? 0 : PackedText.readNumber(in);
                ByteBuffer tail = in.slice(in.position(), 0);
                if ((form & TAIL) != 0) {
                    int begin = in.position();
                    PackedText.skip(in);
                    tail = in.slice(begin, in.position() - begin);
                }
                long value = (form & VALUE) == 0 ? 0 : Integer.toUnsignedLong(in.getInt());
                visitor.row(form, number, tail, value);
            }
        }
    }

    /** The number of rows. */
    static int count(ByteBuffer rows) {
        int[] count = {0};
        visit(rows.duplicate(), (form, number, tail, value) -> count[0]++);
        return count[0];
    }

    /** The name of a visited row. */
    String name(String owner, int form, long number, ByteBuffer tail) {
        StringBuilder name = new StringBuilder(words.table(form >>> FORM_BITS));
        if ((form & OWNER) != 0) {
            name.append(SLASH).append(owner);
        }
        if ((form & NUMBER) != 0) {
            name.append(SLASH).append(number);
        }
        if ((form & TAIL) != 0) {
            name.append(SLASH).append(PackedText.read(tail.duplicate()));
        }
        return name.toString();
    }

    /** A hash of a visited row's name. It does not depend on the owner's id if the name contains it. */
    static long hash(int form, long number, ByteBuffer tail) {
        long hash = (form & ~VALUE) * 0x9e3779b97f4a7c15L + number;
        for (int i = tail.position(); i < tail.limit(); i++) {
            hash = (hash ^ tail.get(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The same hash, from the name of a row. */
    long hash(String owner, String name) {
        NamedRow entry = entry(owner, name, 0);
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        if ((entry.form() & TAIL) != 0) {
            PackedText.write(tail, entry.tail());
        }
        return hash(entry.form(), entry.number(), ByteBuffer.wrap(tail.toByteArray()));
    }

    /** The number of the row's table in {@link TableWords}. */
    static int word(int form) {
        return form >>> FORM_BITS;
    }

    private NamedRow entry(String owner, String name, long value) {
        int slash = name.indexOf(SLASH);
        String table = slash < 0 ? name : name.substring(0, slash);
        String key = slash < 0 ? null : name.substring(slash + 1);
        int form = value == 0 ? 0 : VALUE;
        if (key != null
                && key.startsWith(owner)
                && (key.length() == owner.length() || key.charAt(owner.length()) == SLASH)) {
            form |= OWNER;
            key = key.length() == owner.length() ? null : key.substring(owner.length() + 1);
        }
        long number = 0;
        if (key != null) {
            int end = key.indexOf(SLASH);
            String first = end < 0 ? key : key.substring(0, end);
            if (PackedText.isNumber(first)) {
                form |= NUMBER;
                number = Long.parseLong(first);
                key = end < 0 ? null : key.substring(end + 1);
            }
        }
        form |= key == null ? 0 : TAIL;
        return new NamedRow(words.word(table) << FORM_BITS | form, number, key == null ? "" : key, value);
    }
}
