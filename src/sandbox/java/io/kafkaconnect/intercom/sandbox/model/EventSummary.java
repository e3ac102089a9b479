package io.kafkaconnect.intercom.sandbox.model;

/** The number of events of a kind, and the times of the first and the last one. */
public record EventSummary(String name, long first, long last, long count, String description) {

    EventSummary once(long at) {
        return new EventSummary(name, first, Math.max(last, at), count + 1, description);
    }
}
