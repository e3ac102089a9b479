package io.kafkaconnect.intercom.table;

import static io.kafkaconnect.intercom.table.ColumnType.BOOLEAN;
import static io.kafkaconnect.intercom.table.ColumnType.FLOAT64;
import static io.kafkaconnect.intercom.table.ColumnType.INT64;
import static io.kafkaconnect.intercom.table.ColumnType.JSON;
import static io.kafkaconnect.intercom.table.ColumnType.STRING;
import static io.kafkaconnect.intercom.table.ColumnType.TIMESTAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.value.ExactJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnTypeTest {

    private final AtomicInteger bad = new AtomicInteger();
    private final AtomicInteger cleaned = new AtomicInteger();
    private final ValueListener listener = new ValueListener() {
        @Override
        public void bad() {
            bad.incrementAndGet();
        }

        @Override
        public void cleaned() {
            cleaned.incrementAndGet();
        }
    };

    static List<Arguments> good() {
        return List.of(
                arguments(STRING, "\"abc\"", "abc"),
                arguments(STRING, "\"\"", ""),
                arguments(STRING, "\" 7 \"", " 7 "),
                arguments(STRING, "421", "421"),
                arguments(STRING, "200963802864963", "200963802864963"),
                arguments(STRING, "99999999999999999999", "99999999999999999999"),
                arguments(STRING, "-3", "-3"),
                arguments(STRING, "7.0", "7"),
                arguments(STRING, "7.25", "7.25"),
                arguments(STRING, "7.250", "7.25"),
                arguments(STRING, "1e3", "1000"),
                arguments(STRING, "12345678.9", "12345678.9"),
                arguments(STRING, "12345678901234567.89", "12345678901234567.89"),
                arguments(STRING, "1e400", "1E+400"),
                arguments(STRING, "1e1000000000", "1E+1000000000"),
                arguments(STRING, "-1e-1000000000", "-1E-1000000000"),
                arguments(STRING, "true", "true"),
                arguments(INT64, "421", 421L),
                arguments(INT64, "\"421\"", 421L),
                arguments(INT64, "\" -421 \"", -421L),
                arguments(INT64, "9223372036854775807", Long.MAX_VALUE),
                arguments(INT64, "\"123456789012345678\"", 123_456_789_012_345_678L),
                arguments(INT64, "421.0", 421L),
                arguments(INT64, "\"421.0\"", 421L),
                arguments(INT64, "2310.5", 2311L),
                arguments(INT64, "1e3", 1000L),
                arguments(INT64, "-2310.5", -2310L),
                arguments(INT64, "9223372036854775806.9", Long.MAX_VALUE),
                arguments(INT64, "9007199254740993.0", 9_007_199_254_740_993L),
                arguments(INT64, "\"9223372036854775807\"", Long.MAX_VALUE),
                arguments(INT64, "1e-1000000000", 0L),
                arguments(INT64, "0e1000000000", 0L),
                arguments(FLOAT64, "12.5", 12.5),
                arguments(FLOAT64, "12", 12.0),
                arguments(FLOAT64, "\"12.50\"", 12.5),
                arguments(FLOAT64, "\"-1e-3\"", -0.001),
                arguments(FLOAT64, "1e-1000000000", 0.0),
                arguments(FLOAT64, "12345678901234567.89", 12_345_678_901_234_568.0),
                arguments(BOOLEAN, "true", true),
                arguments(BOOLEAN, "false", false),
                arguments(BOOLEAN, "\"true\"", true),
                arguments(BOOLEAN, "\" False \"", false),
                arguments(BOOLEAN, "1", true),
                arguments(BOOLEAN, "0", false),
                arguments(BOOLEAN, "\"0\"", false),
                arguments(TIMESTAMP, "1571672154", time("2019-10-21T15:35:54Z")),
                arguments(TIMESTAMP, "\"1571672154\"", time("2019-10-21T15:35:54Z")),
                arguments(TIMESTAMP, "1571672154123", time("2019-10-21T15:35:54.123Z")),
                arguments(TIMESTAMP, "\"1571672154123\"", time("2019-10-21T15:35:54.123Z")),
                arguments(TIMESTAMP, "1571672154.5", time("2019-10-21T15:35:54.500Z")),
                arguments(TIMESTAMP, "\"1571672154.5\"", time("2019-10-21T15:35:54.500Z")),
                arguments(TIMESTAMP, "0", time("1970-01-01T00:00:00Z")),
                arguments(TIMESTAMP, "-86400", time("1969-12-31T00:00:00Z")),
                arguments(TIMESTAMP, "2738966400", time("2056-10-17T00:00:00Z")),
                arguments(TIMESTAMP, "253402300799", time("9999-12-31T23:59:59Z")),
                arguments(TIMESTAMP, "253402300800", time("1978-01-11T21:31:40.800Z")),
                arguments(TIMESTAMP, "253402300799999", time("9999-12-31T23:59:59.999Z")),
                arguments(TIMESTAMP, "\"2016-12-22T03:54:57.000Z\"", time("2016-12-22T03:54:57Z")),
                arguments(TIMESTAMP, "\"2016-12-22T03:54:57.123+00:00\"", time("2016-12-22T03:54:57.123Z")),
                arguments(TIMESTAMP, "\"2016-12-22T03:54:57+02:00\"", time("2016-12-22T01:54:57Z")),
                arguments(TIMESTAMP, "\"2016-12-22T03:54:57-0330\"", time("2016-12-22T07:24:57Z")),
                arguments(TIMESTAMP, "\"2014-01-16T23:12:21.000+00:00 \"", time("2014-01-16T23:12:21Z")),
                arguments(TIMESTAMP, "\"2016-12-22 03:54:57 UTC\"", time("2016-12-22T03:54:57Z")),
                arguments(TIMESTAMP, "\"2016-12-22T03:54:57\"", time("2016-12-22T03:54:57Z")),
                arguments(TIMESTAMP, "\"2016-12-22\"", time("2016-12-22T00:00:00Z")),
                arguments(JSON, "{}", "{}"),
                arguments(
                        JSON,
                        "{ \"b\": [1, {\"d\": null, \"c\": 2.50}], \"a\": \"\u00fc\" }",
                        "{\"a\":\"\u00fc\",\"b\":[1,{\"c\":2.50,\"d\":null}]}"),
                arguments(JSON, "[814865]", "[814865]"),
                arguments(
                        JSON,
                        "{\"money\":12345678901234567.89,\"d\":12345678.9,\"exp\":1e3,\"p\":1.10}",
                        "{\"d\":12345678.9,\"exp\":1000,\"money\":12345678901234567.89,\"p\":1.10}"),
                arguments(JSON, "[0.1234567890123456789012]", "[0.1234567890123456789012]"),
                arguments(JSON, "[99999999999999999999999999]", "[99999999999999999999999999]"),
                arguments(
                        JSON,
                        "[1e20, -1.5E+30, 1e-7]",
                        "[100000000000000000000,-1500000000000000000000000000000,0.0000001]"),
                arguments(JSON, "[1e400, -2.5e-400]", "[1E+400,-2.5E-400]"),
                arguments(JSON, "[1e131071, 1e-16383]", "[1E+131071,1E-16383]"),
                arguments(JSON, "[0e1000000000, 0e-1000000000, 0.00]", "[0,0,0.00]"),
                arguments(JSON, "{\"a\":{\"b\":[true,false,null]}}", "{\"a\":{\"b\":[true,false,null]}}"),
                arguments(JSON, "\"text\"", "\"text\""));
    }

    static List<Arguments> bad() {
        return List.of(
                arguments(STRING, "{\"id\": 1}"),
                arguments(STRING, "[1]"),
                arguments(INT64, "\"many\""),
                arguments(INT64, "true"),
                arguments(INT64, "{}"),
                arguments(INT64, "9223372036854775808"),
                arguments(INT64, "\"9223372036854775808\""),
                arguments(INT64, "1e30"),
                arguments(FLOAT64, "\"12,50\""),
                arguments(FLOAT64, "\"NaN\""),
                arguments(FLOAT64, "\"1e999\""),
                arguments(FLOAT64, "1e999"),
                arguments(FLOAT64, "false"),
                arguments(FLOAT64, "[]"),
                arguments(BOOLEAN, "\"yes\""),
                arguments(BOOLEAN, "2"),
                arguments(BOOLEAN, "{}"),
                arguments(TIMESTAMP, "\"yesterday\""),
                arguments(TIMESTAMP, "\"2016-13-22T03:54:57Z\""),
                arguments(TIMESTAMP, "\"2016-12-22T\""),
                arguments(TIMESTAMP, "true"),
                arguments(TIMESTAMP, "{}"),
                arguments(TIMESTAMP, "1571672154123000"),
                arguments(TIMESTAMP, "9223372036854775807"),
                arguments(TIMESTAMP, "-9223372036854775808"),
                arguments(TIMESTAMP, "1e300"),
                arguments(STRING, "1".repeat(200_000)),
                arguments(INT64, "1e1000000000"),
                arguments(INT64, "9223372036854775807.5"),
                arguments(INT64, "1".repeat(100_000)),
                arguments(FLOAT64, "1e1000000000"),
                arguments(FLOAT64, "1".repeat(100_000)),
                arguments(FLOAT64, "1".repeat(100_000) + ".5"),
                arguments(BOOLEAN, "1e1000000000"),
                arguments(BOOLEAN, "1e-1000000000"),
                arguments(BOOLEAN, "1".repeat(100_000)),
                arguments(TIMESTAMP, "1e1000000000"),
                arguments(TIMESTAMP, "-1e1000000000"),
                arguments(TIMESTAMP, "1".repeat(100_000)),
                arguments(JSON, "[1e1000000000]"),
                arguments(JSON, "{\"a\":[-1e-1000000000]}"),
                arguments(JSON, "[1e131072]"),
                arguments(JSON, "[1e-16384]"),
                arguments(JSON, "1".repeat(131_073)),
                arguments(JSON, "0." + "1".repeat(16_384)),
                arguments(JSON, "[".repeat(1_001) + "]".repeat(1_001)),
                arguments(JSON, "[".repeat(10_000) + "]".repeat(10_000)),
                arguments(JSON, "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)));
    }

    static Stream<Arguments> absent() {
        return Stream.of(ColumnType.values())
                .flatMap(type -> Stream.of("null", "\"\"", "\"  \"")
                        .filter(json -> json.equals("null") || (type != STRING && type != JSON))
                        .map(json -> arguments(type, json)));
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @MethodSource("good")
    void whatIntercomSendsInManyShapesIsOneValue(ColumnType type, String json, Object expected) {
        assertThat(convert(type, json)).isEqualTo(expected);
        assertThat(bad).hasValue(0);
        assertThat(cleaned).hasValue(0);
    }

    @ParameterizedTest(name = "{0} is bad in case {index}")
    @MethodSource("bad")
    void whatCannotBeIsNullAndCounted(ColumnType type, String json) {
        assertThat(convert(type, json)).isNull();
        assertThat(bad).hasValue(1);
    }

    @ParameterizedTest(name = "{0} {1} is null")
    @MethodSource("absent")
    void whatIsAbsentIsNullAndNoDefect(ColumnType type, String json) {
        assertThat(convert(type, json)).isNull();
        assertThat(bad).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsMissingIsNullAndNoDefect(ColumnType type) {
        assertThat(type.convert(MissingNode.getInstance(), listener)).isNull();
        assertThat(bad).hasValue(0);
    }

    static List<Arguments> unclean() {
        return List.of(
                arguments(STRING, "\"a\\u0000b\"", "a\ufffdb"),
                arguments(STRING, "\"\\ud83d\"", "\ufffd"),
                arguments(STRING, "\"\\ude00 \\ud83d\\ude00\"", "\ufffd \ud83d\ude00"),
                arguments(JSON, "\"a\\u0000b\"", "\"a\ufffdb\""),
                arguments(JSON, "{\"a\":[\"\\u0000\",{\"b\":\"\\ude00\"}]}", "{\"a\":[\"\ufffd\",{\"b\":\"\ufffd\"}]}"),
                arguments(JSON, "{\"a\\u0000\":{\"\\u0000b\":1}}", "{\"a\ufffd\":{\"\ufffdb\":1}}"),
                arguments(
                        JSON,
                        "{\"\\u0000\":1,\"\\ufffd\":2,\"a\":3,\"b\\u0000\":4}",
                        "{\"a\":3,\"b\ufffd\":4,\"\ufffd\":2,\"\ufffd1\":1}"),
                arguments(
                        JSON,
                        "{\"\\ufffd1\":1,\"\\ufffd\":2,\"\\u0000\":3}",
                        "{\"\ufffd\":2,\"\ufffd1\":1,\"\ufffd2\":3}"));
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @MethodSource("unclean")
    void charactersThatStoresRefuseAreReplacedAndTheValueIsCountedOnce(ColumnType type, String json, String expected) {
        assertThat(convert(type, json)).isEqualTo(expected);
        assertThat(bad).hasValue(0);
        assertThat(cleaned).hasValue(1);
    }

    /** The parser refuses half a surrogate pair in a name, but a node can hold it. */
    @Test
    void namesThatBecomeEqualByCleaningAllStayInTheirOrder() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("\ude00", 3).put("\ud83d", 2).put("\0", 1);

        assertThat(JSON.convert(object, listener)).isEqualTo("{\"\ufffd\":1,\"\ufffd1\":2,\"\ufffd2\":3}");
        assertThat(cleaned).hasValue(1);
    }

    @Test
    void aNumberThatIsInfiniteIsBadAndNotText() {
        JsonNode infinite = JsonNodeFactory.instance.arrayNode().add(Double.POSITIVE_INFINITY);

        assertThat(JSON.convert(infinite, listener)).isNull();
        assertThat(STRING.convert(DoubleNode.valueOf(Double.NaN), listener)).isNull();
        assertThat(bad).hasValue(2);
    }

    @Test
    void aNumberOfAMillionDigitsIsNotTurnedIntoText() {
        BigInteger integer = BigInteger.ONE.shiftLeft(4_000_000);
        JsonNode decimal = DecimalNode.valueOf(new BigDecimal(integer, 10));

        for (ColumnType type : ColumnType.values()) {
            assertThat(type.convert(BigIntegerNode.valueOf(integer), listener)).isNull();
            assertThat(type.convert(decimal, listener)).isNull();
        }
        assertThat(bad).hasValue(2 * ColumnType.values().length);
    }

    @Test
    void aDoubleIsWrittenWithoutAnExponentToo() {
        JsonNode doubles =
                JsonNodeFactory.instance.arrayNode().add(12345678.9).add(1e16).add(0.5f);

        assertThat(JSON.convert(doubles, listener)).isEqualTo("[12345678.9,10000000000000000,0.5]");
    }

    @Test
    void jsonColumnsHaveTheNameThatSinksKnow() {
        assertThat(JSON.optional("doc").name()).isEqualTo("io.debezium.data.Json");
        assertThat(JSON.optional("doc").version()).isEqualTo(1);
    }

    private Object convert(ColumnType type, String json) {
        return type.convert(ExactJson.parse(json), listener);
    }

    @SuppressWarnings("JavaUtilDate") // what Connect's Timestamp holds
    private static Date time(String iso) {
        return Date.from(Instant.parse(iso));
    }
}
