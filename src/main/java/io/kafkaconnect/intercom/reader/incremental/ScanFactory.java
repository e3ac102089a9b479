package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.Listing;
import io.kafkaconnect.intercom.reader.page.PageAccess;
import java.time.Clock;
import java.time.Instant;

/**
 * Starts scans of one list.
 *
 * @param signal runs on any thread when a page has arrived
 */
record ScanFactory(
        PageAccess access,
        Listing listing,
        Scan.ScanListener events,
        AdaptivePageSize pageSize,
        Clock clock,
        Runnable signal,
        StreamListener listener) {

    /** Whether a scan in descending order costs less once the stream has caught up. */
    boolean prefersDescending() {
        return listing.newestFirst();
    }

    /**
     * The page in a reply.
     *
     * @throws io.kafkaconnect.intercom.client.IntercomException when the reply is a failure
     * @throws io.kafkaconnect.intercom.reader.ListPass.RestartException when the response holds no list or names itself as the next page
     */
    ListPage page(Reply reply) {
        return ListPage.of(reply, listing, pageSize, clock.instant());
    }

    DescendingScan descending(ReadFilter filter) {
        return new DescendingScan(access, listing, filter, events, pageSize, clock, signal, listener);
    }

    /**
     * Starts at the mark.
     *
     * @param provenBefore the scan reads a page of entities updated before this time twice
     * @param behind whether many entities are likely to follow
     */
    AscendingScan ascending(ReadFilter filter, AscendingScan.Settling settling, Instant provenBefore, boolean behind) {
        return new AscendingScan(this, filter, settling, provenBefore, behind);
    }
}
