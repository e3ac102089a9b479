package io.kafkaconnect.intercom.value;

/**
 * Makes text that every store accepts. PostgreSQL refuses U+0000, and half a surrogate pair has no form in UTF-8: each becomes U+FFFD, the
 * replacement character.
 */
public final class CleanText {
    private static final char REPLACEMENT = '\uFFFD';

    private CleanText() {}

    /** Whether the text has no character to replace. */
    public static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == 0 || Character.isSurrogate(letter)) {
                if (!isPair(text, i)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Returns the text with these characters replaced; the same object if it has none. */
    public static String of(String text) {
        return isClean(text) ? text : cleaned(text);
    }

    /**
     * Returns the text as part of one line of a log: clean, without line breaks, other control characters and characters that reorder text, and
     * cut to a maximum length.
     */
    public static String printable(String text, int maxLength) {
        String shown = text.length() > maxLength ? text.substring(0, maxLength) : text;
        char[] letters = of(shown).toCharArray();
        for (int i = 0; i < letters.length; i++) {
            switch (Character.getType(letters[i])) {
                case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    letters[i] = REPLACEMENT;
                default -> {}
            }
        }
        return shown.length() < text.length() ? new String(letters) + "..." : new String(letters);
    }

    private static String cleaned(String text) {
        char[] letters = text.toCharArray();
        for (int i = 0; i < letters.length; i++) {
            if (isPair(text, i)) {
                i++;
            } else if (letters[i] == 0 || Character.isSurrogate(letters[i])) {
                letters[i] = REPLACEMENT;
            }
        }
        return new String(letters);
    }

    private static boolean isPair(String text, int i) {
        return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }
}
