package io.kafkaconnect.intercom.reader.page;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.NextPage;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.value.EntityId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A page of a list that carries update times.
 *
 * @param entities the entries with an id
 * @param orders the entities in the order of each answer, one answer after the other
 * @param malformed the number of entries without a usable id
 * @param next the request for the next page, null if there is none
 * @param cursor the parameters that name the next page
 * @param pages what the response says about the next page
 * @param total Intercom's count of the entities in the list; {@link #UNKNOWN} if the response has none
 * @param asOf when Intercom answered
 */
public record ListPage(
        List<ListedEntity> entities,
        List<List<ListedEntity>> orders,
        int malformed,
        Request next,
        List<Request.Param> cursor,
        Numbering pages,
        long total,
        Request asked,
        Instant asOf) {
    /** The response counts no entities. */
    public static final long UNKNOWN = -1;

    /** What the response says about the next page. */
    public enum Numbering {
        /** The response names the next page. */
        GOES_ON,
        /** The page is the last one. */
        LAST,
        /**
         * The page is empty and names a next page. Following it may never end. Taking the page for the last one would hide entities that were not
         * read.
         */
        ENDLESS,
        /** The part about pages is missing or unreadable. */
        GARBLED
    }

    /**
     * Reads a reply.
     *
     * @param now the time of the worker's clock: an update time far beyond it is ignored
     * @throws IntercomException when the reply is a failure
     * @throws ListPass.RestartException when the response holds no list or names itself as the next page
     */
    public static ListPage of(Reply reply, Listing listing, AdaptivePageSize size, Instant now) {
        Reply.Success found = reply.orThrow();
        JsonNode list = found.body().path(listing.array());
        if (!list.isArray()) {
            // An empty list in its place would move the mark past entities that were not read.
            throw new ListPass.RestartException(
                    "no list '" + listing.array() + "' in the response to " + found.request());
        }
        size.answered(found.request().pageSize());
        List<Request.Param> params = NextPage.next(found.body());
        Numbering pages = numbering(found.body(), list, params);
        Request next = pages == Numbering.GOES_ON ? listing.after(found.request(), params, size.get()) : null;
        if (found.request().equals(next)) {
            throw new ListPass.RestartException("a page of " + found.request() + " is its own next");
        }
        List<ListedEntity> entities = entities(list, found, listing, now);
        JsonNode total = found.body().path("total_count");
        long counted = total.isIntegralNumber() && total.canConvertToLong() && total.longValue() >= 0
                ? total.longValue()
                : UNKNOWN;
        return new ListPage(
                entities,
                List.of(entities),
                list.size() - entities.size(),
                next,
                params,
                pages,
                counted,
                found.request(),
                found.asOf());
    }

    private static Numbering numbering(JsonNode body, JsonNode list, List<Request.Param> next) {
        if (!next.isEmpty()) {
            return list.isEmpty() ? Numbering.ENDLESS : Numbering.GOES_ON;
        }
        JsonNode pages = body.path("pages");
        boolean counts = pages.path("page").isIntegralNumber()
                && pages.path("total_pages").isIntegralNumber()
                && pages.path("page").asLong() < pages.path("total_pages").asLong();
        return pages.isObject() && !NextPage.isTorn(body) && !counts ? Numbering.LAST : Numbering.GARBLED;
    }

    private static List<ListedEntity> entities(JsonNode list, Reply.Success found, Listing listing, Instant now) {
        List<ListedEntity> entities = new ArrayList<>(list.size());
        for (JsonNode entry : list) {
            if (entry instanceof ObjectNode entity) {
                long time = ListedEntity.updateTime(entity, listing.timeField(), now);
                EntityId.of(entity.path("id"))
                        .ifPresent(id -> entities.add(new ListedEntity(id, time, entity, found.asOf())));
            }
        }
        return entities;
    }

    /** This page, where the entities that are not needed keep only id and time. It saves memory when many pages are gathered. */
    public ListPage reduced(Predicate<ListedEntity> needed) {
        List<ListedEntity> reduced = entities.stream()
                .map(one -> needed.test(one) ? one : one.reduced(json -> JsonNodeFactory.instance.objectNode()))
                .toList();
        return new ListPage(reduced, List.of(reduced), malformed, next, cursor, pages, total, asked, asOf);
    }

    /** The number of entries. Several entries of one entity count as one. */
    public int shown() {
        return (int) entities.stream().map(ListedEntity::id).distinct().count() + malformed;
    }

    /** Whether the page holds as many entries as the request asks for; false if that number is unknown. */
    public boolean isFull() {
        return asked.pageSize() > 0 && shown() >= asked.pageSize();
    }

    /**
     * Whether another answer to the same request may show more: the page has malformed entries, does not say what follows, or holds fewer entities
     * than the response counts.
     *
     * @param first whether this is the first page of its list
     */
    boolean isDoubtful(boolean first) {
        return malformed > 0 || pages == Numbering.GARBLED || (pages == Numbering.LAST && first && total > shown());
    }

    /** Whether both pages show the same entities. */
    boolean isLike(ListPage other) {
        return malformed == other.malformed
                && pages == other.pages
                && entities.stream()
                        .map(ListedEntity::id)
                        .toList()
                        .equals(other.entities.stream().map(ListedEntity::id).toList());
    }

    /** Whether the same page follows both pages. */
    boolean isFollowedLike(ListPage other) {
        return pages == other.pages && cursor.equals(other.cursor);
    }

    /** Whether both pages name a next page, and these differ. */
    boolean goesOnElsewhere(ListPage other) {
        return next != null && other.next != null && !cursor.equals(other.cursor);
    }

    /**
     * Merges this answer with a later one to the same request. Only an entity that both show alike has a reliable order. The other entities come
     * first, so that no mark passes them. An entity with two different times comes in both versions.
     */
    ListPage with(ListPage later) {
        ListPage further = later.next == null && next != null ? this : later;
        return new ListPage(
                merged(later),
                Stream.concat(orders.stream(), later.orders.stream()).toList(),
                Math.min(malformed, later.malformed),
                further.next,
                further.cursor,
                further.pages,
                Math.max(total, later.total),
                further.asked,
                asOf.isBefore(later.asOf) ? asOf : later.asOf);
    }

    private List<ListedEntity> merged(ListPage later) {
        Map<ListedEntity.ListedVersion, ListedEntity> earlier = versions();
        Map<ListedEntity.ListedVersion, ListedEntity> now = later.versions();
        Map<ListedEntity.ListedVersion, ListedEntity> all = new LinkedHashMap<>(earlier);
        all.putAll(now);
        Set<String> timed = all.values().stream()
                .filter(ListedEntity::isTimed)
                .map(ListedEntity::id)
                .collect(toSet());
        Stream<ListedEntity> differing = all.entrySet().stream()
                .filter(one -> !earlier.containsKey(one.getKey()) || !now.containsKey(one.getKey()))
                .map(one -> one.getValue().withoutOrder());
        Stream<ListedEntity> alike = now.entrySet().stream()
                .filter(one -> earlier.containsKey(one.getKey()))
                .map(Map.Entry::getValue);
        return Stream.concat(differing, alike)
                .filter(one -> one.isTimed() || !timed.contains(one.id()))
                .toList();
    }

    private Map<ListedEntity.ListedVersion, ListedEntity> versions() {
        Map<ListedEntity.ListedVersion, ListedEntity> versions = new LinkedHashMap<>();
        entities.forEach(one -> versions.put(one.version(), one));
        return versions;
    }
}
