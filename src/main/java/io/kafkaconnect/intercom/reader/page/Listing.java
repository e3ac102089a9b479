package io.kafkaconnect.intercom.reader.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.SearchBody;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The requests for a list that carries update times, sorted by those times. */
public sealed interface Listing permits Listing.Contacts, Listing.BySecond, DeletedConversations, ActivityLog {
    /** The field of an entity that most lists filter and sort by. */
    String UPDATED_AT = "updated_at";

    /**
     * How far to read a list ahead of what was sent.
     *
     * @param perSecond how many entities can be sent in a second, at Intercom's highest rate limit
     * @param maxBuffered the largest number of entities that wait for their turn
     * @param isWhole whether entities are sent as fast as they come, so that a slow part of the list alone holds up those behind it
     */
    record ReadAhead(int perSecond, int maxBuffered, boolean isWhole) {
        /** Each entity takes a request for its details. Until then, little of it is kept. */
        static final ReadAhead WITH_DETAILS = new ReadAhead(167, 20_000, false);

        /** The list shows everything. A contact takes about 8 KB. */
        static final ReadAhead WHOLE = new ReadAhead(1_000, 4_000, true);
    }

    /** Conversations without their parts. */
    static Listing conversations() {
        return new BySecond("conversations", 150);
    }

    /** Tickets with all their parts: 150 of them may take many megabytes. */
    static Listing tickets() {
        return new BySecond("tickets", 50);
    }

    /** The field of the response that holds the entities. */
    String array();

    /** The field of an entity that holds the update time, in epoch seconds. */
    String timeField();

    /** Whether a caught-up stream reads the newest entities first, down to its mark, because the filter is too coarse. */
    boolean newestFirst();

    /** The precision of the time filter. */
    enum TimeFilter {
        /** Seconds. Only this precision lets parts of the list be read without much overlap. */
        SECONDS,
        /** Days of the workspace's time zone. */
        DAYS,
        /** The list has no filter. */
        NONE
    }

    /** What the filter compares. */
    TimeFilter filter();

    /** Whether the filter compares seconds. */
    default boolean comparesSeconds() {
        return filter() == TimeFilter.SECONDS;
    }

    /** The number of entities on the largest page to request. */
    default int maxPageSize() {
        return Integer.MAX_VALUE;
    }

    /** The first page of the entities updated at {@code from} or later, oldest first. Some older entities may be among them. */
    Request oldestFirst(Instant from, int pageSize);

    /**
     * The first page of the entities updated from {@code from} to {@code to}, oldest first. Some earlier and later entities may be among them. Without
     * a filter, the list holds all entities.
     */
    default Request oldestFirst(Instant from, Instant to, int pageSize) {
        return oldestFirst(from, pageSize);
    }

    /**
     * The first page of entities updated after a time, oldest first. Where the filter compares days, the list begins with a later day: the page
     * shows where.
     */
    default Request oldestAfter(Instant time, int pageSize) {
        return oldestFirst(time, pageSize);
    }

    /** How far to read this list ahead. */
    default ReadAhead readAhead() {
        return ReadAhead.WITH_DETAILS;
    }

    /** The first page of all entities, newest first. */
    Request newestFirst(int pageSize);

    /**
     * The first page of the entities updated from {@code from} to {@code to}, newest first. Some earlier and later entities may be among them. Without
     * a filter, the list holds all entities.
     */
    default Request newestFirst(Instant from, Instant to, int pageSize) {
        return newestFirst(pageSize);
    }

    /** The page after {@code page}, in the given page size if the list allows a change. */
    Request after(Request page, List<Request.Param> next, int pageSize);

    /**
     * Contacts of one role. Up to API 2.16, the filter compares days of the workspace's time zone, and {@code >} starts with the next day. A margin
     * of two days on both sides is right then: a day of 25 hours makes one day too few. Later versions compare seconds. Sorting always uses the
     * full value.
     */
    record Contacts(String role, TimeFilter filter) implements Listing {
        private static final Duration MARGIN = Duration.ofDays(2);

        /** Contacts as every version of the API lists them: the margin is right for seconds as well. */
        public Contacts(String role) {
            this(role, TimeFilter.DAYS);
        }

        /** The same contacts, where the filter is known to compare seconds. */
        public Contacts bySecond() {
            return new Contacts(role, TimeFilter.SECONDS);
        }

        @Override
        public String array() {
            return "data";
        }

        @Override
        public String timeField() {
            return UPDATED_AT;
        }

        @Override
        public boolean newestFirst() {
            return !comparesSeconds();
        }

        @Override
        public Request oldestFirst(Instant from, int pageSize) {
            ObjectNode role = SearchBody.filter("role", "=", role());
            ObjectNode query = from.isAfter(Instant.EPOCH) ? SearchBody.all(role, since(from)) : role;
            return search(query, "ascending", pageSize);
        }

        @Override
        public Request oldestAfter(Instant time, int pageSize) {
            ObjectNode after = SearchBody.filter(UPDATED_AT, ">", Math.max(0, time.getEpochSecond()));
            return search(SearchBody.all(SearchBody.filter("role", "=", role()), after), "ascending", pageSize);
        }

        @Override
        public ReadAhead readAhead() {
            return ReadAhead.WHOLE;
        }

        private ObjectNode since(Instant from) {
            return comparesSeconds()
                    ? BySecond.since(from)
                    : SearchBody.filter(
                            UPDATED_AT, ">", Math.max(0, from.minus(MARGIN).getEpochSecond()));
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
            Instant before = comparesSeconds() ? to : to.plus(MARGIN);
            return SearchBody.all(
                    SearchBody.filter("role", "=", role()),
                    since(from),
                    SearchBody.filter(UPDATED_AT, "<", before.getEpochSecond()));
        }

        private static Request search(ObjectNode query, String order, int pageSize) {
            return SearchBody.request("/contacts/search", query, UPDATED_AT, order, pageSize);
        }

        @Override
        public Request after(Request page, List<Request.Param> next, int pageSize) {
            return SearchBody.after(page, next, pageSize);
        }
    }

    /** A list whose filter compares seconds. Intercom documents both a strict and an inclusive comparison. */
    record BySecond(String array, int maxPageSize) implements Listing {

        @Override
        public String timeField() {
            return UPDATED_AT;
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
            return search(since(from), "ascending", pageSize);
        }

        @Override
        public Request oldestFirst(Instant from, Instant to, int pageSize) {
            ObjectNode before = SearchBody.filter(UPDATED_AT, "<", to.getEpochSecond());
            return search(SearchBody.all(since(from), before), "ascending", pageSize);
        }

        private static ObjectNode since(Instant from) {
            return SearchBody.filter(UPDATED_AT, ">", Math.max(0, from.getEpochSecond() - 1));
        }

        @Override
        public Request newestFirst(int pageSize) {
            return search(SearchBody.filter(UPDATED_AT, ">", 0L), "descending", pageSize);
        }

        private Request search(ObjectNode query, String order, int pageSize) {
            return SearchBody.request("/" + array + "/search", query, UPDATED_AT, order, pageSize);
        }

        @Override
        public Request after(Request page, List<Request.Param> next, int pageSize) {
            return SearchBody.after(page, next, pageSize);
        }
    }
}
