package io.kafkaconnect.intercom.offset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Converts bytes to and from text of 85 different characters: four bytes are five characters, where base64 takes five and a third. JSON
 * escapes none of the characters.
 */
final class Base85 {
    private static final String ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#()*+,-./:;=?@[]^_{|}~";

    private static final int BASE = ALPHABET.length();
    private static final int BYTES = 4;
    private static final int LETTERS = 5;
    private static final long MAX_GROUP = 0xffff_ffffL;
    private static final byte[] LETTER = ALPHABET.getBytes(StandardCharsets.US_ASCII);

    /** Makes its group negative wherever it is: a group of letters of the alphabet is less than 2^33. */
    private static final long NO_DIGIT = -1L << 33;

    private static final long[] DIGITS = digits();

    private Base85() {}

    /** The text. A last group of one, two or three bytes gives two, three or four characters. */
    static String encode(byte[] bytes) {
        int groups = (bytes.length + BYTES - 1) / BYTES;
        ByteBuffer in = ByteBuffer.wrap(Arrays.copyOf(bytes, groups * BYTES));
        byte[] letters = new byte[groups * LETTERS];
        for (int end = LETTERS; end <= letters.length; end += LETTERS) {
            long group = Integer.toUnsignedLong(in.getInt());
            for (int i = end - 1; i >= end - LETTERS; i--) {
                letters[i] = LETTER[(int) (group % BASE)];
                group /= BASE;
            }
        }
        int length = (bytes.length * LETTERS + BYTES - 1) / BYTES;
        return new String(letters, 0, length, StandardCharsets.US_ASCII);
    }

    /**
     * The bytes of a text.
     *
     * @throws IllegalArgumentException if {@link #encode} does not write such a text
     */
    static byte[] decode(String text) {
        byte[] given = text.getBytes(StandardCharsets.UTF_8);
        int groups = (given.length + LETTERS - 1) / LETTERS;
        byte[] letters = Arrays.copyOf(given, groups * LETTERS);
        Arrays.fill(letters, given.length, letters.length, LETTER[BASE - 1]);
        ByteBuffer out = ByteBuffer.allocate(groups * BYTES);
        boolean isValid = given.length % LETTERS != 1;
        for (int i = 0; i < letters.length; i += LETTERS) {
            long group = digit(letters[i]);
            group = group * BASE + digit(letters[i + 1]);
            group = group * BASE + digit(letters[i + 2]);
            group = group * BASE + digit(letters[i + 3]);
            group = group * BASE + digit(letters[i + 4]);
            isValid &= group >= 0 && group <= MAX_GROUP;
            out.putInt((int) group);
        }
        if (!isValid) {
            throw new IllegalArgumentException("not base 85");
        }
        return Arrays.copyOf(out.array(), given.length * BYTES / LETTERS);
    }

    private static long digit(byte letter) {
        return DIGITS[letter & 0xff];
    }

    private static long[] digits() {
        long[] digits = new long[1 << Byte.SIZE];
        Arrays.fill(digits, NO_DIGIT);
        for (int digit = 0; digit < BASE; digit++) {
            digits[LETTER[digit]] = digit;
        }
        return digits;
    }
}
