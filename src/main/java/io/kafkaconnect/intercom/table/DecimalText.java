package io.kafkaconnect.intercom.table;

import java.math.BigDecimal;

/** Writes a number as text with all its digits. */
final class DecimalText {
    /** A number with more zeros than this is written with an exponent: 1e1000000000 has a billion zeros. */
    private static final int MAX_ZEROS = 100;

    /** The limit of PostgreSQL's {@code numeric}, and so of {@code jsonb}, before the decimal point. */
    private static final int MAX_BEFORE_POINT = 131_072;

    private static final int MAX_BEHIND_POINT = 16_383;

    private DecimalText() {}

    /** Such as 1000 or 0.001, or 1E+400 if there would be many zeros. */
    static String of(BigDecimal number) {
        long scale = number.scale();
        long zeros = scale < 0 ? -scale : scale - number.precision();
        if (zeros <= MAX_ZEROS) {
            return number.toPlainString();
        }
        return number.signum() == 0 ? "0" : number.toString();
    }

    /** Whether databases can store it as a number. */
    static boolean isStorable(BigDecimal number) {
        long scale = number.scale();
        return number.signum() == 0 || (scale <= MAX_BEHIND_POINT && number.precision() - scale <= MAX_BEFORE_POINT);
    }

    /** Removes trailing zeros, as in 7 for 7.00. A very long number keeps them, because removing them takes long. */
    static BigDecimal shortest(BigDecimal number) {
        return number.precision() <= MAX_ZEROS ? number.stripTrailingZeros() : number;
    }
}
