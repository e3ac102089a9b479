package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.enrich.Enricher;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.ListedEntity;

/** Reports the events of a scan, and remembers whether Intercom withheld a page. Used by the task's thread. */
final class ScanEvents implements Scan.ScanListener {
    private final Enricher enricher;
    private final ListedReleases releases;
    private final Parking parking;
    private final StreamListener listener;

    /** Whether Intercom withheld a page of the present pass, and so everything behind it. */
    private boolean isPageWithheld;
    /** Whether the listener knows of a withheld page, and no pass since then had all pages. */
    private boolean wasReported;

    ScanEvents(Enricher enricher, ListedReleases releases, Parking parking, StreamListener listener) {
        this.enricher = enricher;
        this.releases = releases;
        this.parking = parking;
        this.listener = listener;
    }

    void passBegins() {
        isPageWithheld = false;
    }

    void passEnds() {
        wasReported &= isPageWithheld;
    }

    /** Whether Intercom withheld a page of the last pass or of the present one. */
    boolean isPageWithheld() {
        return isPageWithheld;
    }

    @Override
    public void stale(ListedEntity entity) {
        releases.stale(entity);
    }

    @Override
    public void spanWithheld(ParkedSpan span, Failure failure) {
        parking.refused(span, failure);
    }

    @Override
    public void pageWithheld(Failure failure) {
        isPageWithheld = true;
        if (!wasReported) {
            wasReported = true;
            listener.pageWithheld(failure);
        }
    }

    @Override
    public void pageRead(ListPage page) {
        for (int i = 0; i < page.malformed(); i++) {
            listener.malformed("an entry without a usable id in the response to " + page.asked());
        }
    }

    @Override
    public ListedEntity retainForEnrichment(ListedEntity listed) {
        return enricher.retainForEnrichment(listed);
    }
}
