package io.kafkaconnect.intercom.config;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Parses the text of settings, both for validation and for the value. An invalid text leads to an
 * {@link IllegalArgumentException} with a message for the user.
 */
final class SettingParser {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private SettingParser() {}

    /** A point in time such as {@code 2025-01-31T08:00:00Z}; a plain date is its first instant in UTC. */
    static Instant instant(String text) {
        Instant instant;
        try {
            boolean date = !text.contains("T");
            instant = date ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant() : Instant.parse(text);
        } catch (DateTimeParseException notIso) {
            throw new IllegalArgumentException("is not a time such as 2025-01-31T08:00:00Z or 2025-01-31", notIso);
        }
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
            throw new IllegalArgumentException("is not between the years 1970 and 9999");
        }
        return instant;
    }

    /** An absolute address, to which paths are appended; a slash at its end is dropped. */
    static URI baseUrl(String text) {
        URI uri;
        try {
            uri = URI.create(text.replaceFirst("/+$", ""));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("is not a URL", malformed);
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!List.of("http", "https").contains(scheme) || uri.getHost() == null) {
            throw new IllegalArgumentException("must start with http:// or https:// and a host");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("must have no user, query or fragment");
        }
        return uri;
    }

    /** A path in the file system of the worker. */
    static Path path(String text) {
        try {
            return Path.of(text.strip());
        } catch (InvalidPathException malformed) {
            throw new IllegalArgumentException("is not a path", malformed);
        }
    }

    /** The constant with that name in any case. */
    static <E extends Enum<E>> E choice(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is not one of " + String.join(", ", names(type))));
    }

    /** The constants' names as users write them. */
    static <E extends Enum<E>> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
