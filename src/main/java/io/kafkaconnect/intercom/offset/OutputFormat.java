package io.kafkaconnect.intercom.offset;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The settings that rows were sent with: their columns, topics and keys. If an offset lacks one, the present setting is assumed.
 *
 * @param columns documented or extended
 * @param topicPrefix the beginning of the topic names; may be empty
 * @param keyFormat struct or string
 */
public record OutputFormat(Optional<String> columns, Optional<String> topicPrefix, Optional<String> keyFormat) {
    static final String COLUMNS_KEY = "columns";
    static final String TOPIC_PREFIX_KEY = "topic_prefix";
    static final String KEY_FORMAT_KEY = "key_format";

    private static final String DOCUMENTED = "documented";
    private static final String EXTENDED = "extended";
    private static final List<String> COLUMNS = List.of(DOCUMENTED, EXTENDED);
    private static final List<String> KEY_FORMATS = List.of("struct", "string");

    /** An unknown format. */
    public static final OutputFormat UNKNOWN = new OutputFormat(Optional.empty(), Optional.empty(), Optional.empty());

    /** The format of the present settings. */
    public static OutputFormat of(String columns, String topicPrefix, String keyFormat) {
        return new OutputFormat(
                Optional.of(columns.toLowerCase(Locale.ROOT)),
                Optional.of(topicPrefix),
                Optional.of(keyFormat.toLowerCase(Locale.ROOT)));
    }

    /** Whether rows now go to other topics or have other keys. */
    public boolean isElsewhere(OutputFormat now) {
        return differs(topicPrefix, now.topicPrefix) || differs(keyFormat, now.keyFormat);
    }

    /** Whether rows now have more columns. */
    public boolean isGrowing(OutputFormat now) {
        return columns.equals(Optional.of(DOCUMENTED)) && now.columns.equals(Optional.of(EXTENDED));
    }

    private static boolean differs(Optional<String> then, Optional<String> now) {
        return then.isPresent() && now.isPresent() && !then.equals(now);
    }

    /** Adds the format's entries to a map to store. */
    void addTo(Map<String, Object> offset) {
        columns.ifPresent(value -> offset.put(COLUMNS_KEY, value));
        topicPrefix.ifPresent(value -> offset.put(TOPIC_PREFIX_KEY, value));
        keyFormat.ifPresent(value -> offset.put(KEY_FORMAT_KEY, value));
    }

    /**
     * The format in a stored map.
     *
     * @throws InvalidOffsetException if a key is wrong; the message names it and what it should hold
     */
    public static OutputFormat storedIn(Map<String, ?> offset) {
        return new OutputFormat(
                oneOf(COLUMNS, offset, COLUMNS_KEY),
                text(offset, TOPIC_PREFIX_KEY, "must be text: the prefix of the topic names"),
                oneOf(KEY_FORMATS, offset, KEY_FORMAT_KEY));
    }

    private static Optional<String> oneOf(List<String> choices, Map<String, ?> offset, String key) {
        String what = "must be one of " + String.join(", ", choices);
        Optional<String> given =
                text(offset, key, what).map(value -> value.strip().toLowerCase(Locale.ROOT));
        if (given.isPresent() && !choices.contains(given.get())) {
            throw new InvalidOffsetException(key, what);
        }
        return given;
    }

    private static Optional<String> text(Map<String, ?> offset, String key, String what) {
        Object value = offset.get(key);
        if (value != null && !(value instanceof String)) {
            throw new InvalidOffsetException(key, what);
        }
        return Optional.ofNullable((String) value);
    }
}
