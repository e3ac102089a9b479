package io.kafkaconnect.intercom.quickstart;

import java.util.ArrayList;
import java.util.List;

/** Lines that break between words. */
final class Wrapped {
    private static final String INDENT = "  ";

    private Wrapped() {}

    /** Words with commas between them, in lines of that maximum width; only a word that is longer itself exceeds it. */
    static List<String> words(String before, List<String> words, String after, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(before);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i) + (i == words.size() - 1 ? after : ",");
            boolean first = i == 0;
            if (!first && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(INDENT).append(word);
            } else {
                line.append(first ? "" : " ").append(word);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
