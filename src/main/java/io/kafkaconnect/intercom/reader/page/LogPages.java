package io.kafkaconnect.intercom.reader.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.client.NextPage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The pages of one window of the activity log, as they come. */
final class LogPages {
    private final List<JsonNode> logs = new ArrayList<>();
    private final Set<JsonNode> ids = new HashSet<>();
    private int longest;
    private int shortest = Integer.MAX_VALUE;
    private int lastSize = Integer.MAX_VALUE;
    private boolean isTorn;

    /**
     * Adds a page.
     *
     * @param number the number of the page, from 1
     * @return whether another page follows
     */
    boolean add(int number, JsonNode body) {
        JsonNode list = body.path(ActivityLog.ARRAY);
        JsonNode pages = body.path("pages");
        boolean isNew = false;
        for (JsonNode log : list) {
            boolean isFirst = ids.add(log.path("id"));
            if (isFirst || !log.has("id")) {
                logs.add(log);
            }
            isNew |= isFirst;
        }
        // A page that shows only what earlier ones have shown may be followed by the same for ever.
        boolean isRepeated = !list.isEmpty() && !isNew;
        isTorn |= !pages.isObject() || NextPage.isTorn(body) || (list.isEmpty() && number > 1) || isRepeated;
        longest = Math.max(longest, list.size());
        boolean isCounted = number < pages.path("total_pages").asInt(1);
        boolean isNamed = !list.isEmpty() && !NextPage.next(body).isEmpty();
        // An empty page hides the pages behind it. Many of them may never end.
        boolean isEnd = list.isEmpty() && lastSize == 0;
        lastSize = list.size();
        if ((!isCounted && !isNamed) || isEnd || isRepeated) {
            return false;
        }
        shortest = Math.min(shortest, list.size());
        return true;
    }

    /** The entries of all pages. */
    List<JsonNode> logs() {
        return logs;
    }

    /** Whether a page seems to lack entries: it does not say what follows, or is shorter than others and not the last one. */
    boolean areDoubtful() {
        return isTorn || shortest < longest;
    }
}
