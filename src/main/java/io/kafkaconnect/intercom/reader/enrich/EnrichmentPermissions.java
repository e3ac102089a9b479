package io.kafkaconnect.intercom.reader.enrich;

import io.kafkaconnect.intercom.reader.Enrichment;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which details may be asked for. A refusal is about the entity it was given for, until several different ones are refused and none is
 * answered: then a permission is missing. Thread-safe.
 */
final class EnrichmentPermissions {
    /** So many different entities refused before any was answered. */
    private static final int NEVER_ANSWERED = 3;

    /** So many since one was answered: a permission was taken away. */
    private static final int SINCE_ANSWERED = 20;

    private final Set<Enrichment> needed;
    private final Set<Enrichment> leftOut = EnumSet.noneOf(Enrichment.class);
    private final Set<Enrichment> probed = EnumSet.noneOf(Enrichment.class);
    private final Set<Enrichment> answered = EnumSet.noneOf(Enrichment.class);
    private int decisions;
    private final Map<Enrichment, Set<String>> refused = new EnumMap<>(Enrichment.class);

    EnrichmentPermissions(Set<Enrichment> needed) {
        this.needed = EnumSet.noneOf(Enrichment.class);
        this.needed.addAll(needed);
    }

    /** Whether tables need it and it is not left out. */
    synchronized boolean wants(Enrichment detail) {
        return needed.contains(detail) && !leftOut.contains(detail);
    }

    /** Whether it is to be asked for: one that is left out only once a pass. */
    synchronized boolean mayAsk(Enrichment detail) {
        return needed.contains(detail) && (!leftOut.contains(detail) || probed.add(detail));
    }

    /** A new pass begins. */
    synchronized void passBegins() {
        probed.clear();
    }

    /** What was left out is asked for again. What was answered is permitted, until many in a row are refused. */
    synchronized void forget() {
        leftOut.clear();
        probed.clear();
        refused.clear();
    }

    /** It was answered, whatever the answer; says whether it had been left out. */
    synchronized boolean answered(Enrichment detail) {
        answered.add(detail);
        refused.remove(detail);
        return leftOut.contains(detail);
    }

    /** It was refused for this entity; says whether that is so for every one. */
    synchronized boolean isRefusedForAll(Enrichment detail, String id) {
        Set<String> ids = refused.computeIfAbsent(detail, first -> new HashSet<>());
        ids.add(id);
        return leftOut.contains(detail) || ids.size() >= (answered.contains(detail) ? SINCE_ANSWERED : NEVER_ANSWERED);
    }

    /** It is left out from now on. */
    synchronized void leaveOut(Enrichment detail) {
        probed.add(detail);
        leftOut.add(detail);
        decisions++;
    }

    /** How many details were found to be refused for every entity. */
    synchronized int decisions() {
        return decisions;
    }
}
