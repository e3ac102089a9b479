package io.kafkaconnect.intercom.table;

import java.math.BigDecimal;

/** A number as text, with every digit it was sent with. */
final class DecimalText {
    /** With more zeros beside its digits, a number is written with an exponent: 1e1000000000 has a billion of them. */
    private static final int MAX_ZEROS = 100;

    /** What PostgreSQL's {@code numeric} takes before the decimal point, and so {@code jsonb} does. */
    private static final int MAX_BEFORE_POINT = 131_072;

    private static final int MAX_BEHIND_POINT = 16_383;

    private DecimalText() {}

    /** As 1000 or 0.001; with an exponent, as 1E+400, where there would be many zeros. */
    static String of(BigDecimal number) {
        long scale = number.scale();
        long zeros = scale < 0 ? -scale : scale - number.precision();
        if (zeros <= MAX_ZEROS) {
            return number.toPlainString();
        }
        return number.signum() == 0 ? "0" : number.toString();
    }

    /** Whether databases can take it as a number. */
    static boolean isStorable(BigDecimal number) {
        long scale = number.scale();
        return number.signum() == 0 || (scale <= MAX_BEHIND_POINT && number.precision() - scale <= MAX_BEFORE_POINT);
    }

    /** The number without needless zeros behind the point, as in 7 for 7.00. Those of very long ones stay: to remove them takes long. */
    static BigDecimal shortest(BigDecimal number) {
        return number.precision() <= MAX_ZEROS ? number.stripTrailingZeros() : number;
    }
}
