package io.kafkaconnect.intercom.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Suggests known words in place of a misspelt or shortened one. */
public final class Suggestions {

    private static final int SUGGESTIONS = 3;

    private Suggestions() {}

    /** The known words that differ by a few typing errors, or by parts left out or added; nearest first, at most three. */
    static List<String> to(String word, Collection<String> known) {
        int tolerated = Math.max(2, word.length() / 4);
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= tolerated
                        || shortens(word, candidate)
                        || shortens(candidate, word))
                .sorted(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .limit(SUGGESTIONS)
                .toList();
    }

    /** A question to put behind an error message, with a blank in front; empty when nothing known is near. */
    public static String asQuestion(String word, Collection<String> known) {
        List<String> near = to(word, known);
        return near.isEmpty() ? "" : near.stream().collect(Collectors.joining(" or ", " Did you mean ", "?"));
    }

    /** Whether the shorter word is the longer one with at most half of its letters left out. Example: intercom.token. */
    private static boolean shortens(String shorter, String longer) {
        int found = 0;
        for (int i = 0; i < longer.length() && found < shorter.length(); i++) {
            if (longer.charAt(i) == shorter.charAt(found)) {
                found++;
            }
        }
        return found == shorter.length() && 2 * found >= longer.length();
    }

    /** Levenshtein distance: the number of letters added, left out or exchanged. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int exchanged = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
