package io.kafkaconnect.intercom.quickstart;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Collectors;

/** The name that a user most likely meant. */
final class Nearest {
    private Nearest() {}

    /** A question that names the nearest of the names. If none is near, it lists all of them. */
    static String to(String given, Collection<String> names) {
        String wrong = given.toLowerCase(Locale.ROOT);
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(wrong, name)))
                .filter(name -> distance(wrong, name) <= Math.max(2, name.length() / 3))
                .map(name -> "Did you mean " + name + "?")
                .orElseGet(() -> "Possible values: " + names.stream().sorted().collect(Collectors.joining(", ")));
    }

    /** The number of characters to insert, remove or replace. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
