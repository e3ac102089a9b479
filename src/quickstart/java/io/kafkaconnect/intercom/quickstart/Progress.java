package io.kafkaconnect.intercom.quickstart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The progress of the connector, from its own metrics.
 *
 * @param streams in the order of their names
 * @param tasks that report
 * @param requests sent to Intercom
 * @param throttled requests that Intercom throttled
 * @param heldMillis how long the client's rate limiter delayed requests
 * @param limitUsed the used percentage of the connector's share of the rate limit in the last window; 0 if unknown
 */
record Progress(
        List<StreamProgress> streams, int tasks, long requests, long throttled, long heldMillis, long limitUsed) {

    /**
     * One stream.
     *
     * @param entities of the pass that are done
     * @param listed number of entities of the pass; 0 if unknown
     * @param secondsLeft until all was read once; negative if not known
     * @param passes how often it was read to its end
     */
    record StreamProgress(String name, long entities, long listed, long secondsLeft, long passes, long records) {
        boolean isDone() {
            return passes > 0;
        }
    }

    /** The progress by the metrics of that connector's tasks in this JVM. */
    static Progress of(String connector, MBeanServer beans) {
        List<StreamProgress> streams = new ArrayList<>();
        Set<String> tasks = new HashSet<>();
        long requests = 0;
        long throttled = 0;
        long held = 0;
        long limitUsed = 0;
        try {
            for (ObjectName bean : beans.queryNames(new ObjectName("kafka.connect:type=plugins,*"), null)) {
                String stream = bean.getKeyProperty("stream");
                if (!connector.equals(unquoted(bean.getKeyProperty("connector")))) {
                    continue;
                }
                if (stream != null) {
                    tasks.add(bean.getKeyProperty("task"));
                    streams.add(new StreamProgress(
                            unquoted(stream),
                            value(beans, bean, "pass-entities"),
                            value(beans, bean, "listed-entities"),
                            value(beans, bean, "seconds-left"),
                            value(beans, bean, "passes-total"),
                            value(beans, bean, "records-total")));
                } else {
                    requests += value(beans, bean, "requests-total");
                    throttled += value(beans, bean, "requests-throttled-total");
                    held += value(beans, bean, "held-ms-total");
                    // All tasks see the same windows.
                    limitUsed = Math.max(limitUsed, value(beans, bean, "rate-limit-used-percent"));
                }
            }
        } catch (JMException stopped) {
            // A task that stops removes its metrics; the next call finds those that exist then.
            return new Progress(List.of(), 0, 0, 0, 0, 0);
        }
        streams.sort(Comparator.comparing(StreamProgress::name));
        return new Progress(streams, tasks.size(), requests, throttled, held, limitUsed);
    }

    /** Whether that many tasks have read everything once. */
    boolean isFirstPassDone(int expectedTasks) {
        return expectedTasks > 0 && tasks == expectedTasks && streams.stream().allMatch(StreamProgress::isDone);
    }

    /** A number that stays equal only while nothing of the first pass moves. Later passes do not move it. */
    long firstPass() {
        return streams.stream()
                .mapToLong(stream -> stream.isDone() ? Integer.MAX_VALUE : stream.entities() + stream.records())
                .sum();
    }

    /** Records given to the worker. */
    long records() {
        return streams.stream().mapToLong(StreamProgress::records).sum();
    }

    /** The part of the backfill that is done, by the streams whose length is known; from 0 to 1. */
    double done() {
        long listed = streams.stream().mapToLong(StreamProgress::listed).sum();
        long read = streams.stream()
                .mapToLong(stream -> stream.isDone() ? stream.listed() : Math.min(stream.entities(), stream.listed()))
                .sum();
        return listed == 0 ? 0 : read / (double) listed;
    }

    /** The unfinished stream with the longest known time left. */
    Optional<StreamProgress> longest() {
        return streams.stream()
                .filter(stream -> !stream.isDone() && stream.secondsLeft() > 0)
                .max(Comparator.comparingLong(StreamProgress::secondsLeft));
    }

    private static long value(MBeanServer beans, ObjectName bean, String attribute) throws JMException {
        return ((Number) beans.getAttribute(bean, attribute)).longValue();
    }

    private static String unquoted(String value) {
        return value == null ? null : value.replaceAll("^\"|\"$", "");
    }
}
