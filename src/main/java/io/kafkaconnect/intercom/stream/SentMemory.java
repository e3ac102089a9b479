package io.kafkaconnect.intercom.stream;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The cursor while it moves: the mark, and the entities sent of what was updated since. Marks only move forward. */
final class SentMemory {
    private Instant mark;
    private final Map<String, Long> sent;

    SentMemory(Cursor cursor) {
        this.mark = cursor.mark();
        this.sent = new HashMap<>(cursor.sent());
    }

    Instant mark() {
        return mark;
    }

    /** Whether the entity was sent as of the given update time or a later one. */
    boolean has(String id, long time) {
        Long sentAs = sent.get(id);
        return sentAs != null && sentAs >= time;
    }

    void sent(String id, long time) {
        sent.merge(id, time, Math::max);
    }

    /** Everything updated before {@code time} has been sent. */
    void moveTo(Instant time) {
        if (time.isAfter(mark)) {
            mark = time;
            long seconds = time.getEpochSecond();
            sent.values().removeIf(updated -> updated < seconds);
        }
    }

    Cursor cursor() {
        return new Cursor(mark, sent);
    }
}
