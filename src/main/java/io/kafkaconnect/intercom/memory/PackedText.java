package io.kafkaconnect.intercom.memory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Converts numbers and texts to and from a few bytes. A number takes one byte for each seven bits, the lowest first. A text begins with a
 * number: its length and its kind. Example: {@code 471} is one such byte and two bytes, the highest first, and
 * {@code 65f0c2d1a9e84b0001c3d2aa} is one such byte and twelve bytes of hexadecimal digits. So ids that are close to each other begin with
 * the same bytes. The same text always gives the same bytes.
 */
final class PackedText {
    static final int KIND_BITS = 2;
    static final int KIND = 0b11;

    private static final int LATIN = 0;

    /** Any characters, with two bytes each. UTF-8 has no form for half a surrogate pair. */
    private static final int WIDE = 1;

    private static final int HEX = 2;
    static final int NUMBER = 3;

    /** A larger number does not fit into 64 bits. */
    private static final int MAX_DIGITS = 18;

    private static final int BYTE_MAX = 0xff;
    private static final HexFormat DIGITS = HexFormat.of();

    private PackedText() {}

    /** Packs a single text. */
    static byte[] pack(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, text);
        return out.toByteArray();
    }

    static void write(ByteArrayOutputStream out, String text) {
        int kind = kind(text);
        byte[] bytes =
                switch (kind) {
                    case NUMBER -> bytes(Long.parseLong(text));
                    case HEX -> DIGITS.parseHex(text);
                    case WIDE -> wide(text);
                    default -> text.getBytes(StandardCharsets.ISO_8859_1);
                };
        writeNumber(out, (long) bytes.length << KIND_BITS | kind);
        out.writeBytes(bytes);
    }

    static String read(ByteBuffer in) {
        long header = readNumber(in);
        byte[] bytes = new byte[length(header, in)];
        in.get(bytes);
        return switch ((int) header & KIND) {
            case NUMBER -> Long.toString(number(bytes));
            case HEX -> DIGITS.formatHex(bytes);
            case WIDE -> ByteBuffer.wrap(bytes).asCharBuffer().toString();
            default -> new String(bytes, StandardCharsets.ISO_8859_1);
        };
    }

    /** Skips a text. */
    static void skip(ByteBuffer in) {
        long header = readNumber(in);
        in.position(in.position() + length(header, in));
    }

    /** Whether the text is a decimal number without leading zeros, so that unpacking returns the same text. */
    static boolean isNumber(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || (text.length() > 1 && text.charAt(0) == '0')) {
            return false;
        }
        return text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
    }

    /** Whether the text is a row of bytes in hexadecimal. Only lower case, because unpacking must return the same text. */
    static boolean isHex(String text) {
        return text.length() % 2 == 0
                && text.chars()
                        .allMatch(letter -> (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f'));
    }

    static void writeNumber(ByteArrayOutputStream out, long number) {
        long left = number;
        while (left > 0x7f || left < 0) {
            out.write((int) left | 0x80);
            left >>>= 7;
        }
        out.write((int) left);
    }

    static long readNumber(ByteBuffer in) {
        long number = 0;
        int shift = 0;
        byte next;
        do {
            next = in.get();
            number |= (next & 0x7fL) << shift;
            shift += 7;
        } while (next < 0);
        return number;
    }

    private static int length(long header, ByteBuffer in) {
        long bytes = header >>> KIND_BITS;
        if (bytes > in.remaining()) {
            throw new IllegalArgumentException("a text of " + bytes + " bytes where " + in.remaining() + " are left");
        }
        return (int) bytes;
    }

    private static int kind(String text) {
        if (isNumber(text)) {
            return NUMBER;
        }
        if (isHex(text)) {
            return HEX;
        }
        return text.chars().allMatch(letter -> letter <= BYTE_MAX) ? LATIN : WIDE;
    }

    private static byte[] wide(String text) {
        ByteBuffer wide = ByteBuffer.allocate(Character.BYTES * text.length());
        wide.asCharBuffer().put(text);
        return wide.array();
    }

    private static byte[] bytes(long number) {
        int length = Long.BYTES - Long.numberOfLeadingZeros(number) / Byte.SIZE;
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (number >>> ((length - 1 - i) * Byte.SIZE));
        }
        return bytes;
    }

    private static long number(byte[] bytes) {
        long number = 0;
        for (byte next : bytes) {
            number = number << Byte.SIZE | (next & BYTE_MAX);
        }
        return number;
    }
}
