package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.reader.Enrichment;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tables of a stream of which rows are missing, since something they need was not permitted. Thread-safe. */
public final class OmittedTables {
    private final Set<String> wanted;
    private final Set<String> tables = ConcurrentHashMap.newKeySet();
    private volatile boolean permitted;

    /**
     * Begins with these.
     *
     * @param wanted the tables of the stream
     */
    public OmittedTables(Set<String> wanted, Collection<String> tables) {
        this.wanted = wanted;
        this.tables.addAll(tables);
    }

    /** The detail is left out from now on. */
    public void denied(Enrichment detail) {
        detail.tables().stream().filter(wanted::contains).forEach(tables::add);
    }

    /** The detail that was left out is answered again. */
    public void permitted(Enrichment detail) {
        permitted |= !Collections.disjoint(tables, detail.tables());
    }

    /** Whether something of what was left out can be read again. */
    public boolean isPermitted() {
        return permitted;
    }

    public Set<String> tables() {
        return Set.copyOf(tables);
    }
}
