package io.kafkaconnect.intercom.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    private static final List<String> KNOWN = List.of("users", "users_tags", "leads", "leads_tags", "tags", "segments");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            user         | ' Did you mean users?'
            user_tags    | ' Did you mean users_tags or users?'
            tag          | ' Did you mean tags?'
            leeds_tags   | ' Did you mean leads_tags?'
            sgmnts       | ' Did you mean segments?'
            x            | ''
            hippopotamus | ''
            """)
    void what_was_probably_meant_is_asked(String word, String question) {
        assertThat(Suggestions.asQuestion(word, KNOWN)).isEqualTo(question);
    }

    @ParameterizedTest
    @CsvSource({"aaa, aab or aac or aad", "aabb, aab"})
    void the_nearest_come_first_and_no_more_than_three(String word, String suggestions) {
        assertThat(Suggestions.asQuestion(word, List.of("aad", "aac", "aab", "aae", "aaf")))
                .startsWith(" Did you mean ");
        assertThat(Suggestions.to(word, List.of("aab", "aac", "aad", "aae")))
                .startsWith(suggestions.split(" or ", -1))
                .hasSizeLessThanOrEqualTo(3);
    }
}
