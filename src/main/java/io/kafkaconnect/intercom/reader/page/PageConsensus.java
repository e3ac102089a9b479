package io.kafkaconnect.intercom.reader.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answers to the requests for one page of a list. One answer may be wrong. A page that may be incomplete is therefore requested again, and its
 * answers are merged. Two equal answers make the page complete, even if the response counts more entities: Intercom's counts may include entities
 * that were deleted long ago. If the answers name different next pages, the page is requested until two answers name the same one.
 */
public final class PageConsensus {
    private static final int MAX_ANSWERS = 8;

    /** The number of equal answers that settle a doubtful page. */
    private static final int MIN_ALIKE = 2;

    /** The number of equal answers that settle a page with malformed entries. */
    private static final int MIN_ALIKE_MALFORMED = 6;

    private final boolean first;
    private final boolean timed;
    private final int minAnswers;
    private ListPage merged;
    private final List<ListPage> before = new ArrayList<>();
    private int alike = 1;

    /**
     * Starts without an answer.
     *
     * @param first whether this is the first page of its list
     * @param minAnswers the least number of answers
     */
    public PageConsensus(boolean first, int minAnswers) {
        this(first, minAnswers, false);
    }

    private PageConsensus(boolean first, int minAnswers, boolean timed) {
        this.first = first;
        this.minAnswers = minAnswers;
        this.timed = timed;
    }

    /** A consensus for a list with update times. A page with an untimed entity is doubtful: without its time, a sent entity looks new. */
    public static PageConsensus ofTimed(boolean first, int minAnswers) {
        return new PageConsensus(first, minAnswers, true);
    }

    /** Adds an answer. Returns the page, or empty if the page must be requested once more. */
    public Optional<ListPage> take(ListPage page) {
        boolean isLikeTheLast = !before.isEmpty() && page.isLike(before.get(before.size() - 1));
        alike = isLikeTheLast ? alike + 1 : 1;
        // Only this answer could show an entity beyond the reach of the others, and it may lack one.
        boolean reachesAsFar = before.stream().anyMatch(page::isFollowedLike)
                || (minAnswers == 1 && before.stream().noneMatch(page::goesOnElsewhere));
        before.add(page);
        merged = merged == null ? page : merged.with(page);
        int enough = merged.malformed() > 0 ? MIN_ALIKE_MALFORMED : MIN_ALIKE;
        boolean sure = before.size() >= MAX_ANSWERS || (reachesAsFar && (alike >= enough || !isDoubtful()));
        return before.size() >= minAnswers && sure ? Optional.of(merged) : Optional.empty();
    }

    private boolean isDoubtful() {
        return merged.isDoubtful(first) || (timed && !merged.entities().stream().allMatch(ListedEntity::isTimed));
    }
}
