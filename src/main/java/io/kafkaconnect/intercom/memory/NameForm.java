package io.kafkaconnect.intercom.memory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * What the names of many rows have in common. Example: the names {@code events_summary/65f0/signed-in} of the owner {@code 65f0} and
 * {@code events_summary/65f1/signed-in} of the owner {@code 65f1} have the same form, which needs nothing more. The names
 * {@code users_tags/65f0/12} and {@code users_tags/65f0/15} have the same form, and each needs a number.
 *
 * @param table the name up to the first slash
 * @param parts the flags of the parts that follow, in the order of the flags
 * @param word the last part if it is the same in all names; else empty
 */
record NameForm(String table, int parts, String word) {
    /** Flag: the owner's id. */
    static final int OWNER = 0b1;

    /** Flag: a number, another for each name. */
    static final int NUMBER = 0b10;

    /** Flag: a text, another for each name. */
    static final int TEXT = 0b100;

    /** Flag: the word of the form. */
    static final int WORD = 0b1000;

    private static final int LAST = TEXT | WORD;
    private static final int ALL = OWNER | NUMBER | LAST;

    private static final char SLASH = '/';
    private static final long PRIME = 0x100000001b3L;

    static NameForm read(ByteBuffer in) {
        long parts = PackedText.readNumber(in);
        if (parts < 0 || parts > ALL || (parts & LAST) == LAST) {
            throw new IllegalArgumentException("a form of names with the parts " + parts);
        }
        String table = PackedText.read(in);
        return new NameForm(table, (int) parts, (parts & WORD) == 0 ? "" : PackedText.read(in));
    }

    void write(ByteArrayOutputStream out) {
        PackedText.writeNumber(out, parts);
        PackedText.write(out, table);
        if (has(WORD)) {
            PackedText.write(out, word);
        }
    }

    boolean has(int part) {
        return (parts & part) != 0;
    }

    /** The same form where the word is the text of a single name. */
    NameForm withoutWord() {
        return has(WORD) ? new NameForm(table, (parts & ~WORD) | TEXT, "") : this;
    }

    /** A name of this form. */
    String name(String owner, long number, ByteBuffer text) {
        StringBuilder name = new StringBuilder(table);
        if (has(OWNER)) {
            name.append(SLASH).append(owner);
        }
        if (has(NUMBER)) {
            name.append(SLASH).append(number);
        }
        if (has(TEXT)) {
            name.append(SLASH).append(PackedText.read(text.duplicate()));
        }
        if (has(WORD)) {
            name.append(SLASH).append(word);
        }
        return name.toString();
    }

    /** A hash of a name. It does not depend on the owner's id if the name contains it, nor on whether the last part is a word or a text. */
    long hash(long number, ByteBuffer text) {
        long hash = (table.hashCode() * 31L + withoutWord().parts) * 0x9e3779b97f4a7c15L + number;
        ByteBuffer last = has(WORD) ? ByteBuffer.wrap(PackedText.pack(word)) : text;
        for (int i = last.position(); i < last.limit(); i++) {
            hash = (hash ^ last.get(i)) * PRIME;
        }
        return hash;
    }
}
