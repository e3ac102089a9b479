package io.kafkaconnect.intercom.reader.list;

/** A contact in a segment, from the name of its row, for example {@code users_segments/5f1/6a2}. */
record Membership(String table, String contact, String segment) {
    static Membership of(String row) {
        String[] parts = row.split("/", 3);
        return new Membership(parts[0], parts[1], parts[2]);
    }

    boolean isOf(String role) {
        return table.equals(role + "s_segments");
    }
}
