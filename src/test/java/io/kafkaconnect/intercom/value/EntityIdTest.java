package io.kafkaconnect.intercom.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityIdTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            "5f3a1c9b2d4e6f8091a2b3c4"                | 5f3a1c9b2d4e6f8091a2b3c4
            "a.b_c-D9"                                | a.b_c-D9
            "..."                                     | ...
            "0"                                       | 0
            421                                       | 421
            0                                         | 0
            -3                                        | -3
            9223372036854775808                       | 9223372036854775808
            123456789012345678901234567890            | 123456789012345678901234567890
            """)
    void an_id_is_text_of_few_characters_or_a_whole_number(String json, String id) {
        assertThat(EntityId.of(ExactJson.parse(json))).hasValue(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "7.0",
                "7.5",
                "1e3",
                "1e1000000000",
                "{}",
                "{\"id\": 1}",
                "[1]",
                "\"\"",
                "\" \"",
                "\" 7\"",
                "\"7 \"",
                "\"7\\n\"",
                "\"a/b\"",
                "\"a/../../me\"",
                "\"a?b\"",
                "\"a#b\"",
                "\"a%2fb\"",
                "\".\"",
                "\"..\"",
                "\"a\\\\b\"",
                "\"a\\u0000\"",
                "\"\\u2028\"",
                "\"\u00fc\"",
                "\"\u0661\"",
                "\"a,b\"",
                "\"a:b\""
            })
    void any_other_value_is_not_an_id(String json) {
        assertThat(EntityId.of(ExactJson.parse(json))).isEmpty();
    }

    @Test
    void an_id_has_100_characters_at_most() {
        assertThat(EntityId.isValid("x".repeat(100))).isTrue();
        assertThat(EntityId.isValid("x".repeat(101))).isFalse();
        assertThat(EntityId.of(ExactJson.parse("1".repeat(100)))).isPresent();
        assertThat(EntityId.of(ExactJson.parse("1".repeat(101)))).isEmpty();
        assertThat(EntityId.of(ExactJson.parse("1".repeat(100_000)))).isEmpty();
        assertThat(EntityId.of(MissingNode.getInstance())).isEmpty();
    }

    @Property(tries = 300)
    void no_id_can_leave_its_place_in_a_path_a_key_or_a_line(@ForAll @StringLength(max = 120) String text) {
        EntityId.of(TextNode.valueOf(text))
                .ifPresent(id -> assertThat(id).isEqualTo(text).matches("[A-Za-z0-9._-]{1,100}"));
    }
}
