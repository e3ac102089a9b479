package io.kafkaconnect.intercom.offset;

import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * Names with a number each as lines of text, as in {@code 2a admins/7}. A name may hold any characters. Where one holds a line break or half a
 * surrogate pair, which has no form in UTF-8, a line that is a backslash alone comes first, and all names behind it are escaped.
 *
 * <p>Earlier versions never escaped. A line of theirs that does not begin with a number is the rest of the name before it, which held a line
 * break.
 */
final class NameLineCodec {
    private static final char ESCAPE = '\\';
    private static final String ESCAPED = "\\\n";
    private static final int HEX = 16;
    private static final int HEX_LENGTH = 4;

    private NameLineCodec() {}

    /** Takes the names one by one. */
    @FunctionalInterface
    interface LineVisitor {
        void name(String name, long number);
    }

    /**
     * The lines for these names.
     *
     * @param format makes text of a number, without blanks
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
     * Reads what was written.
     *
     * @param parser makes a number of its text, empty where it is none
     * @throws IllegalArgumentException when the lines are not of this form
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
