package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.reader.page.Listing;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Reads the replies to the pages of a search.
 *
 * @param type what the entities of the search are, for example {@code contact}
 */
record SearchReplies(Listing listing, String type, AdaptivePageSize size) {

    /**
     * Reads a page. Its total becomes the number of results that are left; an entry of another type is malformed.
     *
     * @param isFirst whether no page was read before. A later page may be rejected because of its cursor
     * @param shown the number of results on the pages before
     * @throws ListPass.RestartException when the search must be read again from its beginning
     */
    ListPage read(Reply reply, boolean isFirst, long shown) {
        if (reply instanceof Reply.Rejected rejected && !isFirst) {
            throw new ListPass.RestartException(
                    "the cursor is no more: " + rejected.failure().describe());
        }
        Reply.Success found = reply.orThrow();
        ListPage read = ListPage.of(found, listing, size, found.asOf());
        if (read.pages() == ListPage.Numbering.ENDLESS) {
            throw new ListPass.RestartException("an empty page names a next one in the response to " + found.request());
        }
        List<ListedEntity> results =
                read.entities().stream().filter(this::isOfType).toList();
        int others = read.malformed() + read.entities().size() - results.size();
        long left = Math.max(0, read.total() - shown);
        return new ListPage(
                results,
                read.orders(),
                others,
                read.next(),
                read.cursor(),
                read.pages(),
                left,
                read.asked(),
                read.asOf());
    }

    /** The rows of an entry with another type would later be checked as those of a contact. */
    private boolean isOfType(ListedEntity one) {
        JsonNode named = one.json().path("type");
        return !named.isTextual() || named.textValue().equals(type);
    }

    /**
     * The page as a part of its pass, with a flaw for each malformed entry.
     *
     * @param given the entities to hand over
     */
    ListPass.Page page(ListPage whole, List<ListedEntity> given, boolean isLast) {
        ListPass.EntryFlaw flaw = new ListPass.EntryFlaw(
                ListPass.EntryFlaw.FlawKind.MALFORMED,
                "an entry of '" + listing.array() + "' in the response to " + whole.asked() + " names no " + type);
        List<ObjectNode> entities = given.stream().map(ListedEntity::json).toList();
        return new ListPass.Page(entities, Collections.nCopies(whole.malformed(), flaw), whole.asOf(), isLast);
    }

    /**
     * Checks that the contacts of one response are in the order of their creation.
     *
     * @param created when each was created; 0 if it is unknown
     * @throws ListPass.RestartException if they are not
     */
    static void requireOldestFirst(LongStream created) {
        long[] times = created.filter(time -> time > 0).toArray();
        if (!Arrays.equals(times, Arrays.stream(times).sorted().toArray())) {
            throw new ListPass.RestartException("a search does not show the oldest contacts first");
        }
    }
}
