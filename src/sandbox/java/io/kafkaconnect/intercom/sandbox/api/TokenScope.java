package io.kafkaconnect.intercom.sandbox.api;

/** The permissions of a token. */
public enum TokenScope {
    READ_USERS_COMPANIES("read_users_companies"),
    READ_TAGS("read_tags"),
    READ_CONVERSATIONS("read_conversations"),
    READ_EVENTS("read_events"),
    READ_ADMINS("read_admins");

    private final String label;

    TokenScope(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
