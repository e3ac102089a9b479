package io.kafkaconnect.intercom.table;

import static io.kafkaconnect.intercom.table.ColumnType.BOOLEAN;
import static io.kafkaconnect.intercom.table.ColumnType.FLOAT64;
import static io.kafkaconnect.intercom.table.ColumnType.INT64;
import static io.kafkaconnect.intercom.table.ColumnType.JSON;
import static io.kafkaconnect.intercom.table.ColumnType.STRING;
import static io.kafkaconnect.intercom.table.ColumnType.TIMESTAMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
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

    private static final ObjectMapper MAPPER = new ObjectMapper();

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
                arguments(FLOAT64, "12.5", 12.5),
                arguments(FLOAT64, "12", 12.0),
                arguments(FLOAT64, "\"12.50\"", 12.5),
                arguments(FLOAT64, "\"-1e-3\"", -0.001),
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
                        "{\"a\":\"\u00fc\",\"b\":[1,{\"c\":2.5,\"d\":null}]}"),
                arguments(JSON, "[814865]", "[814865]"),
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
                arguments(TIMESTAMP, "1e300"));
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
    }

    @ParameterizedTest(name = "{0} {1} is bad")
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

    @Test
    void jsonColumnsHaveTheNameThatSinksKnow() {
        assertThat(JSON.optional("doc").name()).isEqualTo("io.debezium.data.Json");
        assertThat(JSON.optional("doc").version()).isEqualTo(1);
    }

    private Object convert(ColumnType type, String json) {
        return type.convert(parse(json), listener);
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @SuppressWarnings("JavaUtilDate") // what Connect's Timestamp holds
    private static Date time(String iso) {
        return Date.from(Instant.parse(iso));
    }
}
