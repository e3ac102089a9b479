package io.kafkaconnect.intercom.simulation;

import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What the user wants of the connector at the moment: of these tables, what was updated since then. */
final class DesiredConfig {
    private final Random random;
    private final Duration history;
    private final Set<String> tables = new LinkedHashSet<>();
    private Instant since;

    /** The first ones, or all there can be; a workspace has seen {@code history} before {@code now}. */
    DesiredConfig(Random random, Instant now, Duration history, boolean everything) {
        this.random = random;
        this.history = history;
        this.since = everything || random.nextBoolean()
                ? Instant.EPOCH
                : now.plusSeconds(10).minus(someOfHistory());
        tables.addAll(whole(everything || random.nextBoolean() ? Truth.TABLES : some(Truth.TABLES)));
    }

    Set<String> tables() {
        return Collections.unmodifiableSet(tables);
    }

    Instant since() {
        return since;
    }

    /** Tables that were not wanted are; says which. */
    Set<String> addTables() {
        List<String> others = new ArrayList<>(Truth.TABLES);
        others.removeAll(tables);
        Set<String> before = Set.copyOf(tables);
        tables.addAll(others.isEmpty() ? Set.of() : whole(some(others)));
        Set<String> added = new LinkedHashSet<>(tables);
        added.removeAll(before);
        return added;
    }

    /** Some tables are not wanted any more, but never all. */
    void removeTables() {
        tables.retainAll(whole(some(List.copyOf(tables))));
    }

    void earlierSince() {
        since = random.nextInt(3) == 0 ? Instant.EPOCH : since.minus(someOfHistory());
        since = since.isBefore(Instant.EPOCH) ? Instant.EPOCH : since;
    }

    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("intercom.tables", String.join(",", tables));
        if (since.isAfter(Instant.EPOCH)) {
            settings.put("intercom.since", since.toString());
        }
        return settings;
    }

    private Duration someOfHistory() {
        return Duration.ofMillis(
                (long) (random.nextDouble() * history.plusSeconds(20).toMillis()));
    }

    /** The name of this table stands for all tables about conversations. */
    private static Set<String> whole(Collection<String> names) {
        Set<String> whole = new LinkedHashSet<>(names);
        if (whole.contains("conversations")) {
            Truth.TABLES.stream()
                    .filter(table -> table.startsWith("conversation"))
                    .forEach(whole::add);
        }
        return whole;
    }

    /** At least one. */
    private Set<String> some(List<String> names) {
        List<String> shuffled = new ArrayList<>(names);
        Collections.shuffle(shuffled, random);
        return new LinkedHashSet<>(shuffled.subList(0, 1 + random.nextInt(names.size())));
    }
}
