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
 * {@code conversation_parts/4711}. Rows with names of one {@link NameForm} are in one group with one header: twice the number of the form, plus one and
 * followed by their count if there is more than one row. They are ordered by number, and each row stores only the distance to the
 * number before: 4711, 4712 and 4720 are stored as 4711, 1 and 8. Then comes the text, if the form has one, and the fingerprint.
 */
final class PackedRows {
    private static final char SLASH = '/';

    /** A longer text is not likely to be the end of many names. */
    private static final int MAX_WORD = 60;

    private final NameForms forms;

    PackedRows(NameForms forms) {
        this.forms = forms;
    }

    /**
     * A row.
     *
     * @param form the number of the name's form
     * @param number 0 if the name has no number
     * @param text the end of the name; empty if the form has no text
     * @param value the fingerprint
     */
    private record NamedRow(int form, long number, String text, long value) {
        static final Comparator<NamedRow> ORDER = Comparator.comparingInt(NamedRow::form)
                .thenComparingLong(NamedRow::number)
                .thenComparing(NamedRow::text);
    }

    /** Receives the rows one by one. */
    @FunctionalInterface
    interface RowVisitor {
        /**
         * Visits a row.
         *
         * @param form the number of the form of its name
         * @param number the number in its name
         * @param text the packed text in its name
         * @param value its fingerprint
         */
        void row(int form, long number, ByteBuffer text, long value);
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
            boolean isSingle = end - begin == 1;
            PackedText.writeNumber(out, form << 1 | (isSingle ? 0 : 1));
            if (!isSingle) {
                PackedText.writeNumber(out, end - begin);
            }
            write(entries.subList(begin, end), forms.form(form), out);
            begin = end;
        }
        return out.toByteArray();
    }

    private static void write(List<NamedRow> entries, NameForm form, ByteArrayOutputStream out) {
        long before = 0;
        for (NamedRow entry : entries) {
            if (form.has(NameForm.NUMBER)) {
                PackedText.writeNumber(out, entry.number() - before);
                before = entry.number();
            }
            if (form.has(NameForm.TEXT)) {
                PackedText.write(out, entry.text());
            }
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .putInt((int) entry.value())
                    .array());
        }
    }

    /** Unpacks rows: value by name. */
    SortedMap<String, Long> unpack(String owner, ByteBuffer rows) {
        SortedMap<String, Long> unpacked = new TreeMap<>();
        visit(rows, (form, number, text, value) -> unpacked.put(name(owner, form, number, text), value));
        return unpacked;
    }

    /** Visits the rows. Throws a runtime exception if the bytes are damaged. */
    void visit(ByteBuffer rows, RowVisitor visitor) {
        ByteBuffer in = rows.duplicate();
        while (in.hasRemaining()) {
            int header = (int) PackedText.readNumber(in);
            NameForm form = forms.form(header >>> 1);
            long count = (header & 1) == 0 ? 1 : PackedText.readNumber(in);
            if (count > 1 && !form.has(NameForm.NUMBER | NameForm.TEXT)) {
                throw new IllegalArgumentException(count + " rows of one name");
            }
            long number = 0;
            for (long i = 0; i < count; i++) {
                number += form.has(NameForm.NUMBER) ? PackedText.readNumber(in) : 0;
                int begin = in.position();
                if (form.has(NameForm.TEXT)) {
                    PackedText.skip(in);
                }
                ByteBuffer text = in.slice(begin, in.position() - begin);
                visitor.row(header >>> 1, number, text, Integer.toUnsignedLong(in.getInt()));
            }
        }
    }

    /** The number of rows. */
    int count(ByteBuffer rows) {
        int[] count = {0};
        visit(rows, (form, number, text, value) -> count[0]++);
        return count[0];
    }

    /** The name of a visited row. */
    String name(String owner, int form, long number, ByteBuffer text) {
        return forms.form(form).name(owner, number, text);
    }

    /** A hash of a visited row's name. */
    long hash(int form, long number, ByteBuffer text) {
        return forms.form(form).hash(number, text);
    }

    /** The same hash, from the name of a row. */
    long hash(String owner, String name) {
        NamedRow entry = entry(owner, name, 0);
        NameForm form = forms.form(entry.form());
        byte[] text = form.has(NameForm.TEXT) ? PackedText.pack(entry.text()) : new byte[0];
        return form.hash(entry.number(), ByteBuffer.wrap(text));
    }

    private NamedRow entry(String owner, String name, long value) {
        int slash = name.indexOf(SLASH);
        String table = slash < 0 ? name : name.substring(0, slash);
        String key = slash < 0 ? null : name.substring(slash + 1);
        int parts = 0;
        if (key != null
                && key.startsWith(owner)
                && (key.length() == owner.length() || key.charAt(owner.length()) == SLASH)) {
            parts |= NameForm.OWNER;
            key = key.length() == owner.length() ? null : key.substring(owner.length() + 1);
        }
        long number = 0;
        if (key != null) {
            int end = key.indexOf(SLASH);
            String first = end < 0 ? key : key.substring(0, end);
            if (PackedText.isNumber(first)) {
                parts |= NameForm.NUMBER;
                number = Long.parseLong(first);
                key = end < 0 ? null : key.substring(end + 1);
            }
        }
        if (key == null) {
            return new NamedRow(forms.number(new NameForm(table, parts, "")), number, "", value);
        }
        int form = forms.number(
                isWord(key)
                        ? new NameForm(table, parts | NameForm.WORD, key)
                        : new NameForm(table, parts | NameForm.TEXT, ""));
        return new NamedRow(form, number, forms.form(form).has(NameForm.TEXT) ? key : "", value);
    }

    /** Whether many names may end in the text. Few end in the same id, and ids are numbers or hexadecimal. */
    private static boolean isWord(String text) {
        return text.length() <= MAX_WORD && !PackedText.isNumber(text) && !PackedText.isHex(text);
    }
}
