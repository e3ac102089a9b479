package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Intercom;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.ById;
import io.kafkaconnect.intercom.reader.Pass;
import io.kafkaconnect.intercom.reader.Presence;
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
public final class CompanyScroll implements Pass {
    private static final String PATH = "/companies/scroll";

    /** Shows whether there are companies, how many, and that they may be read, without holding the scroll for a minute. */
    public static final Request ANY =
            Request.post("/companies/list", null).with("per_page", 1).listing("data");

    /** Half of the minute after which Intercom forgets a scroll. */
    private static final Duration ALIVE = Duration.ofSeconds(30);

    /** It dies when it is not read on. */
    private static final int MOST_AHEAD = 5_000;

    /** So many pages in a row may hold nothing that names a company. */
    private static final int MOST_FRUITLESS = 10;

    private final Intercom intercom;
    private final ById byId;
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
    private final CompletableFuture<Part> first = new CompletableFuture<>();

    private volatile CompletableFuture<Reply> beginning = CompletableFuture.completedFuture(null);
    /** What is read in place of the scroll; null as long as that goes on. */
    private volatile CompanyList list;

    CompanyScroll(Intercom intercom, Clock clock) {
        this(intercom, clock, new ScrollBreaks());
    }

    private CompanyScroll(Intercom intercom, Clock clock, ScrollBreaks breaks) {
        this.intercom = intercom;
        this.byId = new ById(intercom);
        this.clock = clock;
        this.breaks = breaks;
    }

    /** One reading after the other. */
    public static Supplier<Pass> passes(Intercom intercom, Clock clock) {
        ScrollBreaks breaks = new ScrollBreaks();
        return () -> new CompanyScroll(intercom, clock, breaks);
    }

    @Override
    public CompletableFuture<Part> next() {
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

    private CompletableFuture<Part> begin(Request page) {
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
            first.complete(new Part(List.of(), List.of(), clock.instant(), false));
            beginning.cancel(false);
        }
    }

    private CompletableFuture<Part> goneOn(Reply reply) {
        if (reply instanceof Reply.Gone gone && isAlive()) {
            return ended(gone);
        }
        // The scroll has begun: a refusal is about this page.
        boolean isRefused = reply instanceof Reply.Rejected || reply instanceof Reply.Denied;
        if (isRefused || reply.withheld().isPresent()) {
            return broken((Reply.Failed) reply);
        }
        Part part = part(reply);
        if (part.last()) {
            breaks.areOver();
        }
        return CompletableFuture.completedFuture(part);
    }

    /** Some scrolls end with a 404. The count of the list tells the end from a page that is answered so. */
    private CompletableFuture<Part> ended(Reply.Gone gone) {
        return intercom.ask(ANY).thenCompose(any -> {
            if (any instanceof Reply.Found found && count(found).asLong() > companies) {
                return broken(gone);
            }
            breaks.areOver();
            return CompletableFuture.completedFuture(end(lastPage));
        });
    }

    /** Where the scroll breaks again and again, what is read goes on with the list. */
    private CompletableFuture<Part> broken(Reply.Failed reply) {
        if (!breaks.areEnough(read)) {
            throw new RestartException(
                    "the companies scroll broke: " + reply.failure().describe());
        }
        list = new CompanyList(intercom);
        return list.next();
    }

    @Override
    public int mostAhead() {
        return MOST_AHEAD;
    }

    private CompletableFuture<Part> begun(Reply reply) {
        if (reply instanceof Reply.Gone gone) {
            return noCompanies("the companies scroll broke: " + gone.failure().describe());
        }
        if (reply instanceof Reply.Found found && Entries.of(found, "data").isEmpty()) {
            return noCompanies("the companies scroll began with an empty page");
        }
        return CompletableFuture.completedFuture(part(reply));
    }

    /** An app without companies; or a scroll that was lost, which would delete every row if it were taken for that. */
    private CompletableFuture<Part> noCompanies(String otherwise) {
        return intercom.ask(ANY).thenApply(reply -> {
            if (!(reply instanceof Reply.Found found)) {
                throw new IntercomException((Reply.Failed) reply);
            }
            if (!Entries.of(found, "data").isEmpty() || count(found).asLong() > 0) {
                throw new RestartException(otherwise);
            }
            return end(found.asOf());
        });
    }

    private Part part(Reply reply) {
        if (reply instanceof Reply.Found found) {
            return page(found);
        }
        Reply.Failed failed = (Reply.Failed) reply;
        boolean isPassing = failed instanceof Reply.Unavailable || failed instanceof Reply.Throttled;
        if (failed instanceof Reply.Gone || (isPassing && scroll != null)) {
            throw new RestartException(
                    "the companies scroll broke: " + failed.failure().describe());
        }
        throw new IntercomException(failed);
    }

    private static Part end(Instant asOf) {
        return new Part(List.of(), List.of(), asOf, true);
    }

    private Part page(Reply.Found found) {
        Entries entries = Entries.of(found, "data");
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
        return new Part(entries.entities(), entries.flaws(), found.asOf(), false);
    }

    /** A page that begins as the one before it, or is one of those before it: a scroll that goes round would never end. */
    private boolean isRepeated(List<String> ids) {
        fruitless = ids.isEmpty() ? fruitless + 1 : 0;
        if (ids.isEmpty()) {
            return fruitless > MOST_FRUITLESS;
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

    private static JsonNode count(Reply.Found found) {
        return found.body().path("total_count");
    }

    /** Nothing can be said of what lies beyond the end of the list. */
    @Override
    public Optional<String> subject(String row) {
        return list == null || list.reachesAll() ? Optional.of(row) : Optional.empty();
    }

    @Override
    public CompletableFuture<Function<String, Presence>> look(String subject, Set<String> rows) {
        return byId.presence("/companies/{}", subject.substring(subject.indexOf('/') + 1), CompanyScroll::presence)
                .thenApply(presence -> row -> presence);
    }

    /** No list has a company to which no contact belongs. */
    private static Presence presence(ObjectNode company) {
        JsonNode contacts = company.path("user_count");
        return contacts.isIntegralNumber() && contacts.asLong() == 0 ? Presence.UNLISTED : Presence.THERE;
    }
}
