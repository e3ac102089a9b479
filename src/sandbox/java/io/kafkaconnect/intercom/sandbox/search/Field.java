package io.kafkaconnect.intercom.sandbox.search;

import java.util.Collection;
import java.util.function.Function;

/** A searchable field of an entity. */
record Field<E>(String name, Kind kind, Function<E, Object> value) {

    enum Kind {
        TEXT,
        DATE,
        NUMBER,
        FLAG,
        SET
    }

    static <E> Field<E> text(String name, Function<E, String> value) {
        return new Field<>(name, Kind.TEXT, value::apply);
    }

    static <E> Field<E> date(String name, Function<E, Long> value) {
        return new Field<>(name, Kind.DATE, value::apply);
    }

    static <E> Field<E> number(String name, Function<E, Long> value) {
        return new Field<>(name, Kind.NUMBER, value::apply);
    }

    static <E> Field<E> flag(String name, Function<E, Boolean> value) {
        return new Field<>(name, Kind.FLAG, value::apply);
    }

    static <E> Field<E> set(String name, Function<E, Collection<String>> value) {
        return new Field<>(name, Kind.SET, value::apply);
    }

    /** The sort key of results: milliseconds, a number (-1 for none) or text. */
    Comparable<?> sortKey(E entity) {
        Object found = value.apply(entity);
        return switch (kind) {
            case TEXT -> found == null ? "" : (String) found;
            case DATE -> found == null ? Long.valueOf(-1) : Long.valueOf((Long) found * 1000);
            case NUMBER -> found == null ? Long.valueOf(-1) : (Long) found;
            case FLAG, SET -> throw Refusal.parameter("Cannot sort by " + name);
        };
    }
}
