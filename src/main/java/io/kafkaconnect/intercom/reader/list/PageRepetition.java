package io.kafkaconnect.intercom.reader.list;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Detects that a scroll repeats pages: such a scroll never ends. */
final class PageRepetition {
    /** Maximum number of consecutive pages on which no entry has a usable id. */
    private static final int MAX_PAGES_WITHOUT_IDS = 10;

    /** The first and the last id of each page so far. */
    private final Set<List<String>> pages = new HashSet<>();

    private String previousFirst;
    private int pagesWithoutIds;

    /** Adds the next page. Returns whether it starts like the previous page, equals an earlier page, or is one of too many pages without ids. */
    boolean isRepeated(List<String> ids) {
        if (ids.isEmpty()) {
            return ++pagesWithoutIds > MAX_PAGES_WITHOUT_IDS;
        }
        pagesWithoutIds = 0;
        String first = ids.get(0);
        boolean beginsAsBefore = first.equals(previousFirst);
        previousFirst = first;
        return !pages.add(List.of(first, ids.get(ids.size() - 1))) || beginsAsBefore;
    }
}
