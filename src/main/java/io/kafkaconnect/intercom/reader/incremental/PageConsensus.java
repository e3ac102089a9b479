package io.kafkaconnect.intercom.reader.incremental;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answers to one page of a list. One answer may be wrong: a page that may not be whole is asked for again, and what its answers show
 * together counts. A page that comes alike again is whole, whatever it counts: counts may include what is long gone. Where answers name
 * different next pages, the page is asked for until two name the same.
 */
public final class PageConsensus {
    private static final int MAX_ANSWERS = 8;

    /** So many answers that lack something in the same way are right. */
    private static final int MIN_ALIKE = 2;

    /** So many with entries that are no entities, which are left out then. */
    private static final int MIN_ALIKE_MALFORMED = 6;

    private final boolean first;
    private final boolean timed;
    private final int least;
    private ListPage together;
    private final List<ListPage> before = new ArrayList<>();
    private int alike = 1;

    /**
     * None yet.
     *
     * @param first whether it is the first page of its list
     * @param least the answers it takes at least
     */
    public PageConsensus(boolean first, int least) {
        this(first, least, false);
    }

    private PageConsensus(boolean first, int least, boolean timed) {
        this.first = first;
        this.least = least;
        this.timed = timed;
    }

    /** The same for a list that is read by the times of its entities: without its time what was sent looks like something new. */
    static PageConsensus ofTimed(boolean first, int least) {
        return new PageConsensus(first, least, true);
    }

    /** Takes one in; gives the page, or nothing where it should be asked for once more. */
    public Optional<ListPage> take(ListPage page) {
        boolean isLikeTheLast = !before.isEmpty() && page.isLike(before.get(before.size() - 1));
        alike = isLikeTheLast ? alike + 1 : 1;
        // One that reaches further may lack what only it could show.
        boolean reachesAsFar = before.stream().anyMatch(page::isFollowedLike)
                || (least == 1 && before.stream().noneMatch(page::goesOnElsewhere));
        before.add(page);
        together = together == null ? page : together.with(page);
        int enough = together.malformed() > 0 ? MIN_ALIKE_MALFORMED : MIN_ALIKE;
        boolean sure = before.size() >= MAX_ANSWERS || (reachesAsFar && (alike >= enough || !isDoubtful()));
        return before.size() >= least && sure ? Optional.of(together) : Optional.empty();
    }

    private boolean isDoubtful() {
        return together.isDoubtful(first)
                || (timed && !together.entities().stream().allMatch(ListedEntity::isTimed));
    }
}
