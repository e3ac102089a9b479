package io.kafkaconnect.intercom.table;

/** A named choice of tables, to be asked for together in the setting {@code intercom.tables}. */
public enum TableTemplate {
    /** People, companies and the lists of the workspace: all that is not a conversation. */
    BASIC("basic"),
    /** Conversations and all that hangs on them. */
    CONVERSATIONS("conversations");

    private final String label;

    TableTemplate(String label) {
        this.label = label;
    }

    /** The name as users write it in settings. */
    public String label() {
        return label;
    }
}
