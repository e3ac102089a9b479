package io.kafkaconnect.intercom.sandbox.model;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A text in Intercom's two forms: HTML and, for a single conversation on request, plain text. */
public sealed interface Text {

    Text EMPTY = new Written("");

    String html();

    String plain();

    /** A text as typed. */
    record Written(String plain) implements Text {

        @Override
        public String html() {
            return plain.isEmpty() ? "" : "<p>" + escaped(plain) + "</p>";
        }
    }

    /** A text with a suffix that is the same in both forms. */
    record Hostile(Text text, String refused) implements Text {

        @Override
        public String html() {
            return text.html() + refused;
        }

        @Override
        public String plain() {
            return text.plain() + refused;
        }
    }

    /** A text that is computed from a number on each use, so that a hundred thousand conversations need little memory. */
    record Composed(long seed) implements Text {

        @Override
        public String html() {
            return compose(true);
        }

        @Override
        public String plain() {
            return compose(false);
        }

        private String compose(boolean html) {
            RandomGenerator random = new SplittableRandom(seed);
            StringBuilder out = new StringBuilder();
            int paragraphs = 1 + random.nextInt(3);
            for (int i = 0; i < paragraphs; i++) {
                out.append(html ? "<p class=\"no-margin\">" : i == 0 ? "" : "\n");
                String words = Vocabulary.sentence(random);
                out.append(html ? escaped(words) : words);
                if (random.nextInt(5) == 0) {
                    String page = Vocabulary.page(random);
                    out.append(html ? " <a href=\"" + page + "\">this page</a>" : " this page (" + page + ")");
                }
                out.append(html ? "</p>" : "");
            }
            return out.toString();
        }
    }

    /** The name of a contact, which Intercom escapes in every form of an answer; null stays null. */
    static String escapedName(String name) {
        return name == null ? null : escaped(name).replace("\"", "&quot;").replace("'", "&#39;");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
