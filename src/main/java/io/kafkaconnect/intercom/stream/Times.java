package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** placeholder until merged with IntercomTime */
final class Times {
    static final Duration AHEAD = Duration.ofDays(1);

    private Times() {}

    /** When the entity was updated, in epoch seconds; its fingerprint where that cannot be read or lies in the future. */
    static long updated(ObjectNode entity, String field, Instant asOf) {
        return updated(entity, field, asOf, Listed.fingerprint(entity));
    }

    static long updated(ObjectNode entity, String field, Instant asOf, long otherwise) {
        long time = EpochSeconds.of(entity.path(field), 0);
        return time > 0 && time <= asOf.plus(AHEAD).getEpochSecond() ? time : otherwise;
    }
}
