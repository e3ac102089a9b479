package io.kafkaconnect.intercom.benchmark;

import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.offset.OutputFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** What the memory of sent rows takes: heap, offsets, what is written of them, and the time of a restart. A MB has a million bytes. */
final class SentRowsUse implements Benchmark {
    private static final int OWNERS = Integer.getInteger("benchmark.owners");
    private static final int OWNERS_A_BATCH = 500;
    private static final int CHANGES_A_POLL = 10;
    private static final int POLLS = 60;
    private static final int MAX_SHARDS = 1_000_000;

    /** The kinds of owners, with their rows. */
    private enum Kind {
        /** A row each, as of a list that is read whole. */
        COMPANY("companies") {
            @Override
            String id(int number, Random random) {
                return hex(number, random);
            }

            @Override
            void addRows(String id, int number, Random random, Map<String, Long> rows) {
                rows.put("companies/" + id, digest(random));
            }
        },
        /** One contact and seven parts each, all six tables selected. */
        CONVERSATION("conversations") {
            @Override
            String id(int number, Random random) {
                return Long.toString(215_000_000_000_000L + number * 37L);
            }

            @Override
            void addRows(String id, int number, Random random, Map<String, Long> rows) {
                rows.put("conversations/" + id, digest(random));
                rows.put("conversations_customers/" + id + "/" + hex(number, random), digest(random));
                long part = 20_000_000_000L + number * 300L;
                for (int i = 0; i < 7; i++) {
                    part += 1 + random.nextInt(2_000);
                    rows.put("conversation_parts/" + part, digest(random));
                }
            }
        },
        /** The contact, a tag, a company, a profile, a note and three event summaries each; when it was sent, and when its details were read. */
        CONTACT("users") {
            @Override
            String id(int number, Random random) {
                return hex(number, random);
            }

            @Override
            void addRows(String id, int number, Random random, Map<String, Long> rows) {
                rows.put("users/" + id, digest(random));
                rows.put("contact/" + id, 1_700_000_000L + number);
                rows.put("details/" + id, 1_700_000_000L + number);
                rows.put("users_tags/" + id + "/" + random.nextInt(5_000_000), digest(random));
                rows.put("users_companies/" + id + "/" + hex(random.nextInt(100_000), random), digest(random));
                rows.put("users_social_profiles/" + id + "/Twitter", digest(random));
                rows.put("notes/" + (17_000_000L + number * 3L), digest(random));
                for (int i = 0; i < 3; i++) {
                    String event = EVENTS.get((number + i * 7) % EVENTS.size());
                    rows.put("events_summary/" + id + "/" + event, digest(random));
                }
            }
        };

        private static final List<String> EVENTS = List.of(
                "signed-in",
                "invited-friend",
                "exported report",
                "upgraded",
                "searched",
                "paid",
                "clicked help",
                "created-project",
                "opened-app",
                "downloaded-invoice");

        private final String table;

        Kind(String table) {
            this.table = table;
        }

        abstract String id(int number, Random random);

        abstract void addRows(String id, int number, Random random, Map<String, Long> rows);

        /** Like Intercom's ids of contacts: a time and twice as many random digits. */
        private static String hex(int number, Random random) {
            return "%08x%016x".formatted(1_700_000_000 + number, random.nextLong());
        }

        private static long digest(Random random) {
            return random.nextLong(1, 1L << Integer.SIZE);
        }
    }

    @Override
    public ResultTable run(TestBench stand) {
        ResultTable table = new ResultTable(
                ("The memory of sent rows alone. Offsets are text as Connect stores it. A first reading stores the shards of each batch of %d"
                                + " owners; a poll stores those of %d random owners with one row more.")
                        .formatted(OWNERS_A_BATCH, CHANGES_A_POLL),
                "heap and offsets of a million contacts 150 MB each, of a million conversations 60 MB; a poll at most 64 KB, a first reading at"
                        + " most 500 MB.",
                "owners",
                "rows",
                "heap MB",
                "offsets MB",
                "partitions",
                "largest KB",
                "first reading MB",
                "a poll KB",
                "restart s");
        for (Kind kind : Kind.values()) {
            measure(kind, table);
        }
        return table;
    }

    private static void measure(Kind kind, ResultTable table) {
        Random random = new Random(1);
        double before = usedMegabytes();
        SentRows memory = memory();
        List<String> some = new ArrayList<>();
        double written = fill(memory, kind, random, some);
        double heap = usedMegabytes() - before;
        double polled = change(memory, kind, random, some);
        Map<Integer, Map<String, Object>> stored = new TreeMap<>();
        double offsets = 0;
        double largest = 0;
        for (int shard = 0; shard < memory.shards(); shard++) {
            stored.put(shard, memory.offset(shard));
            offsets += size(stored.get(shard));
            largest = Math.max(largest, size(stored.get(shard)));
        }
        long begin = System.nanoTime();
        SentRows restarted = memory();
        stored.forEach(restarted::restore);
        double seconds = (System.nanoTime() - begin) / 1e9;
        table.row(
                "%,d of %s".formatted(OWNERS, kind.table),
                restarted.size().rows(),
                heap,
                offsets / 1e6,
                memory.shards(),
                largest / 1e3,
                written / 1e6,
                polled / POLLS / 1e3,
                seconds);
    }

    private static SentRows memory() {
        return new SentRows(OutputFormat.UNKNOWN, Set.of(), MAX_SHARDS);
    }

    private static double fill(SentRows memory, Kind kind, Random random, List<String> some) {
        double written = 0;
        Set<Integer> touched = new HashSet<>();
        Map<String, Long> rows = new HashMap<>();
        for (int number = 0; number < OWNERS; number++) {
            String id = kind.id(number, random);
            rows.clear();
            kind.addRows(id, number, random, rows);
            touched.add(memory.shardOf(id, rows.size()));
            memory.put(id, rows);
            if (number % (OWNERS / (CHANGES_A_POLL * POLLS)) == 0) {
                some.add(id);
            }
            if (number % OWNERS_A_BATCH == OWNERS_A_BATCH - 1) {
                written += store(memory, touched);
            }
        }
        return written + store(memory, touched);
    }

    private static double change(SentRows memory, Kind kind, Random random, List<String> some) {
        double written = 0;
        for (int poll = 0; poll < POLLS; poll++) {
            Set<Integer> touched = new HashSet<>();
            for (int i = 0; i < CHANGES_A_POLL; i++) {
                String id = some.get(random.nextInt(some.size()));
                touched.add(memory.shardOf(id, 1));
                memory.put(id, kind.table + "/" + id + "/" + random.nextInt(1_000_000), 1 + random.nextInt(1_000));
            }
            written += store(memory, touched);
        }
        return written;
    }

    private static double store(SentRows memory, Set<Integer> touched) {
        double written = touched.stream()
                .mapToDouble(shard -> size(memory.offset(shard)))
                .sum();
        touched.clear();
        return written;
    }

    private static double size(Map<String, Object> offset) {
        return ((String) offset.get("sent")).length();
    }

    private static double usedMegabytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
    }
}
