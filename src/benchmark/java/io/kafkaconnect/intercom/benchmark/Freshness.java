package io.kafkaconnect.intercom.benchmark;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.worker.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** How long after a change in Intercom its record can be read from Kafka. */
final class Freshness implements Benchmark {
    private static final int CHANGES = 300;
    private static final Duration BETWEEN = Duration.ofMillis(150);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern KEY = Pattern.compile("\"id\":\"([^\"]*)\"");

    @Override
    public ResultTable run(TestBench stand) {
        ResultTable table = new ResultTable(
                "The time from a change of a user in Intercom until a reader of committed records has its record, exactly-once on, no latency; %d changes."
                        .formatted(CHANGES),
                "the poll interval and little more. An update waits two seconds besides, until the second that its time names is surely over.",
                "intercom.poll.interval.ms",
                "median, s",
                "99 %, s",
                "longest, s");
        try (WorkerProcess worker = stand.worker(TestBench.USUAL_JVM)) {
            for (int millis : new int[] {1_000, 5_000, 20_000}) {
                List<Double> seconds = measure(stand, worker, millis);
                table.row(millis, at(seconds, 0.5), at(seconds, 0.99), at(seconds, 1));
            }
        }
        return table;
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private static List<Double> measure(TestBench stand, WorkerProcess worker, int interval) {
        Options options = new Options().size(Size.SMALL.contacts(CHANGES, 0)).logCapacity(0);
        Map<String, String> settings =
                Map.of("intercom.tables", "users", "intercom.poll.interval.ms", Integer.toString(interval));
        try (Sandbox sandbox = Sandbox.start(options);
                ConnectorRun reading = new ConnectorRun(worker, sandbox.baseUrl(), settings);
                KafkaConsumer<String, String> consumer = consumer(stand)) {
            TopicPartition users = new TopicPartition(reading.prefix() + "users", 0);
            consumer.assign(List.of(users));
            consumer.seekToBeginning(List.of(users));
            List<String> ids = sandbox.workspace().contacts().current().all().stream()
                    .filter(contact -> contact.role() == Role.USER)
                    .map(Contact::id)
                    .toList();
            Seen seen = new Seen(consumer);
            seen.wait(ids.size());
            Random random = new Random(1);
            for (String id : ids) {
                long until = System.nanoTime() + random.nextLong(2 * BETWEEN.toNanos());
                while (System.nanoTime() < until) {
                    seen.poll();
                }
                seen.changed(id);
                sandbox.changes().contacts().rename(id, "changed");
            }
            seen.wait(2 * ids.size());
            reading.check();
            return seen.sorted();
        }
    }

    private static KafkaConsumer<String, String> consumer(TestBench stand) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stand.broker(),
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /** The records that a consumer has read, and their delay after the change. */
    private static final class Seen {
        private final KafkaConsumer<String, String> consumer;
        private final Map<String, Long> changed = new HashMap<>();
        private final List<Double> seconds = new ArrayList<>();
        private int records;

        Seen(KafkaConsumer<String, String> consumer) {
            this.consumer = consumer;
        }

        void changed(String id) {
            changed.put(id, System.nanoTime());
        }

        void poll() {
            for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(5))) {
                records++;
                Matcher key = KEY.matcher(record.key());
                Long since = key.find() ? changed.remove(key.group(1)) : null;
                if (since != null) {
                    seconds.add((System.nanoTime() - since) / 1e9);
                }
            }
        }

        void wait(int wanted) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (records < wanted) {
                poll();
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(records + " records instead of " + wanted);
                }
            }
        }

        List<Double> sorted() {
            Collections.sort(seconds);
            return seconds;
        }
    }
}
