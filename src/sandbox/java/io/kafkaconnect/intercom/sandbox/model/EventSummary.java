package io.kafkaconnect.intercom.sandbox.model;

/** How often, first and last, a contact did something. */
public record EventSummary(String name, long first, long last, long count, String description) {

    EventSummary once(long at) {
        return new EventSummary(name, first, Math.max(last, at), count + 1, description);
    }
}
