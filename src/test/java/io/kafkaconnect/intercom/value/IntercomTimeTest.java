package io.kafkaconnect.intercom.value;

import static io.kafkaconnect.intercom.value.IntercomTime.NO_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How streams read a time. Columns read it alike, see {@code ColumnTypeTest}. */
class IntercomTimeTest {
    private static final Instant NOW = Instant.parse("2026-05-01T08:30:00Z");
    private static final long OTHERWISE = -7;

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            1704067200                          | 1704067200
            1704067200999                       | 1704067200
            1704067200.999                      | 1704067200
            1.7040672e9                         | 1704067200
            "1704067200"                        | 1704067200
            " 1704067200.5 "                    | 1704067200
            "2024-01-01T00:00:00Z"              | 1704067200
            "2024-01-01T00:00:00.999Z"          | 1704067200
            "2024-01-01T02:00:00+02:00"         | 1704067200
            "2024-01-01T00:00:00.000+0000"      | 1704067200
            "2024-01-01T00:00:00"               | 1704067200
            "2024-01-01 00:00:00 UTC"           | 1704067200
            "2024-01-01"                        | 1704067200
            -1                                  | -1
            -0.5                                | -1
            "1969-12-31T23:59:59.500Z"          | -1
            253402300799                        | 253402300799
            """)
    void a_time_in_any_form_becomes_epoch_seconds_rounded_down(String json, long seconds) {
        assertThat(IntercomTime.seconds(ExactJson.parse(json), OTHERWISE)).isEqualTo(seconds);
    }

    static Stream<JsonNode> noTimes() {
        return Stream.of(
                MissingNode.getInstance(),
                ExactJson.parse("null"),
                ExactJson.parse("true"),
                ExactJson.parse("{\"at\": 1704067200}"),
                ExactJson.parse("[1704067200]"),
                ExactJson.parse("\"\""),
                ExactJson.parse("\"yesterday\""),
                ExactJson.parse("\"2024-13-01T00:00:00Z\""),
                ExactJson.parse("\"+999999999-01-01T00:00:00Z\""),
                ExactJson.parse("-3.2e16"),
                ExactJson.parse("-32000000000000001"),
                ExactJson.parse("9223372036854775807"),
                ExactJson.parse("-9223372036854775808"),
                ExactJson.parse("18446744073709551616"),
                ExactJson.parse("1e1000000000"),
                ExactJson.parse("-1e1000000000"),
                ExactJson.parse("\"1e999\""),
                ExactJson.parse("1".repeat(100_000)),
                ExactJson.parse("1." + "1".repeat(100_000) + "e400"),
                TextNode.valueOf("1".repeat(100_000)),
                TextNode.valueOf("2024-01-01T00:00:00." + "0".repeat(100_000) + "Z"),
                DoubleNode.valueOf(Double.NaN),
                DoubleNode.valueOf(Double.NEGATIVE_INFINITY));
    }

    @ParameterizedTest
    @MethodSource("noTimes")
    void a_value_that_is_not_a_time_is_recognized(JsonNode node) {
        assertThat(IntercomTime.seconds(node, OTHERWISE)).isEqualTo(OTHERWISE);
        assertThat(IntercomTime.pastSeconds(node, NOW)).isEqualTo(NO_TIME);
    }

    @Test
    void a_past_time_lies_between_1970_and_a_day_after_now() {
        long latest = NOW.getEpochSecond() + 86_400;

        assertThat(past(1)).isEqualTo(1);
        assertThat(past(NOW.getEpochSecond())).isEqualTo(NOW.getEpochSecond());
        assertThat(past(latest)).isEqualTo(latest);
        assertThat(past(latest * 1000 + 999)).isEqualTo(latest);
        assertThat(past(latest + 1)).isEqualTo(NO_TIME);
        assertThat(past((latest + 1) * 1000)).isEqualTo(NO_TIME);
        assertThat(past(0)).isEqualTo(NO_TIME);
        assertThat(past(-1)).isEqualTo(NO_TIME);
    }

    @Property(tries = 300)
    void no_number_makes_the_method_fail(@ForAll("numbers") JsonNode number) {
        assertThat(IntercomTime.seconds(number, OTHERWISE)).isBetween(-62_135_596_800L, 253_402_300_799L);
        assertThat(IntercomTime.pastSeconds(number, NOW)).isBetween(NO_TIME, NOW.getEpochSecond() + 86_400);
    }

    @Provide
    Arbitrary<JsonNode> numbers() {
        Arbitrary<BigInteger> digits = Arbitraries.bigIntegers();
        Arbitrary<JsonNode> decimals = Combinators.combine(digits, Arbitraries.integers())
                .as((unscaled, scale) -> DecimalNode.valueOf(new BigDecimal(unscaled, scale)));
        return Arbitraries.oneOf(
                decimals,
                digits.map(BigIntegerNode::valueOf),
                Arbitraries.doubles().map(DoubleNode::valueOf));
    }

    private static long past(long time) {
        return IntercomTime.pastSeconds(ExactJson.parse(Long.toString(time)), NOW);
    }
}
