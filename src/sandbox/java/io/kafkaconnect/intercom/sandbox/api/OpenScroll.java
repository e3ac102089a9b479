package io.kafkaconnect.intercom.sandbox.api;

import io.kafkaconnect.intercom.sandbox.search.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The one scroll that may be open. It expires after a time without use, and ends after its last page. */
final class OpenScroll {

    /** The response to one request of a scroll. */
    record Turn(String param, List<String> ids) {}

    private final InstantSource clock;
    private final Duration patience;
    private final int perPage;
    private String open;
    private List<String> left = List.of();
    private Instant used = Instant.MIN;
    private long opened;

    OpenScroll(InstantSource clock, Duration patience, int perPage) {
        this.clock = clock;
        this.patience = patience;
        this.perPage = perPage;
    }

    synchronized Turn turn(String param, Supplier<List<String>> all) {
        Instant now = clock.instant();
        if (open != null && Duration.between(used, now).compareTo(patience) > 0) {
            open = null;
        }
        if (param == null || param.isEmpty()) {
            if (open != null) {
                throw new Refusal(400, "scroll_exists", "scroll already exists for this workspace");
            }
            open = new UUID(now.getEpochSecond(), ++opened).toString();
            left = all.get();
        } else if (!param.equals(open)) {
            throw Refusal.notFound("scroll parameter not found");
        }
        used = now;
        List<String> page = left.subList(0, Math.min(perPage, left.size()));
        left = left.subList(page.size(), left.size());
        Turn turn = new Turn(open, page);
        open = page.isEmpty() ? null : open;
        return turn;
    }
}
