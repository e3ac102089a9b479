package io.kafkaconnect.intercom.sandbox.search;

import io.kafkaconnect.intercom.sandbox.model.Index;
import io.kafkaconnect.intercom.sandbox.model.SearchableEntity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Searches an index. It keeps the result until the index changes, because the next request is mostly for the next page. */
public final class SearchEngine<E extends SearchableEntity> {

    private static final int KEPT = 8;

    private final Index<E> index;
    private final Fields<E> fields;
    private final Compiler<E> compiler;
    private final Map<Search, List<E>> found = new LinkedHashMap<>();
    private long version;

    public SearchEngine(Index<E> index, Fields<E> fields, Dates dates) {
        this.index = index;
        this.fields = fields;
        this.compiler = new Compiler<>(fields, dates);
    }

    public Fields<E> fields() {
        return fields;
    }

    public ResultPage<E> page(Search search, String startingAfter, int perPage) {
        Field<E> sort = fields.get(search.sortField());
        List<E> all = results(search, sort);
        PageCursor cursor = startingAfter == null ? null : PageCursor.decode(startingAfter);
        int start = cursor == null ? 0 : after(all, sort, search.ascending(), cursor);
        int end = Math.min(all.size(), start + perPage);
        int page = cursor == null ? 1 : cursor.page();
        String next = null;
        if (end < all.size()) {
            E last = all.get(end - 1);
            next = new PageCursor(sort.sortKey(last), last.id(), page + 1).encode();
        }
        return new ResultPage<>(all.subList(start, end), all.size(), page, perPage, next);
    }

    private List<E> results(Search search, Field<E> sort) {
        if (version != index.version()) {
            found.clear();
            version = index.version();
        }
        List<E> known = found.get(search);
        if (known == null) {
            known = find(search, sort);
            if (found.size() >= KEPT) {
                found.remove(found.keySet().iterator().next());
            }
            found.put(search, known);
        }
        return known;
    }

    private List<E> find(Search search, Field<E> sort) {
        Matcher<E> matcher = search.filter() == null ? Matcher.of(entity -> true) : compiler.compile(search.filter());
        Collection<E> candidates = matcher.ids() == null
                ? index.indexed(matcher.updatedAt().from(), matcher.updatedAt().to(), search.ascending())
                : matcher.ids().stream()
                        .map(index::indexed)
                        .filter(Objects::nonNull)
                        .toList();
        List<E> results = new ArrayList<>();
        for (E candidate : candidates) {
            if (matcher.test().test(candidate)) {
                results.add(candidate);
            }
        }
        if (matcher.ids() != null || !sort.name().equals("updated_at")) {
            Comparator<E> order = (a, b) -> compare(sort.sortKey(a), a.id(), sort.sortKey(b), b.id());
            results.sort(search.ascending() ? order : order.reversed());
        }
        return results;
    }

    private static <E extends SearchableEntity> int after(
            List<E> all, Field<E> sort, boolean ascending, PageCursor cursor) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            E entity = all.get(middle);
            int order = compare(sort.sortKey(entity), entity.id(), cursor.value(), cursor.id());
            if (ascending ? order > 0 : order < 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    @SuppressWarnings("unchecked")
    private static int compare(Comparable<?> value, String id, Comparable<?> otherValue, String otherId) {
        if (value.getClass() != otherValue.getClass()) {
            throw Refusal.wrongCursor();
        }
        int order = ((Comparable<Object>) value).compareTo(otherValue);
        return order != 0 ? order : id.compareTo(otherId);
    }
}
