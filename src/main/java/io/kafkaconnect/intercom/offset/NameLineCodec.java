package io.kafkaconnect.intercom.offset;

import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Converts names and their numbers to and from lines of text, such as {@code 2a admins/7}. A name may contain any characters. UTF-8 has no
 * form for half a surrogate pair. If a name contains one, or a line break, the text begins with a line that is a single backslash, and all
 * names are escaped: {@code \000a} stands for a line feed.
 *
 * <p>Earlier versions never escaped. In their text, a line that does not begin with a number continues the name of the line before, which
 * contained a line break.
 */
final class NameLineCodec {
    private static final char ESCAPE = '\\';
    private static final String ESCAPED = "\\\n";
    private static final int HEX = 16;
    private static final int HEX_LENGTH = 4;

    private NameLineCodec() {}

    /** Receives the names one by one. */
    @FunctionalInterface
    interface LineVisitor {
        void name(String name, long number);
    }

    /**
     * Writes the lines of these names.
     *
     * @param format converts a number to text without blanks
     */
    static String write(SortedMap<String, Long> numbers, LongFunction<String> format) {
        boolean escaped = numbers.keySet().stream().anyMatch(NameLineCodec::needsEscape);
        StringBuilder lines = new StringBuilder(escaped ? ESCAPED : "");
        numbers.forEach((name, number) -> {
            lines.append(format.apply(number)).append(' ');
            if (escaped) {
                escape(name, lines);
            } else {
                lines.append(name);
            }
            lines.append('\n');
        });
        return lines.toString();
    }

    /**
     * Reads lines that this class or an earlier version wrote.
     *
     * @param parser converts text to a number; empty if the text is not a number
     * @throws IllegalArgumentException if the lines are not of this form
     */
    static void read(String lines, Function<String, OptionalLong> parser, LineVisitor visitor) {
        boolean escaped = lines.startsWith(ESCAPED);
        int begin = escaped ? ESCAPED.length() : 0;
        OptionalLong next = number(lines, begin, parser);
        while (begin < lines.length()) {
            OptionalLong number = next;
            if (number.isEmpty()) {
                throw new IllegalArgumentException("a line without a number");
            }
            int end = end(lines, begin);
            next = number(lines, end + 1, parser);
            while (!escaped && next.isEmpty() && end + 1 < lines.length()) {
                end = end(lines, end + 1);
                next = number(lines, end + 1, parser);
            }
            String name = lines.substring(lines.indexOf(' ', begin) + 1, end);
            visitor.name(escaped ? unescaped(name) : name, number.getAsLong());
            begin = end + 1;
        }
    }

    private static OptionalLong number(String lines, int begin, Function<String, OptionalLong> parser) {
        int blank = lines.indexOf(' ', begin);
        return blank < 0 || blank > end(lines, begin)
                ? OptionalLong.empty()
                : parser.apply(lines.substring(begin, blank));
    }

    private static int end(String lines, int begin) {
        int end = lines.indexOf('\n', begin);
        return end < 0 ? lines.length() : end;
    }

    private static boolean needsEscape(String name) {
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (letter == '\n' || letter == '\r' || Character.isSurrogate(letter)) {
                if (!isPair(name, i)) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static void escape(String name, StringBuilder out) {
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (isPair(name, i)) {
                out.append(letter).append(name.charAt(++i));
            } else if (letter == ESCAPE || letter == '\n' || letter == '\r' || Character.isSurrogate(letter)) {
                out.append(ESCAPE).append("%04x".formatted((int) letter));
            } else {
                out.append(letter);
            }
        }
    }

    private static String unescaped(String escaped) {
        StringBuilder name = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char letter = escaped.charAt(i);
            if (letter == ESCAPE) {
                name.append((char) Integer.parseInt(escaped, i + 1, i + 1 + HEX_LENGTH, HEX));
                i += HEX_LENGTH;
            } else {
                name.append(letter);
            }
        }
        return name.toString();
    }

    private static boolean isPair(String name, int i) {
        return i + 1 < name.length() && Character.isSurrogatePair(name.charAt(i), name.charAt(i + 1));
    }
}
