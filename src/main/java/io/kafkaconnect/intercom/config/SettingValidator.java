package io.kafkaconnect.intercom.config;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * The valid values of a setting.
 *
 * @param words the valid values, as the documentation states them
 * @param choices the values a user interface offers; empty when they cannot be listed
 * @param check throws an {@link IllegalArgumentException} that says, in words for the user, what is wrong with a value
 */
public record SettingValidator(String words, List<String> choices, Consumer<Object> check)
        implements ConfigDef.Validator {

    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7e]+");

    public static final String PLACEHOLDER =
            "is a placeholder that the worker did not resolve: check config.providers in the worker's configuration, and"
                    + " that the variable, file or key exists on this worker";

    /** Whether a config provider of the worker should have resolved this text. */
    public static boolean isPlaceholder(String text) {
        return text.startsWith("${");
    }

    /** A whole number, both ends included. */
    static SettingValidator between(long low, long high) {
        return satisfying(low + " to " + high, value -> {
            long number = ((Number) value).longValue();
            return low <= number && number <= high;
        });
    }

    /** A whole number without an upper end. */
    static SettingValidator atLeast(long low) {
        return satisfying(low + " or more", value -> ((Number) value).longValue() >= low);
    }

    /** A number above 0, at most 1. */
    static SettingValidator share() {
        return satisfying("more than 0, at most 1", value -> (Double) value > 0 && (Double) value <= 1);
    }

    /** A text that matches as a whole. */
    static SettingValidator text(String words, String pattern) {
        Pattern valid = Pattern.compile(pattern);
        return satisfying(words, value -> valid.matcher(plain(value)).matches());
    }

    /** A text that the reader accepts. */
    static SettingValidator readable(String words, Consumer<String> reader) {
        return new SettingValidator(words, List.of(), value -> reader.accept(plain(value)));
    }

    /** A blank text, or a text that the reader accepts. */
    static SettingValidator blankOr(String words, Consumer<String> reader) {
        return readable("blank, or " + words, text -> {
            if (!text.isBlank()) {
                reader.accept(text);
            }
        });
    }

    /** The name of one of the constants, in any case. */
    static <E extends Enum<E>> SettingValidator oneOf(Class<E> type) {
        List<String> names = SettingParser.names(type);
        return new SettingValidator(String.join(", ", names), names, value -> SettingParser.choice(type, plain(value)));
    }

    /** The name of one of the constants as the constants are written, in any case. */
    static <E extends Enum<E>> SettingValidator constant(Class<E> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        return new SettingValidator(String.join(", ", names), names, value -> SettingParser.choice(type, plain(value)));
    }

    /** Names of templates and tables, at least one. */
    static SettingValidator tables() {
        List<String> known = TableSelection.selectable();
        return new SettingValidator(
                "a list of " + String.join(", ", known), known, value -> checkTables((List<?>) value, known));
    }

    /** A token as it is sent in an HTTP header. */
    static SettingValidator token() {
        return new SettingValidator("a token without blanks", List.of(), value -> checkToken(plain(value)));
    }

    /**
     * Null is fine here: it stands for a required setting that is missing or a text that is no number, and Kafka has
     * already said so.
     */
    @Override
    public void ensureValid(String key, Object value) {
        if (value == null) {
            return;
        }
        try {
            check.accept(value);
        } catch (IllegalArgumentException problem) {
            // user:password@host is a frequent mistake, and messages end up in logs.
            Object shown = plain(value).contains("@") ? Password.HIDDEN : value;
            throw new ConfigException(key, shown, problem.getMessage());
        }
    }

    @Override
    public String toString() {
        return words;
    }

    private static SettingValidator satisfying(String words, Predicate<Object> valid) {
        return new SettingValidator(words, List.of(), value -> require(valid.test(value), "must be " + words));
    }

    private static void checkTables(List<?> names, List<String> known) {
        require(!names.isEmpty(), "must name at least one of " + String.join(", ", known));
        require(names.stream().noneMatch(name -> name.toString().isBlank()), "has one comma too many");
        List<String> unknown = names.stream()
                .map(Object::toString)
                .filter(name -> !known.contains(name))
                .distinct()
                .toList();
        String questions = unknown.stream()
                .map(name -> Suggestions.asQuestion(name, known))
                .distinct()
                .collect(Collectors.joining());
        require(
                unknown.isEmpty(),
                "there is no table or template " + String.join(", ", unknown) + "." + questions + " Valid are "
                        + String.join(", ", known));
    }

    private static void checkToken(String token) {
        require(!token.isBlank(), "must not be blank");
        require(!isPlaceholder(token), PLACEHOLDER);
        require(
                PRINTABLE.matcher(token).matches(),
                "must be only the token, without blanks and without a prefix such as Bearer");
    }

    private static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static String plain(Object value) {
        return value instanceof Password secret ? secret.value() : value.toString();
    }
}
