package io.kafkaconnect.intercom.sandbox.model;

/** What a contact is. */
public enum Role {
    USER("user"),
    LEAD("lead");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
