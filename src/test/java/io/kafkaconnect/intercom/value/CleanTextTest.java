package io.kafkaconnect.intercom.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CleanTextTest {

    static Stream<Arguments> unclean() {
        return Stream.of(
                arguments("\0", "\ufffd"),
                arguments("a\0b\0", "a\ufffdb\ufffd"),
                arguments("\ud83d", "\ufffd"),
                arguments("\ude00", "\ufffd"),
                arguments("\ude00\ud83d", "\ufffd\ufffd"),
                arguments("\ud83d\ud83d\ude00", "\ufffd\ud83d\ude00"),
                arguments("\ud83d\ude00\ude00", "\ud83d\ude00\ufffd"),
                arguments("\ud83d\0\ude00", "\ufffd\ufffd\ufffd"));
    }

    @ParameterizedTest
    @MethodSource("unclean")
    void each_character_that_databases_refuse_is_replaced(String text, String clean) {
        assertThat(CleanText.of(text)).isEqualTo(clean);
        assertThat(CleanText.isClean(text)).isFalse();
    }

    @Test
    void clean_text_stays_the_same_object() {
        for (String text : new String[] {"", "a", "\u00fc \ud83d\ude00 \uffff \ufffd \u0001 \r\n"}) {
            assertThat(CleanText.of(text)).isSameAs(text);
        }
    }

    @Property(tries = 300)
    void any_text_becomes_text_that_utf_8_and_postgresql_accept(@ForAll("texts") String text) {
        String clean = CleanText.of(text);

        assertThat(clean).hasSameSizeAs(text).doesNotContain("\0");
        assertThat(new String(clean.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(clean);
        assertThat(CleanText.of(clean)).isSameAs(clean);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars('\0', '\ud800', '\udbff', '\udc00', '\udfff', 'a', '\ufffd')
                .ofMaxLength(8);
    }

    @Test
    void printable_text_is_one_short_line() {
        assertThat(CleanText.printable("a\nb\rc\u0085d\u2028e\u2029f\0g\u202eh\ud83di", 100))
                .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde\ufffdf\ufffdg\ufffdh\ufffdi");
        assertThat(CleanText.printable("abcdef", 3)).isEqualTo("abc...");
        assertThat(CleanText.printable("ab\ud83d\ude00", 3)).isEqualTo("ab\ufffd...");
    }
}
