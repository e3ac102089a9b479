package io.kafkaconnect.intercom.fingerprint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Names of rows in few bytes, taken apart into the owner and the rest, and put together again. A text is packed part by part, as slashes
 * part it: hexadecimal digits take half their length, and the name of a table is a number in a dictionary. What is packed tells where it
 * ends.
 */
public final class RowNameCodec {
    private static final char SLASH = '/';

    /** A part's header: its kind, whether another part follows, and the number of its letters, of its bytes, or of its word. */
    private static final int KIND = 0b11;

    private static final int MORE = 0b100;
    private static final int NUMBER = 3;

    private static final int LATIN = 0;

    /** Any char, two bytes each: not even half a surrogate pair is lost. */
    private static final int WIDE = 1;

    private static final int HEX = 2;
    private static final int WORD = 3;

    private static final HexFormat DIGITS = HexFormat.of();
    private static final int USUAL_LENGTH = 80;

    private final Owner owner;
    private final List<String> words = new ArrayList<>();

    /** To whom a row belongs. */
    public enum Owner {
        /** Each row for itself. */
        ITSELF,
        /** The second part of the name, behind the table. */
        SECOND_PART
    }

    /** A name, packed: the same owner is the same bytes. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Name(byte[] owner, byte[] rest) {}

    RowNameCodec(Owner owner) {
        this.owner = owner;
    }

    Name pack(String name) {
        int slash = name.indexOf(SLASH);
        if (slash < 0) {
            return new Name(text(name, 0, name.length()), text("", 0, 0));
        }
        if (owner == Owner.ITSELF) {
            return new Name(wordAndText(name, slash, slash), text("", 0, 0));
        }
        int second = name.indexOf(SLASH, slash + 1);
        int end = second < 0 ? name.length() : second;
        return new Name(text(name, slash + 1, end), wordAndText(name, slash, end));
    }

    /** The name whose owner these bytes begin with, and whose rest is there. */
    String name(byte[] bytes, int rest) {
        ByteBuffer ofOwner = ByteBuffer.wrap(bytes);
        ByteBuffer ofRest = ByteBuffer.wrap(bytes).position(rest);
        StringBuilder name = new StringBuilder(USUAL_LENGTH);
        if ((bytes[rest] & KIND) != WORD) {
            return readAll(ofOwner, name).toString();
        }
        boolean more = read(ofRest, name);
        readAll(ofOwner, name.append(SLASH));
        return (more ? readAll(ofRest, name.append(SLASH)) : name).toString();
    }

    /** Where the packed text ends that begins there. */
    static int end(byte[] bytes, int begin) {
        ByteBuffer in = ByteBuffer.wrap(bytes).position(begin);
        int header;
        do {
            header = header(in);
            in.position(in.position() + bytes(header));
        } while ((header & MORE) != 0);
        return in.position();
    }

    private static byte[] text(String name, int begin, int end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, name, begin, end);
        return out.toByteArray();
    }

    /** The table, and what is in the name from there on: nothing, or a slash and more. */
    private byte[] wordAndText(String name, int table, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean more = from < name.length();
        header(out, WORD, word(name.substring(0, table)), more);
        if (more) {
            write(out, name, from + 1, name.length());
        }
        return out.toByteArray();
    }

    /** Few: as many as a stream has tables. */
    private int word(String table) {
        int known = words.indexOf(table);
        if (known < 0) {
            words.add(table);
            return words.size() - 1;
        }
        return known;
    }

    private static void write(ByteArrayOutputStream out, String name, int begin, int end) {
        int from = begin;
        int slash = name.indexOf(SLASH, from);
        while (slash >= 0 && slash < end) {
            writePart(out, name.substring(from, slash), true);
            from = slash + 1;
            slash = name.indexOf(SLASH, from);
        }
        writePart(out, name.substring(from, end), false);
    }

    private static void writePart(ByteArrayOutputStream out, String part, boolean more) {
        int kind = kind(part);
        header(out, kind, kind == HEX ? part.length() / 2 : part.length(), more);
        for (int i = 0; i < part.length(); i++) {
            char letter = part.charAt(i);
            switch (kind) {
                case HEX -> out.write((digit(letter) << 4) | digit(part.charAt(++i)));
                case WIDE -> {
                    out.write(letter >>> Byte.SIZE);
                    out.write(letter);
                }
                default -> out.write(letter);
            }
        }
    }

    private static int kind(String part) {
        boolean hex = part.length() % 2 == 0;
        for (int i = 0; i < part.length(); i++) {
            char letter = part.charAt(i);
            if (letter > 0xff) {
                return WIDE;
            }
            hex &= digit(letter) >= 0;
        }
        return hex ? HEX : LATIN;
    }

    /** Lower case only: what is packed must come back the same. */
    private static int digit(char letter) {
        if (letter >= '0' && letter <= '9') {
            return letter - '0';
        }
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    private StringBuilder readAll(ByteBuffer in, StringBuilder out) {
        while (read(in, out)) {
            out.append(SLASH);
        }
        return out;
    }

    /** One part; says whether another follows. */
    private boolean read(ByteBuffer in, StringBuilder out) {
        int header = header(in);
        byte[] bytes = new byte[bytes(header)];
        in.get(bytes);
        switch (header & KIND) {
            case WORD -> out.append(words.get(header >>> NUMBER));
            case HEX -> DIGITS.formatHex(out, bytes);
            case WIDE -> out.append(ByteBuffer.wrap(bytes).asCharBuffer());
            default -> out.append(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return (header & MORE) != 0;
    }

    /** How many bytes follow the header. */
    private static int bytes(int header) {
        int number = header >>> NUMBER;
        return switch (header & KIND) {
            case WORD -> 0;
            case WIDE -> 2 * number;
            default -> number;
        };
    }

    /** Seven bits a byte, the lowest first. */
    private static void header(ByteArrayOutputStream out, int kind, int number, boolean more) {
        int left = (number << NUMBER) | (more ? MORE : 0) | kind;
        while (left > 0x7f) {
            out.write(left | 0x80);
            left >>>= 7;
        }
        out.write(left);
    }

    private static int header(ByteBuffer in) {
        int header = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            header |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return header;
    }
}
