package io.kafkaconnect.intercom.table;

/** Receives the columns whose values a row does not hold as Intercom sent them. It never receives a value, which may be personal data. */
@FunctionalInterface
public interface BadValueListener {

    /** A value does not fit its column and was left null. Called once per value; must be quick and must not throw. */
    void badValue(String table, String column);

    /** Characters of a value that databases reject were replaced. Called once per value; must be quick and must not throw. */
    default void cleanedValue(String table, String column) {}
}
