package io.kafkaconnect.intercom.reader.incremental;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomException;
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
 * @param entities those with an id
 * @param orders the same as each answer shows them, one behind the other
 * @param malformed how many entries are no entities
 * @param next the page after it, null where it names none
 * @param cursor how it names that one
 * @param pages what it says of the pages of its list
 * @param total how many entities its list has, as Intercom counts them; {@link #UNKNOWN} where it does not tell
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
    static final long UNKNOWN = -1;

    /** What a page says of the pages of its list. */
    public enum Numbering {
        /** It names the next page. */
        GOES_ON,
        /** It is the last one. */
        LAST,
        /** It names a next page though it is empty: following that might never end, and taken for the end it would hide what was not read. */
        ENDLESS,
        /** Nothing that can be understood. */
        GARBLED
    }

    /**
     * What Intercom answered.
     *
     * @param now by the worker's clock: times far beyond it are none
     */
    public static ListPage of(Reply reply, Listing listing, AdaptivePageSize size, Instant now) {
        if (!(reply instanceof Reply.Success found)) {
            throw new IntercomException((Reply.Failed) reply);
        }
        JsonNode list = found.body().path(listing.array());
        if (!list.isArray()) {
            // Taken for an empty list it would move the mark past what was not read.
            throw new ListPass.RestartException(
                    "no list '" + listing.array() + "' in the response to " + found.asked());
        }
        size.answered(found.asked().pageSize());
        List<Request.Param> params = NextPage.next(found.body());
        Numbering pages = numbering(found.body(), list, params);
        Request next = pages == Numbering.GOES_ON ? listing.after(found.asked(), params, size.get()) : null;
        if (found.asked().equals(next)) {
            throw new ListPass.RestartException("a page of " + found.asked() + " is its own next");
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
                found.asked(),
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
                long time = ReleaseControl.updated(entity, listing.timeField(), now);
                EntityId.of(entity.path("id"))
                        .ifPresent(id -> entities.add(new ListedEntity(id, time, entity, found.asOf())));
            }
        }
        return entities;
    }

    /** The same with nothing but id and time of those that are not needed: many may be kept. */
    ListPage reduced(Predicate<ListedEntity> needed) {
        List<ListedEntity> reduced = entities.stream()
                .map(one -> needed.test(one) ? one : one.reduced(json -> JsonNodeFactory.instance.objectNode()))
                .toList();
        return new ListPage(reduced, List.of(reduced), malformed, next, cursor, pages, total, asked, asOf);
    }

    /** How many entries it has; several of one entity are one. */
    public int shown() {
        return (int) entities.stream().map(ListedEntity::id).distinct().count() + malformed;
    }

    /** Whether it holds as many entries as were asked for; false where that is not known. */
    boolean isFull() {
        return asked.pageSize() > 0 && shown() >= asked.pageSize();
    }

    /**
     * Whether another answer to the same request may well show more: entries are no entities, it does not say what follows, or it is shorter
     * than it says.
     *
     * @param first whether it is the first page of its list
     */
    boolean isDoubtful(boolean first) {
        return malformed > 0 || pages == Numbering.GARBLED || (pages == Numbering.LAST && first && total > shown());
    }

    /** Whether it shows the same entities as that one. */
    boolean isLike(ListPage other) {
        return malformed == other.malformed
                && pages == other.pages
                && entities.stream()
                        .map(ListedEntity::id)
                        .toList()
                        .equals(other.entities.stream().map(ListedEntity::id).toList());
    }

    /** Whether the same page follows as on that one. */
    boolean isFollowedLike(ListPage other) {
        return pages == other.pages && cursor.equals(other.cursor);
    }

    /** Whether both name a next page, and not the same one. */
    boolean goesOnElsewhere(ListPage other) {
        return next != null && other.next != null && !cursor.equals(other.cursor);
    }

    /**
     * What this answer and a later one to the same request show together. Only what both show alike is in its place for certain; the rest
     * comes first, so that no mark passes it, and an entity that they show with different times comes as each shows it.
     */
    ListPage with(ListPage later) {
        ListPage further = later.next == null && next != null ? this : later;
        return new ListPage(
                together(later),
                Stream.concat(orders.stream(), later.orders.stream()).toList(),
                Math.min(malformed, later.malformed),
                further.next,
                further.cursor,
                further.pages,
                Math.max(total, later.total),
                further.asked,
                asOf.isBefore(later.asOf) ? asOf : later.asOf);
    }

    private List<ListedEntity> together(ListPage later) {
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
                .map(one -> one.getValue().outOfPlace());
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
