package io.kafkaconnect.intercom.memory;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Converts numbers and texts to and from a few bytes. A number takes one byte for each seven bits, the lowest first. A text begins with its
 * kind. Example: {@code 471} is a number of two bytes, and {@code 65f0c2d1a9e84b0001c3d2aa} is one byte of header and twelve bytes of
 * hexadecimal digits. The same text always gives the same bytes.
 */
final class PackedText {
    private static final int KIND_BITS = 2;
    private static final int KIND = 0b11;

    private static final int LATIN = 0;

    /** Any characters, with two bytes each. UTF-8 has no form for half a surrogate pair. */
    private static final int WIDE = 1;

    private static final int HEX = 2;
    private static final int NUMBER = 3;

    /** A larger number does not fit into 64 bits together with its kind. */
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
        if (isNumber(text)) {
            writeNumber(out, Long.parseLong(text) << KIND_BITS | NUMBER);
            return;
        }
        int kind = kind(text);
        writeNumber(out, (long) (kind == HEX ? text.length() / 2 : text.length()) << KIND_BITS | kind);
        switch (kind) {
            case HEX -> out.writeBytes(DIGITS.parseHex(text));
            case WIDE ->
                text.chars().forEach(letter -> {
                    out.write(letter >>> Byte.SIZE);
                    out.write(letter);
                });
            default -> out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    static String read(ByteBuffer in) {
        long header = readNumber(in);
        if ((header & KIND) == NUMBER) {
            return Long.toString(header >>> KIND_BITS);
        }
        byte[] bytes = new byte[length(header, in)];
        in.get(bytes);
        return switch ((int) header & KIND) {
            case HEX -> DIGITS.formatHex(bytes);
            case WIDE -> ByteBuffer.wrap(bytes).asCharBuffer().toString();
            default -> new String(bytes, StandardCharsets.ISO_8859_1);
        };
    }

    /** Skips a text. */
    static void skip(ByteBuffer in) {
        long header = readNumber(in);
        if ((header & KIND) != NUMBER) {
            in.position(in.position() + length(header, in));
        }
    }

    /** Whether the text is a decimal number without leading zeros, so that unpacking returns the same text. */
    static boolean isNumber(String text) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || (text.length() > 1 && text.charAt(0) == '0')) {
            return false;
        }
        return text.chars().allMatch(letter -> letter >= '0' && letter <= '9');
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
        long letters = header >>> KIND_BITS;
        long bytes = (header & KIND) == WIDE ? 2 * letters : letters;
        if (bytes > in.remaining()) {
            throw new IllegalArgumentException("a text of " + bytes + " bytes where " + in.remaining() + " are left");
        }
        return (int) bytes;
    }

    private static int kind(String text) {
        boolean hex = text.length() % 2 == 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter > BYTE_MAX) {
                return WIDE;
            }
            // Only lower case, because unpacking must return the same text.
            hex &= (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
        }
        return hex ? HEX : LATIN;
    }
}
