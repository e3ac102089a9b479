package io.kafkaconnect.intercom.table;

/** Hears of values that a row does not hold as Intercom sent them. It is never told the value: that may be personal data. */
@FunctionalInterface
public interface BadValueListener {

    /** A value does not fit its column and was left null. Called once per value; must be quick and must not throw. */
    void badValue(String table, String column);

    /** A value held characters that stores refuse, which were replaced. Called once per value; must be quick and must not throw. */
    default void cleanedValue(String table, String column) {}
}
