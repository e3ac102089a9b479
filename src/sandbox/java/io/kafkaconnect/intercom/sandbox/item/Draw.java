package io.kafkaconnect.intercom.sandbox.item;

import io.kafkaconnect.intercom.sandbox.style.Style;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One making or change of an item.
 *
 * @param created when the item, or what is new in it, was created, in epoch seconds
 * @param updated when it was updated
 */
record Draw(Supply supply, RandomGenerator random, String id, long created, long updated) {

    private static final String REFUSED = " a\u0000b\r\nc \ud83d d \udc4b";
    private static final int DAY = 86_400;

    boolean oneIn(int number) {
        return random.nextInt(number) == 0;
    }

    <T> T any(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    Optional<String> any(Home.Neighbour kind) {
        return supply.home().any(kind, random);
    }

    Optional<String> any(ItemKind kind) {
        return supply.items().any(kind, random);
    }

    /** A short text in any script; seldom empty. */
    String line() {
        String line = oneIn(12) ? "" : supply.style().line(Style.Speaker.SUBJECT, random.nextInt(1000), random);
        return supply.hostile() && oneIn(3) ? line + REFUSED : line;
    }

    /** The same as HTML. */
    String html() {
        String line = line();
        return line.isEmpty() ? "" : "<p>" + line.replace("&", "&amp;").replace("<", "&lt;") + "</p>";
    }

    /** A time in the month before the update. */
    long past() {
        return updated - random.nextInt(30 * DAY);
    }

    /** A time in the month after the update. */
    long future() {
        return updated + DAY + random.nextInt(30 * DAY);
    }
}
