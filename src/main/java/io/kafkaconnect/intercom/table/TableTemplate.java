package io.kafkaconnect.intercom.table;

/** A named group of tables that the setting {@code intercom.tables} can select. */
public enum TableTemplate {
    /** People, companies and the lists of the workspace: everything but conversations. */
    BASIC("basic"),
    /** Conversations and everything that belongs to them. */
    CONVERSATIONS("conversations"),
    /** Teams and the other settings of the workspace. */
    WORKSPACE("workspace");

    private final String label;

    TableTemplate(String label) {
        this.label = label;
    }

    /** The name in settings. */
    public String label() {
        return label;
    }
}
