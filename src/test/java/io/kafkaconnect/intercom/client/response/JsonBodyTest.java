package io.kafkaconnect.intercom.client.response;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A single bad value does not make a body unreadable, and no digit is lost. */
class JsonBodyTest {

    /** Values that become null at any place. */
    static List<String> valuesThatAreLeftOut() {
        return List.of(
                "1".repeat(1_001),
                "-" + "1".repeat(100_000),
                "0." + "1".repeat(100_000),
                "1".repeat(10_000_000),
                "1e1000000000",
                "-1e-1000000000",
                "1e1001",
                "1e99999999999999999999",
                "1e-99999999999999999999",
                "0e1000000000",
                "NaN",
                "[".repeat(10_000) + "]".repeat(10_000),
                "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
                "[".repeat(1_000_000) + "]".repeat(1_000_000));
    }

    @ParameterizedTest
    @MethodSource("valuesThatAreLeftOut")
    void a_value_that_no_row_can_hold_becomes_null_and_is_counted(String value) {
        JsonBody body =
                read("{\"data\":[{\"id\":\"1\",\"odd\":%s,\"n\":1.10},[%s,2]],\"last\":true}".formatted(value, value));

        JsonNode json = body.json();
        assertThat(json.path("data").path(0).path("id").asText()).isEqualTo("1");
        assertThat(json.path("data").path(0).path("n")).hasToString("1.10");
        assertThat(json.path("data").path(1).path(1).asInt()).isEqualTo(2);
        assertThat(json.path("last").asBoolean()).isTrue();
        assertThat(body.leftOut()).isEqualTo(2);
        assertThat(json.toString()).hasSizeLessThan(10_000);
    }

    @Test
    void only_the_part_of_a_structure_that_is_too_deep_becomes_null() {
        JsonBody body = read("{\"a\":" + "[".repeat(600) + "]".repeat(600) + ",\"b\":1}");
        JsonNode deepest = body.json().path("a");
        int levels = 1;
        while (deepest.isArray()) {
            deepest = deepest.path(0);
            levels++;
        }
        assertThat(deepest.isNull()).isTrue();
        assertThat(levels).isEqualTo(JsonBody.MAX_DEPTH);
        assertThat(body.json().path("b").asInt()).isEqualTo(1);
        assertThat(body.leftOut()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12345678901234567.89",
                "1.10",
                "0.00",
                "-1E-42",
                "1E+400",
                "12345678901234567890123456789012345678901234567890",
                "9223372036854775808",
                "-9223372036854775809",
                "2147483648",
                "7"
            })
    void numbers_keep_every_digit(String number) {
        assertThat(read("{\"n\":" + number + "}").json().path("n")).hasToString(number);
        // The same beside a value that is left out.
        assertThat(read("{\"n\":" + number + ",\"o\":1e5000}").json().path("n")).hasToString(number);
        assertThat(read("{\"n\":" + number + ",\"o\":1e5000}").json().path("n").getClass())
                .isEqualTo(read("{\"n\":" + number + "}").json().path("n").getClass());
    }

    @Test
    void a_text_and_a_name_may_be_as_long_as_the_body() {
        String text = "x".repeat(25_000_000);
        assertThat(read("{\"t\":\"" + text + "\"}").json().path("t").asText()).hasSize(text.length());
        String name = "x".repeat(200_000);
        assertThat(read("{\"" + name + "\":1}").json().path(name).asInt()).isEqualTo(1);
    }

    @Test
    void the_last_of_equal_names_counts() {
        assertThat(read("{\"a\":1,\"a\":{\"b\":2},\"a\":3}").json()).hasToString("{\"a\":3}");
        assertThat(read("{\"a\":1,\"a\":2,\"o\":1e5000}").json()).hasToString("{\"a\":2,\"o\":null}");
    }

    /** Strings of "Aa" and "BB" have one hash. */
    @Test
    void names_with_the_same_hash_are_read_like_others() {
        String fields = IntStream.range(0, 1 << 14)
                .mapToObj(number -> "\""
                        + Integer.toBinaryString(number | 1 << 14)
                                .replace("0", "Aa")
                                .replace("1", "BB") + "\":1")
                .collect(Collectors.joining(","));
        assertThat(read("{" + fields + "}").json()).hasSize(1 << 14);
    }

    @Test
    void bytes_that_are_not_utf_8_are_replaced_one_by_one() {
        byte[] body = "{\"a\":\"x?y\",\"b\":1}".getBytes(StandardCharsets.UTF_8);
        body[7] = (byte) 0xFF;
        assertThat(JsonBody.of(body).json()).hasToString("{\"a\":\"x\uFFFDy\",\"b\":1}");
        byte[] cut = "{\"a\":\"x??\",\"b\":1}".getBytes(StandardCharsets.UTF_8);
        cut[7] = (byte) 0xE2;
        cut[8] = (byte) 0x82;
        assertThat(JsonBody.of(cut).json().path("b").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"x\ny\",\"b\":1}",
                "{\"a\":\"x\\qy\",\"b\":1}",
                "\uFEFF{\"a\":1,\"b\":1}",
                "{\"a\":007,\"b\":1}"
            })
    void small_syntax_errors_are_accepted(String body) {
        assertThat(read(body).json().path("b").asInt()).isEqualTo(1);
        assertThat(read(body).leftOut()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<html>",
                "{",
                "{\"data\":[{\"id\":\"1\"}",
                "{\"data\":[{\"id\":\"1\"}]",
                "{\"data\":[{\"id\":\"1",
                "{\"data\":[{\"id\":1e5000",
                "{\"a\" 1}",
                "]"
            })
    void a_body_that_is_not_json_or_ends_in_the_middle_is_unreadable(String body) {
        assertThat(read(body).json().isMissingNode()).isTrue();
    }

    @Test
    void a_body_that_is_cut_at_any_place_is_unreadable() {
        String whole = "{\"data\":[{\"id\":\"1\",\"n\":1e5000,\"t\":\"\u20AC\"}],\"x\":null}";
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(JsonBody.of(Arrays.copyOf(bytes, length)).json().isObject())
                    .as("cut at %d", length)
                    .isFalse();
        }
        assertThat(JsonBody.of(bytes).json().isObject()).isTrue();
    }

    private static JsonBody read(String text) {
        return JsonBody.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
