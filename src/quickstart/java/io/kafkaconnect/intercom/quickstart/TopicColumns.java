package io.kafkaconnect.intercom.quickstart;

import java.util.List;

/**
 * The columns of the list of topics that fit into a window. A column that does not fit is left out whole.
 *
 * @param name the width of the names
 * @param tables whether there is a column of rows in tables
 * @param rate whether there is room for the records per second
 * @param last whether there is room for the time of the last record, too
 */
record TopicColumns(int name, boolean tables, boolean rate, boolean last) {
    private static final int RECORDS = 9;
    private static final int DELETES = 9;
    private static final int IN_TABLE = 10;
    private static final int RATE = 12;
    private static final int LAST = 13;

    /** Those that fit. */
    static TopicColumns of(List<Arrivals.Topic> topics, boolean tables, int width) {
        int name = topics.stream().mapToInt(topic -> topic.name().length()).reduce("topic".length(), Math::max);
        int rest = width - name - RECORDS - DELETES - (tables ? IN_TABLE : 0);
        return new TopicColumns(name, tables, rest >= RATE, rest >= RATE + LAST);
    }

    String line(String topic, String records, String deletes, String inTable, String perSecond, String lastRecord) {
        String line = ("%-" + name + "s").formatted(topic) + cell(RECORDS, records) + cell(DELETES, deletes);
        return line
                + (tables ? cell(IN_TABLE, inTable) : "")
                + (rate ? cell(RATE, perSecond) : "")
                + (last ? cell(LAST, lastRecord) : "");
    }

    private static String cell(int width, String text) {
        return ("%" + width + "s").formatted(text);
    }
}
