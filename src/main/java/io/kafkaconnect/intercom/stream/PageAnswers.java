package io.kafkaconnect.intercom.stream;

import java.util.Optional;

/**
 * The answers to one page of a list. One answer may be wrong: a page that may not be whole is asked for again, and what its answers show
 * together counts. A page that comes alike again is whole, whatever it counts: counts may include what is long gone.
 */
final class PageAnswers {
    private static final int MOST = 3;

    private final boolean first;
    private final int least;
    private ListPage last;
    private ListPage together;
    private int answers;

    /**
     * None yet.
     *
     * @param first whether it is the first page of its list
     * @param least the answers it takes at least
     */
    PageAnswers(boolean first, int least) {
        this.first = first;
        this.least = least;
    }

    /** Takes one in; gives the page, or nothing where it should be asked for once more. */
    Optional<ListPage> take(ListPage page) {
        boolean alike = last != null && page.isLike(last);
        last = page;
        together = together == null ? page : together.with(page);
        answers++;
        boolean sure = answers >= MOST || alike || !together.isDoubtful(first);
        return answers >= least && sure ? Optional.of(together) : Optional.empty();
    }
}
