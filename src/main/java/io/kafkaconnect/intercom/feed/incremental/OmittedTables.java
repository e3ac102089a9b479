package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.reader.Enrichment;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tables of a stream whose rows are incomplete, because a request that they need was not permitted. Thread-safe. */
public final class OmittedTables {
    private final Set<String> wanted;
    private final Set<String> tables = ConcurrentHashMap.newKeySet();
    private volatile boolean permitted;

    /**
     * A set of left-out tables.
     *
     * @param wanted the selected tables of the stream
     * @param tables the tables that are left out from the start
     */
    public OmittedTables(Set<String> wanted, Collection<String> tables) {
        this.wanted = wanted;
        this.tables.addAll(tables);
    }

    /** Intercom refuses the detail: its tables are left out from now on. */
    public void denied(Enrichment detail) {
        detail.tables().stream().filter(wanted::contains).forEach(tables::add);
    }

    /** Intercom permits the detail. */
    public void permitted(Enrichment detail) {
        permitted |= !Collections.disjoint(tables, detail.tables());
    }

    /** Whether Intercom permits a detail of a left-out table again. */
    public boolean isPermitted() {
        return permitted;
    }

    /** The left-out tables. */
    public Set<String> tables() {
        return Set.copyOf(tables);
    }
}
