package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.style.Style;
import java.util.SplittableRandom;

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
    record Composed(long seed, Style.Voice voice) implements Text {

        @Override
        public String html() {
            return compose(true);
        }

        @Override
        public String plain() {
            return compose(false);
        }

        private String compose(boolean html) {
            StringBuilder out = new StringBuilder();
            for (Style.Paragraph paragraph : voice.speak(new SplittableRandom(seed))) {
                if (html) {
                    out.append("<p class=\"no-margin\">").append(escaped(paragraph.words()));
                } else {
                    out.append(out.isEmpty() ? "" : "\n").append(paragraph.words());
                }
                if (paragraph.page() != null) {
                    out.append(
                            html
                                    ? " <a href=\"" + paragraph.page() + "\">this page</a>"
                                    : " this page (" + paragraph.page() + ")");
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
