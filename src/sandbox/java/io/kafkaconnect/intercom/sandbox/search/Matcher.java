package io.kafkaconnect.intercom.sandbox.search;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells which entities a filter lets pass; the range of {@code updated_at} and the ids it is confined to (null for any) save looking
 * at all of them.
 */
record Matcher<E>(Predicate<E> test, Range updatedAt, Set<String> ids) {

    static <E> Matcher<E> of(Predicate<E> test) {
        return new Matcher<>(test, Range.ALL, null);
    }
}
