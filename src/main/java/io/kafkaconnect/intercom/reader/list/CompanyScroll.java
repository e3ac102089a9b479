package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ExistenceCheck;
import io.kafkaconnect.intercom.reader.ListPass;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All companies by the scroll, since the list ends at ten thousand. Intercom allows one open scroll per app, forgets it after a minute
 * without use, and cannot resume it. It may give the same {@code scroll_param} with every page: the end is an empty page, for some
 * apps a 404. A scroll that expired is a 404 too, so one counts as the end only while the scroll cannot have expired.
 *
 * <p>A scroll that breaks at one page again and again, or does not begin, is given up: the {@linkplain CompanyList list} shows what lies
 * behind. What it does not show is gone only if Intercom says so when asked by its id.
 */
public final class CompanyScroll implements ListPass {
    private static final String PATH = "/companies/scroll";

    /** Shows whether there are companies, how many, and that they may be read, without holding the scroll for a minute. */
    public static final Request ANY =
            Request.post("/companies/list", null).with("per_page", 1).listing("data");

    /** Half of the minute after which Intercom forgets a scroll. */
    private static final Duration ALIVE = Duration.ofSeconds(30);

    /** It dies when it is not read on. */
    private static final int MAX_AHEAD = 5_000;

    /** So many pages in a row may hold nothing that names a company. */
    private static final int MAX_FRUITLESS = 10;

    private final IntercomApi intercom;
    private final ExistenceCheck byId;
    private final Clock clock;
    private final ScrollBreaks breaks;
    private final Set<List<String>> pages = new HashSet<>();
    private Instant lastPage;
    private String scroll;
    private String firstOfPage;
    private int fruitless;
    private int read;
    private long companies;
    /** The first page, as long as none has come. */
    private final CompletableFuture<Page> first = new CompletableFuture<>();

    private volatile CompletableFuture<Reply> beginning = CompletableFuture.completedFuture(null);
    /** What is read in place of the scroll; null as long as that goes on. */
    private volatile CompanyList list;

    CompanyScroll(IntercomApi intercom, Clock clock) {
        this(intercom, clock, new ScrollBreaks());
    }

    private CompanyScroll(IntercomApi intercom, Clock clock, ScrollBreaks breaks) {
        this.intercom = intercom;
        this.byId = new ExistenceCheck(intercom);
        this.clock = clock;
        this.breaks = breaks;
    }

    /** One reading after the other. */
    public static Supplier<ListPass> passes(IntercomApi intercom, Clock clock) {
        ScrollBreaks breaks = new ScrollBreaks();
        return () -> new CompanyScroll(intercom, clock, breaks);
    }

    @Override
    public CompletableFuture<Page> next() {
        if (list != null) {
            return list.next();
        }
        // A repeated page request would skip a page: the scroll has moved on at Intercom's. Only the first may be
        // repeated.
        Request page = Request.get(PATH).listing("data");
        if (scroll == null) {
            return begin(page);
        }
        return intercom.ask(page.with("scroll_param", scroll).once().asScroll()).thenCompose(this::goneOn);
    }

    private CompletableFuture<Page> begin(Request page) {
        beginning = intercom.ask(page);
        var unused = beginning.thenCompose(this::begun).whenComplete((part, thrown) -> {
            if (thrown == null) {
                first.complete(part);
            } else {
                first.completeExceptionally(thrown instanceof CompletionException ? thrown.getCause() : thrown);
            }
        });
        return first;
    }

    @Override
    public void giveUpLate() {
        if (!first.isDone()) {
            list = new CompanyList(intercom);
            first.complete(new Page(List.of(), List.of(), clock.instant(), false));
            beginning.cancel(false);
        }
    }

    private CompletableFuture<Page> goneOn(Reply reply) {
        if (reply instanceof Reply.NotFound gone && isAlive()) {
            return ended(gone);
        }
        // The scroll has begun: a refusal is about this page.
        boolean isRefused = reply instanceof Reply.Rejected || reply instanceof Reply.Forbidden;
        if (isRefused || reply.withheld().isPresent()) {
            return broken((Reply.Failed) reply);
        }
        Page part = part(reply);
        if (part.last()) {
            breaks.areOver();
        }
        return CompletableFuture.completedFuture(part);
    }

    /** Some scrolls end with a 404. The count of the list tells the end from a page that is answered so. */
    private CompletableFuture<Page> ended(Reply.NotFound gone) {
        return intercom.ask(ANY).thenCompose(any -> {
            if (any instanceof Reply.Success found && count(found).asLong() > companies) {
                return broken(gone);
            }
            breaks.areOver();
            return CompletableFuture.completedFuture(end(lastPage));
        });
    }

    /** Where the scroll breaks again and again, what is read goes on with the list. */
    private CompletableFuture<Page> broken(Reply.Failed reply) {
        if (!breaks.areEnough(read)) {
            throw new RestartException(
                    "the companies scroll broke: " + reply.failure().describe());
        }
        list = new CompanyList(intercom);
        return list.next();
    }

    @Override
    public int mostAhead() {
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

    /** An app without companies; or a scroll that was lost, which would delete every row if it were taken for that. */
    private CompletableFuture<Page> noCompanies(String otherwise) {
        return intercom.ask(ANY).thenApply(reply -> {
            if (!(reply instanceof Reply.Success found)) {
                throw new IntercomException((Reply.Failed) reply);
            }
            if (!ListEntries.of(found, "data").isEmpty() || count(found).asLong() > 0) {
                throw new RestartException(otherwise);
            }
            return end(found.asOf());
        });
    }

    private Page part(Reply reply) {
        if (reply instanceof Reply.Success found) {
            return page(found);
        }
        Reply.Failed failed = (Reply.Failed) reply;
        boolean isPassing = failed instanceof Reply.Unavailable || failed instanceof Reply.Throttled;
        if (failed instanceof Reply.NotFound || (isPassing && scroll != null)) {
            throw new RestartException(
                    "the companies scroll broke: " + failed.failure().describe());
        }
        throw new IntercomException(failed);
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
        if (isRepeated(ids)) {
            throw new RestartException("the companies scroll gave the same page twice");
        }
        String param = found.body().path("scroll_param").asText("");
        if (param.isEmpty()) {
            throw new RestartException("the companies scroll gave no scroll_param");
        }
        scroll = param;
        read++;
        companies += ids.size();
        lastPage = clock.instant();
        return new Page(entries.entities(), entries.flaws(), found.asOf(), false);
    }

    /** A page that begins as the one before it, or is one of those before it: a scroll that goes round would never end. */
    private boolean isRepeated(List<String> ids) {
        fruitless = ids.isEmpty() ? fruitless + 1 : 0;
        if (ids.isEmpty()) {
            return fruitless > MAX_FRUITLESS;
        }
        boolean beginsAsBefore = ids.get(0).equals(firstOfPage);
        firstOfPage = ids.get(0);
        return !pages.add(List.of(ids.get(0), ids.get(ids.size() - 1))) || beginsAsBefore;
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

    /** Nothing can be said of what lies beyond the end of the list. */
    @Override
    public Optional<String> subject(String row) {
        return list == null || list.reachesAll() ? Optional.of(row) : Optional.empty();
    }

    @Override
    public CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
        return byId.presence("/companies/{}", subject.substring(subject.indexOf('/') + 1), CompanyScroll::presence)
                .thenApply(presence -> row -> presence);
    }

    /** No list has a company to which no contact belongs. */
    private static Existence presence(ObjectNode company) {
        JsonNode contacts = company.path("user_count");
        return contacts.isIntegralNumber() && contacts.asLong() == 0 ? Existence.UNLISTED : Existence.THERE;
    }
}
