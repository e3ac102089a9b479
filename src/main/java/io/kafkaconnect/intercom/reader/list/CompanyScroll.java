package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ExistenceCheck;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.WakeupFutures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads all companies by the scroll, because the list ends at ten thousand. Intercom allows one open scroll per app, closes it after a minute
 * without use, and cannot resume it. It may return the same {@code scroll_param} with every page. The end is an empty page, or a 404 for some
 * apps. An expired scroll also answers 404, so a 404 counts as the end only while the scroll cannot have expired.
 *
 * <p>If the scroll breaks repeatedly at the same page, or does not start, the pass continues with the {@linkplain NumberedPages list}. A company
 * that the list does not contain counts as deleted only if Intercom answers so to a request for its id.
 */
public final class CompanyScroll implements ListPass {
    private static final String PATH = "/companies/scroll";

    /** Shows the number of companies and the permission to read them, without keeping the scroll open for a minute. */
    public static final Request ANY =
            Request.post("/companies/list", null).withQueryParam("per_page", 1).listing("data");

    private static final ListSource LIST =
            new ListSource(Request.post("/companies/list", null), "data", "/companies/{}");

    /** Larger pages are refused. */
    private static final int LIST_PAGE_SIZE = 50;

    /** Intercom refuses pages beyond this number of companies. */
    private static final long MAX_LISTED = 10_000;

    /** Half of the minute after which Intercom closes a scroll. */
    private static final Duration ALIVE = Duration.ofSeconds(30);

    /** Large, because a scroll that is not read expires. */
    private static final int MAX_AHEAD = 5_000;

    private final IntercomApi intercom;
    private final ExistenceCheck byId;
    private final Clock clock;
    private final ScrollBreaks breaks;
    private final PageRepetition repetition = new PageRepetition();
    private Instant lastPage;
    private String scroll;
    private int pagesRead;
    private long companies;
    /** The first page of the scroll. */
    private final CompletableFuture<Page> first = new CompletableFuture<>();

    private volatile CompletableFuture<Reply> beginning = CompletableFuture.completedFuture(null);
    /** The list that is read in place of the scroll; null while the scroll is read. */
    private volatile NumberedPages list;

    CompanyScroll(IntercomApi intercom, Clock clock) {
        this(intercom, clock, new ScrollBreaks());
    }

    private CompanyScroll(IntercomApi intercom, Clock clock, ScrollBreaks breaks) {
        this.intercom = intercom;
        this.byId = new ExistenceCheck(intercom);
        this.clock = clock;
        this.breaks = breaks;
    }

    /** Makes one pass after the other. */
    public static Supplier<ListPass> passes(IntercomApi intercom, Clock clock) {
        ScrollBreaks breaks = new ScrollBreaks();
        return () -> new CompanyScroll(intercom, clock, breaks);
    }

    @Override
    public CompletableFuture<Page> next() {
        if (list != null) {
            return list.next();
        }
        // A retried request would skip a page, because the scroll has advanced at Intercom. Only the first request
        // may be retried.
        Request page = Request.get(PATH).listing("data");
        if (scroll == null) {
            return begin(page);
        }
        return intercom.send(page.withQueryParam("scroll_param", scroll)
                        .withoutRetry()
                        .asScroll())
                .thenCompose(this::advanced);
    }

    private static NumberedPages list(IntercomApi intercom) {
        return new NumberedPages(intercom, LIST, LIST_PAGE_SIZE, MAX_LISTED);
    }

    private CompletableFuture<Page> begin(Request page) {
        beginning = intercom.send(page.with(Request.RetryMode.RETRY_ALONE));
        WakeupFutures.relay(beginning.thenCompose(this::begun), first);
        return first;
    }

    @Override
    public void giveUpLate() {
        if (!first.isDone()) {
            list = list(intercom);
            first.complete(new Page(List.of(), List.of(), clock.instant(), false));
            beginning.cancel(false);
        }
    }

    private CompletableFuture<Page> advanced(Reply reply) {
        if (reply instanceof Reply.NotFound gone && isAlive()) {
            return ended(gone);
        }
        // The scroll has started, so a refusal concerns this page only.
        boolean isRefused = reply instanceof Reply.Rejected || reply instanceof Reply.Forbidden;
        if (reply instanceof Reply.Failed failed
                && (isRefused || failed.withheld().isPresent())) {
            return broken(failed);
        }
        Page part = part(reply);
        if (part.last()) {
            breaks.areOver();
        }
        return CompletableFuture.completedFuture(part);
    }

    /** Some scrolls end with a 404. The number of companies in the list shows whether it is the end. */
    private CompletableFuture<Page> ended(Reply.NotFound gone) {
        return intercom.send(ANY).thenCompose(any -> {
            if (any instanceof Reply.Success found && count(found).asLong() > companies) {
                return broken(gone);
            }
            breaks.areOver();
            return CompletableFuture.completedFuture(end(lastPage));
        });
    }

    /** The scroll broke. The pass restarts; after too many breaks at the same page, it continues with the list. */
    private CompletableFuture<Page> broken(Reply.Failed reply) {
        if (!breaks.areEnough(pagesRead)) {
            throw new RestartException(
                    "the companies scroll broke: " + reply.failure().describe());
        }
        list = list(intercom);
        return list.next();
    }

    @Override
    public int maxAhead() {
        return MAX_AHEAD;
    }

    private CompletableFuture<Page> begun(Reply reply) {
        if (reply instanceof Reply.NotFound gone) {
            return noCompanies("the companies scroll broke: " + gone.failure().describe());
        }
        if (reply instanceof Reply.Success found
                && ListEntries.of(found, "data").isEmpty()) {
            return noCompanies("the companies scroll began with an empty page");
        }
        return CompletableFuture.completedFuture(part(reply));
    }

    /** Ends the pass if the app has no companies. Else the scroll was lost, and an empty pass would delete every row. */
    private CompletableFuture<Page> noCompanies(String otherwise) {
        return intercom.send(ANY).thenApply(reply -> {
            Reply.Success found = reply.orThrow();
            if (!ListEntries.of(found, "data").isEmpty() || count(found).asLong() > 0) {
                throw new RestartException(otherwise);
            }
            return end(found.asOf());
        });
    }

    private Page part(Reply reply) {
        boolean isPassing = reply instanceof Reply.Unavailable || reply instanceof Reply.Throttled;
        boolean isBroken = reply instanceof Reply.NotFound || (isPassing && scroll != null);
        if (isBroken && reply instanceof Reply.Failed failed) {
            throw new RestartException(
                    "the companies scroll broke: " + failed.failure().describe());
        }
        return page(reply.orThrow());
    }

    private static Page end(Instant asOf) {
        return new Page(List.of(), List.of(), asOf, true);
    }

    private Page page(Reply.Success found) {
        ListEntries entries = ListEntries.of(found, "data");
        if (entries.isEmpty()) {
            return end(found.asOf());
        }
        List<String> ids = entries.entities().stream().map(CompanyScroll::id).toList();
        if (repetition.isRepeated(ids)) {
            throw new RestartException("the companies scroll gave the same page twice");
        }
        String param = found.body().path("scroll_param").asText("");
        if (param.isEmpty()) {
            throw new RestartException("the companies scroll gave no scroll_param");
        }
        scroll = param;
        pagesRead++;
        companies += ids.size();
        lastPage = clock.instant();
        return new Page(entries.entities(), entries.flaws(), found.asOf(), false);
    }

    private static String id(ObjectNode company) {
        return company.path("id").asText();
    }

    private boolean isAlive() {
        return clock.instant().isBefore(lastPage.plus(ALIVE));
    }

    private static JsonNode count(Reply.Success found) {
        return found.body().path("total_count");
    }

    /** The list does not reach all companies, so a company that it does not contain may exist. */
    @Override
    public Optional<String> subject(String owner, String row) {
        return list == null || list.reachesAll() ? Optional.of(owner) : Optional.empty();
    }

    @Override
    public CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
        return byId.presence("/companies/{}", subject, CompanyScroll::presence).thenApply(presence -> row -> presence);
    }

    /** Neither the scroll nor the list contains a company without contacts. */
    private static Existence presence(ObjectNode company) {
        JsonNode contacts = company.path("user_count");
        return contacts.isIntegralNumber() && contacts.asLong() == 0 ? Existence.UNLISTED : Existence.THERE;
    }
}
