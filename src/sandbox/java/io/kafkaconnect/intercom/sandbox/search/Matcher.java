package io.kafkaconnect.intercom.sandbox.search;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides which entities pass a filter. The range of {@code updated_at} and the possible ids (null for any) avoid a look
 * at all entities.
 */
record Matcher<E>(Predicate<E> test, Range updatedAt, Set<String> ids) {

    static <E> Matcher<E> of(Predicate<E> test) {
        return new Matcher<>(test, Range.ALL, null);
    }
}
