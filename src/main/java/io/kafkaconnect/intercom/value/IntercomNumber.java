package io.kafkaconnect.intercom.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * Reads numbers from JSON numbers and numeric text; the result is null for anything else. A number may have any exponent and any number of
 * digits: no method takes much time or memory for it.
 */
public final class IntercomNumber {

    /** Short enough that parsing is always cheap. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{0,40})?([eE][+-]?\\d{1,3})?");

    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");

    /** About 150,000 digits. Up to this size, arithmetic and text take milliseconds. */
    private static final int MAX_BITS = 500_000;

    /** Below this, a double holds every whole number. */
    private static final BigDecimal EXACT_IN_DOUBLE = BigDecimal.valueOf(1L << 53);

    /** From here on, no number can be rounded to a long. */
    private static final BigDecimal BEYOND_LONG = new BigDecimal(BigInteger.TWO.pow(Long.SIZE));

    private IntercomNumber() {}

    /** The number, rounded as {@link Math#round(double)} does. */
    public static Long whole(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? (Long) node.longValue() : null;
        }
        if (node.isTextual()) {
            String text = node.textValue().strip();
            if (INTEGER.matcher(text).matches()) {
                return Long.valueOf(text);
            }
        }
        BigDecimal decimal = decimal(node);
        return decimal == null ? null : rounded(decimal);
    }

    /** The nearest double. */
    public static Double real(JsonNode node) {
        if (node.isTextual()) {
            String text = node.textValue().strip();
            return DECIMAL.matcher(text).matches() ? finite(Double.parseDouble(text)) : null;
        }
        if (!node.isNumber() || (node.isBigDecimal() && !isShort(node.decimalValue()))) {
            return null;
        }
        return finite(node.doubleValue());
    }

    /** The number with every digit; null for a double that is not finite, and for a number with too many digits. */
    public static BigDecimal decimal(JsonNode node) {
        if (node.isTextual()) {
            String text = node.textValue().strip();
            return DECIMAL.matcher(text).matches() ? new BigDecimal(text) : null;
        }
        if (node.isIntegralNumber()) {
            if (node.canConvertToLong()) {
                return BigDecimal.valueOf(node.longValue());
            }
            BigInteger integer = node.bigIntegerValue();
            return integer.bitLength() <= MAX_BITS ? new BigDecimal(integer) : null;
        }
        if (node.isBigDecimal()) {
            return isShort(node.decimalValue()) ? node.decimalValue() : null;
        }
        return node.isNumber() && finite(node.doubleValue()) != null
                ? new BigDecimal(node.numberValue().toString())
                : null;
    }

    private static boolean isShort(BigDecimal decimal) {
        return decimal.unscaledValue().bitLength() <= MAX_BITS;
    }

    private static Long rounded(BigDecimal decimal) {
        BigDecimal size = decimal.abs();
        if (size.compareTo(EXACT_IN_DOUBLE) < 0) {
            return Math.round(decimal.doubleValue());
        }
        if (size.compareTo(BEYOND_LONG) >= 0) {
            return null;
        }
        BigInteger integer = decimal.setScale(0, RoundingMode.HALF_UP).toBigInteger();
        return integer.bitLength() < Long.SIZE ? (Long) integer.longValue() : null;
    }

    private static Double finite(double number) {
        return Double.isFinite(number) ? (Double) number : null;
    }
}
