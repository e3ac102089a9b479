package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.IntercomException;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * All companies by the scroll, since the list ends at ten thousand. Intercom allows one open scroll per app, forgets it after a minute
 * without use, and cannot resume it. It may give the same {@code scroll_param} with every page: the end is an empty page, for some
 * apps a 404. A scroll that expired is a 404 too, so one counts as the end only while the scroll cannot have expired.
 */
final class CompanyScroll implements Pass {
    private static final String PATH = "/companies/scroll";

    /** Shows whether there are companies, and that they may be read, without holding the scroll for a minute. */
    static final Request ANY = Request.post("/companies/list", null).with("per_page", 1);

    /** Half of the minute after which Intercom forgets a scroll. */
    private static final Duration ALIVE = Duration.ofSeconds(30);

    /** It dies when it is not read on. */
    private static final int MOST_AHEAD = 5_000;

    private final Intercom intercom;
    private final Clock clock;
    private Instant lastPage;
    private String scroll;
    private String firstOfPage;

    CompanyScroll(Intercom intercom, Clock clock) {
        this.intercom = intercom;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Part> next() {
        // A repeated page request would skip a page: the scroll has moved on at Intercom's. Only the first may be
        // repeated.
        Request request = scroll == null
                ? Request.get(PATH)
                : Request.get(PATH).with("scroll_param", scroll).once().asScroll();
        return intercom.ask(request)
                .thenCompose(reply -> reply instanceof Reply.Gone gone && scroll == null
                        ? noScroll(gone)
                        : CompletableFuture.completedFuture(part(reply)));
    }

    @Override
    public int mostAhead() {
        return MOST_AHEAD;
    }

    /** An app without companies; or a scroll that was lost, which would delete every row if it were taken for that. */
    private CompletableFuture<Part> noScroll(Reply.Gone gone) {
        return intercom.ask(ANY).thenApply(reply -> {
            if (!(reply instanceof Reply.Found found)) {
                throw new IntercomException((Reply.Failed) reply);
            }
            if (!WholeLists.objects(found, "data").isEmpty()) {
                throw broken(gone);
            }
            return new Part(List.of(), true);
        });
    }

    private Part part(Reply reply) {
        if (reply instanceof Reply.Found found) {
            return page(found);
        }
        Reply.Failed failed = (Reply.Failed) reply;
        if (failed instanceof Reply.Gone && isAlive()) {
            return new Part(List.of(), true);
        }
        if (failed instanceof Reply.Gone || (failed instanceof Reply.Unavailable && scroll != null)) {
            throw broken(failed);
        }
        throw new IntercomException(failed);
    }

    private static RestartException broken(Reply.Failed failed) {
        return new RestartException(
                "the companies scroll broke: " + failed.failure().describe());
    }

    private Part page(Reply.Found found) {
        List<ObjectNode> companies = WholeLists.objects(found, "data");
        if (companies.isEmpty()) {
            return new Part(companies, true);
        }
        String first = companies.get(0).path("id").asText();
        if (first.equals(firstOfPage)) {
            throw new RestartException("the companies scroll gave the same page twice");
        }
        firstOfPage = first;
        String param = found.body().path("scroll_param").asText("");
        if (param.isEmpty()) {
            throw new RestartException("the companies scroll gave no scroll_param");
        }
        scroll = param;
        lastPage = clock.instant();
        return new Part(companies, false);
    }

    private boolean isAlive() {
        return clock.instant().isBefore(lastPage.plus(ALIVE));
    }
}
