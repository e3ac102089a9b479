package io.kafkaconnect.intercom.offset;

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
    private static final int[] DIGITS = digits();

    private Base85() {}

    /** The text. A last group of one, two or three bytes gives two, three or four characters. */
    static String encode(byte[] bytes) {
        byte[] text = new byte[(bytes.length * LETTERS + BYTES - 1) / BYTES];
        for (int begin = 0, at = 0; begin < bytes.length; begin += BYTES, at += LETTERS) {
            long group = 0;
            for (int i = begin; i < begin + BYTES; i++) {
                group = group << Byte.SIZE | (i < bytes.length ? bytes[i] & 0xff : 0);
            }
            for (int i = at + LETTERS - 1; i >= at; i--) {
                if (i < text.length) {
                    text[i] = (byte) ALPHABET.charAt((int) (group % BASE));
                }
                group /= BASE;
            }
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    /**
     * The bytes of a text.
     *
     * @throws IllegalArgumentException if {@link #encode} does not write such a text
     */
    static byte[] decode(String text) {
        byte[] bytes = new byte[text.length() * BYTES / LETTERS];
        for (int begin = 0, at = 0; begin < text.length(); begin += LETTERS, at += BYTES) {
            long group = 0;
            for (int i = begin; i < begin + LETTERS; i++) {
                group = group * BASE + (i < text.length() ? digit(text.charAt(i)) : BASE - 1);
            }
            if (text.length() - begin == 1 || group > MAX_GROUP) {
                throw new IllegalArgumentException("not base 85");
            }
            for (int i = at; i < Math.min(at + BYTES, bytes.length); i++) {
                bytes[i] = (byte) (group >>> ((at + BYTES - 1 - i) * Byte.SIZE));
            }
        }
        return bytes;
    }

    private static int digit(char letter) {
        int digit = letter < DIGITS.length ? DIGITS[letter] : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("not base 85");
        }
        return digit;
    }

    private static int[] digits() {
        int[] digits = new int[Byte.MAX_VALUE + 1];
        Arrays.fill(digits, -1);
        for (int digit = 0; digit < BASE; digit++) {
            digits[ALPHABET.charAt(digit)] = digit;
        }
        return digits;
    }
}
