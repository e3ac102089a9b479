package io.kafkaconnect.intercom.reader.enrich;

import io.kafkaconnect.intercom.reader.Enrichment;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Decides which enrichments to request. A refusal concerns a single entity, until Intercom has refused several entities and answered none: then a
 * permission is missing, and the enrichment is skipped. Thread-safe.
 */
final class EnrichmentPermissions {
    /** The number of refused entities that shows a missing permission, if Intercom never answered. */
    private static final int MIN_REFUSED_AT_FIRST = 3;

    /** The number of entities refused since the last answer that shows a withdrawn permission. */
    private static final int MIN_REFUSED_LATER = 20;

    private final Set<Enrichment> needed;
    private final Set<Enrichment> skipped = EnumSet.noneOf(Enrichment.class);
    private final Set<Enrichment> probed = EnumSet.noneOf(Enrichment.class);
    private final Set<Enrichment> answered = EnumSet.noneOf(Enrichment.class);
    private final Map<Enrichment, Set<String>> refused = new EnumMap<>(Enrichment.class);
    private int decisions;

    EnrichmentPermissions(Set<Enrichment> needed) {
        this.needed = EnumSet.noneOf(Enrichment.class);
        this.needed.addAll(needed);
    }

    /** Whether tables need the enrichment and it is not skipped. */
    synchronized boolean wants(Enrichment enrichment) {
        return needed.contains(enrichment) && !skipped.contains(enrichment);
    }

    /** Whether to request the enrichment now. A skipped enrichment is requested once a pass. */
    synchronized boolean mayRequest(Enrichment enrichment) {
        return needed.contains(enrichment) && (!skipped.contains(enrichment) || probed.add(enrichment));
    }

    /** A new pass begins. */
    synchronized void passBegins() {
        probed.clear();
    }

    /** Requests skipped enrichments again. Only many refusals in a row show that an enrichment with an answer is no longer permitted. */
    synchronized void forget() {
        skipped.clear();
        probed.clear();
        refused.clear();
    }

    /** Intercom answered a request, in whatever way. Returns whether the enrichment was skipped. */
    synchronized boolean answered(Enrichment enrichment) {
        answered.add(enrichment);
        refused.remove(enrichment);
        return skipped.contains(enrichment);
    }

    /** Intercom refused the request for this entity. Returns whether it does so for all entities. */
    synchronized boolean isRefusedForAll(Enrichment enrichment, String id) {
        Set<String> ids = refused.computeIfAbsent(enrichment, first -> new HashSet<>());
        ids.add(id);
        return skipped.contains(enrichment)
                || ids.size() >= (answered.contains(enrichment) ? MIN_REFUSED_LATER : MIN_REFUSED_AT_FIRST);
    }

    /** Skips the enrichment from now on. */
    synchronized void skip(Enrichment enrichment) {
        probed.add(enrichment);
        skipped.add(enrichment);
        decisions++;
    }

    /** The number of times that an enrichment was skipped. */
    synchronized int decisions() {
        return decisions;
    }
}
