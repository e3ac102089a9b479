package io.kafkaconnect.intercom.table;

/** Hears of values that do not fit their column and were left null. It is never told the value: that may be personal data. */
@FunctionalInterface
public interface Defects {

    /** Called once per value; must be quick and must not throw. */
    void badValue(String table, String column);
}
