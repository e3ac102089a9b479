package io.kafkaconnect.intercom.sandbox.truth;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rows by their key. A key must not repeat. */
final class TruthTable {

    private static final Comparator<List<Object>> BY_KEY = (a, b) -> {
        for (int i = 0; i < a.size(); i++) {
            int order = compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    private final SortedMap<List<Object>, Map<String, Object>> rows = new TreeMap<>(BY_KEY);

    void add(TruthRow row, Object... key) {
        if (rows.put(List.of(key), row.columns()) != null) {
            throw new IllegalStateException("Twice: " + List.of(key));
        }
    }

    SortedMap<List<Object>, Map<String, Object>> rows() {
        return rows;
    }

    private static int compare(Object a, Object b) {
        return a instanceof Long n && b instanceof Long m ? n.compareTo(m) : ((String) a).compareTo((String) b);
    }
}
