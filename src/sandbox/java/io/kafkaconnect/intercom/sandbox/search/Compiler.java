package io.kafkaconnect.intercom.sandbox.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.model.SearchableEntity;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Turns filters into matchers. */
record Compiler<E extends SearchableEntity>(Fields<E> fields, Dates dates) {

    Matcher<E> compile(Filter filter) {
        if (filter instanceof Filter.Group group) {
            List<Matcher<E>> matchers =
                    group.filters().stream().map(this::compile).toList();
            return group.all() ? all(matchers) : any(matchers);
        }
        Filter.Condition condition = (Filter.Condition) filter;
        Field<E> field = fields.get(condition.field());
        return switch (field.kind()) {
            case DATE -> date(field, condition);
            case NUMBER -> number(field, condition);
            case TEXT -> text(field, condition);
            case FLAG -> flag(field, condition);
            case SET -> set(field, condition);
        };
    }

    private static <E> Matcher<E> all(List<Matcher<E>> matchers) {
        return new Matcher<>(
                entity -> matchers.stream().allMatch(matcher -> matcher.test().test(entity)),
                matchers.stream().map(Matcher::updatedAt).reduce(Range.ALL, Range::and),
                matchers.stream()
                        .map(Matcher::ids)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    private static <E> Matcher<E> any(List<Matcher<E>> matchers) {
        boolean confined = matchers.stream().allMatch(matcher -> matcher.ids() != null);
        Set<String> ids = new HashSet<>();
        if (confined) {
            matchers.forEach(matcher -> ids.addAll(matcher.ids()));
        }
        return new Matcher<>(
                entity -> matchers.stream().anyMatch(matcher -> matcher.test().test(entity)),
                matchers.stream().map(Matcher::updatedAt).reduce(Range::around).orElse(Range.ALL),
                confined ? ids : null);
    }

    private Matcher<E> date(Field<E> field, Filter.Condition condition) {
        if (condition.value().isNull() && condition.operator().equals("=")) {
            return Matcher.of(entity -> field.value().apply(entity) == null);
        }
        Range range = dates.range(condition.operator(), integer(condition));
        Predicate<E> test = entity -> field.value().apply(entity) instanceof Long second && range.contains(second);
        return new Matcher<>(test, field.name().equals("updated_at") ? range : Range.ALL, null);
    }

    private Matcher<E> number(Field<E> field, Filter.Condition condition) {
        boolean not = condition.operator().equals("!=");
        Range range = new Dates.Seconds(false).range(not ? "=" : condition.operator(), integer(condition));
        return Matcher.of(entity -> field.value().apply(entity) instanceof Long found && range.contains(found) != not);
    }

    private Matcher<E> text(Field<E> field, Filter.Condition condition) {
        Set<String> wanted = texts(condition);
        BiPredicate<String, String> compare =
                switch (condition.operator()) {
                    case "=", "IN", "!=", "NIN" -> String::equals;
                    case "~", "!~" ->
                        (found, part) -> found.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
                    case "^" -> String::startsWith;
                    case "$" -> String::endsWith;
                    default -> throw unsupported(condition);
                };
        boolean equality =
                condition.operator().equals("=") || condition.operator().equals("IN");
        boolean not =
                condition.operator().startsWith("!") || condition.operator().equals("NIN");
        Predicate<E> test = entity -> field.value().apply(entity) instanceof String found
                ? wanted.stream().anyMatch(each -> compare.test(found, each)) != not
                : condition.value().isNull() != not;
        if (equality || condition.operator().equals("NIN")) {
            test = entity -> {
                Object found = field.value().apply(entity);
                return (found == null ? condition.value().isNull() : wanted.contains(found)) != not;
            };
        }
        return new Matcher<>(test, Range.ALL, equality && field.name().equals("id") ? wanted : null);
    }

    private Matcher<E> flag(Field<E> field, Filter.Condition condition) {
        boolean wanted = condition.value().asBoolean();
        return switch (condition.operator()) {
            case "=" -> Matcher.of(entity -> field.value().apply(entity).equals(wanted));
            case "!=" -> Matcher.of(entity -> !field.value().apply(entity).equals(wanted));
            default -> throw unsupported(condition);
        };
    }

    private Matcher<E> set(Field<E> field, Filter.Condition condition) {
        boolean onlyEquality = field.name().equals("tag_id");
        Set<String> wanted = texts(condition);
        boolean not =
                switch (condition.operator()) {
                    case "=" -> false;
                    case "!=" -> true;
                    case "IN" -> onlyEquality ? refuse(condition) : false;
                    case "NIN" -> onlyEquality ? refuse(condition) : true;
                    default -> throw unsupported(condition);
                };
        return Matcher.of(
                entity -> ((Collection<?>) field.value().apply(entity)).stream().anyMatch(wanted::contains) != not);
    }

    private static boolean refuse(Filter.Condition condition) {
        throw unsupported(condition);
    }

    private static Set<String> texts(Filter.Condition condition) {
        boolean many = condition.operator().equals("IN") || condition.operator().equals("NIN");
        if (many != condition.value().isArray()) {
            throw Refusal.parameter("IN and NIN, and only they, take a list: " + condition.field());
        }
        Set<String> texts = new HashSet<>();
        (many ? condition.value() : List.of(condition.value())).forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static long integer(Filter.Condition condition) {
        JsonNode value = condition.value();
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        try {
            return Long.parseLong(value.asText());
        } catch (NumberFormatException e) {
            throw new Refusal(400, "type_mismatch", "Not a number: " + condition.field());
        }
    }

    private static Refusal unsupported(Filter.Condition condition) {
        return Refusal.parameter("Operator " + condition.operator() + " is not supported on " + condition.field());
    }
}
