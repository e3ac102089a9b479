package io.kafkaconnect.intercom.sandbox.truth;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds a row column by column. */
final class TruthRow {

    private final Map<String, Object> columns = new LinkedHashMap<>();

    TruthRow put(String column, String value) {
        columns.put(column, Characters.clean(value));
        return this;
    }

    TruthRow put(String column, Long value) {
        columns.put(column, value);
        return this;
    }

    TruthRow decimal(String column, double value) {
        columns.put(column, value);
        return this;
    }

    TruthRow put(String column, long value) {
        return put(column, Long.valueOf(value));
    }

    TruthRow put(String column, boolean value) {
        columns.put(column, value);
        return this;
    }

    /** A time in epoch seconds, or null. */
    TruthRow time(String column, Long second) {
        columns.put(column, second == null ? null : Date.from(Instant.ofEpochSecond(second)));
        return this;
    }

    /** The columns that Intercom no longer fills. */
    TruthRow gone(String... names) {
        for (String name : names) {
            columns.put(name, null);
        }
        return this;
    }

    Map<String, Object> columns() {
        return columns;
    }
}
