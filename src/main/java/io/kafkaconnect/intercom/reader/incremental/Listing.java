package io.kafkaconnect.intercom.reader.incremental;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.SearchBody;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How a list that carries update times is asked for, from some time on, in the order of those times. */
public sealed interface Listing {

    /** Where the entities are in the answer. */
    String array();

    /** The field with the time, in epoch seconds. */
    String timeField();

    /** Whether a caught-up stream reads newest first until its mark, because Intercom cannot filter precisely. */
    boolean newestFirst();

    /** What the filter compares. */
    enum TimeFilter {
        /** Only then can a list be read in parts without reading much of it twice. */
        SECONDS,
        /** Days of the workspace's time zone. */
        DAYS,
        /** There is none. */
        NONE
    }

    TimeFilter filter();

    /** Whether the filter compares seconds. */
    default boolean comparesSeconds() {
        return filter() == TimeFilter.SECONDS;
    }

    /** The first page of what was updated at {@code from} or later, oldest first; some older ones may be among them. */
    Request oldestFirst(Instant from, int pageSize);

    /**
     * The same of what was updated before {@code to}, some later ones may be among them; of all, where there is no filter.
     */
    default Request oldestFirst(Instant from, Instant to, int pageSize) {
        return oldestFirst(from, pageSize);
    }

    /** The first page of all, newest first. */
    Request newestFirst(int pageSize);

    /** The same of what was updated between these times, some earlier and later ones may be among them; of all, where there is no filter. */
    default Request newestFirst(Instant from, Instant to, int pageSize) {
        return newestFirst(pageSize);
    }

    /** The page after the one asked for, of that size where the size may change. */
    Request after(Request page, List<Request.Param> next, int pageSize);

    /**
     * Contacts of one role. Up to API 2.16 the filter works on days of the workspace's time zone and {@code >} begins with the next
     * day; later ones compare seconds. Two days earlier, and two days later, is right under both: a day of 25 hours makes one day too few. Sorting always
     * works on the full value.
     */
    record Contacts(String role) implements Listing {
        private static final Duration DAYS_AROUND = Duration.ofDays(2);

        @Override
        public String array() {
            return "data";
        }

        @Override
        public String timeField() {
            return "updated_at";
        }

        @Override
        public TimeFilter filter() {
            return TimeFilter.DAYS;
        }

        @Override
        public boolean newestFirst() {
            return true;
        }

        @Override
        public Request oldestFirst(Instant from, int pageSize) {
            ObjectNode role = SearchBody.filter("role", "=", role());
            ObjectNode query = from.isAfter(Instant.EPOCH)
                    ? SearchBody.all(
                            role,
                            SearchBody.filter(
                                    "updated_at", ">", from.minus(DAYS_AROUND).getEpochSecond()))
                    : role;
            return search(query, "ascending", pageSize);
        }

        @Override
        public Request oldestFirst(Instant from, Instant to, int pageSize) {
            return search(between(from, to), "ascending", pageSize);
        }

        @Override
        public Request newestFirst(int pageSize) {
            return search(SearchBody.filter("role", "=", role()), "descending", pageSize);
        }

        @Override
        public Request newestFirst(Instant from, Instant to, int pageSize) {
            return search(between(from, to), "descending", pageSize);
        }

        private ObjectNode between(Instant from, Instant to) {
            return SearchBody.all(
                    SearchBody.filter("role", "=", role()),
                    SearchBody.filter(
                            "updated_at",
                            ">",
                            Math.max(0, from.minus(DAYS_AROUND).getEpochSecond())),
                    SearchBody.filter("updated_at", "<", to.plus(DAYS_AROUND).getEpochSecond()));
        }

        private static Request search(ObjectNode query, String order, int pageSize) {
            return SearchBody.request("/contacts/search", query, "updated_at", order, pageSize);
        }

        @Override
        public Request after(Request page, List<Request.Param> next, int pageSize) {
            return SearchBody.after(page, next, pageSize);
        }
    }

    /** Conversations: the filter compares seconds, whether strictly or not is documented both ways. */
    record Conversations() implements Listing {
        @Override
        public String array() {
            return "conversations";
        }

        @Override
        public String timeField() {
            return "updated_at";
        }

        @Override
        public TimeFilter filter() {
            return TimeFilter.SECONDS;
        }

        @Override
        public boolean newestFirst() {
            return false;
        }

        @Override
        public Request oldestFirst(Instant from, int pageSize) {
            return oldestFirst(since(from), pageSize);
        }

        @Override
        public Request oldestFirst(Instant from, Instant to, int pageSize) {
            ObjectNode before = SearchBody.filter("updated_at", "<", to.getEpochSecond());
            return oldestFirst(SearchBody.all(since(from), before), pageSize);
        }

        private static ObjectNode since(Instant from) {
            return SearchBody.filter("updated_at", ">", Math.max(0, from.getEpochSecond() - 1));
        }

        private static Request oldestFirst(ObjectNode query, int pageSize) {
            return SearchBody.request("/conversations/search", query, "updated_at", "ascending", pageSize);
        }

        @Override
        public Request newestFirst(int pageSize) {
            return SearchBody.request(
                    "/conversations/search",
                    SearchBody.filter("updated_at", ">", 0L),
                    "updated_at",
                    "descending",
                    pageSize);
        }

        @Override
        public Request after(Request page, List<Request.Param> next, int pageSize) {
            return SearchBody.after(page, next, pageSize);
        }
    }

    /** Deleted conversations (API 2.16): a page-numbered list without a filter. */
    record DeletedConversations() implements Listing {
        /** The cap of page-numbered lists. */
        private static final int PAGE = 60;

        @Override
        public String array() {
            return "conversations";
        }

        @Override
        public String timeField() {
            return "deleted_at";
        }

        @Override
        public TimeFilter filter() {
            return TimeFilter.NONE;
        }

        @Override
        public boolean newestFirst() {
            return true;
        }

        @Override
        public Request oldestFirst(Instant from, int pageSize) {
            return page("asc", pageSize);
        }

        @Override
        public Request newestFirst(int pageSize) {
            return page("desc", pageSize);
        }

        @Override
        public Request after(Request page, List<Request.Param> next, int pageSize) {
            Request following = page;
            for (Request.Param param : next) {
                if (param.name().equals("page")) {
                    following = following.with(param.name(), param.value());
                }
            }
            return following;
        }

        private static Request page(String order, int pageSize) {
            return Request.get("/conversations/deleted")
                    .with("order", order)
                    .with("page", 1)
                    .with("per_page", Math.min(PAGE, pageSize));
        }
    }
}
