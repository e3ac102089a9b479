package io.kafkaconnect.intercom.client;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Intercom's API that this connector can read.
 *
 * @param header what the {@code Intercom-Version} header says
 * @param minor the x of 2.x; {@link Integer#MAX_VALUE} for Preview, which is newer than every 2.x
 */
public record ApiVersion(String header, int minor) {

    /** The oldest supported 2.x. */
    public static final int OLDEST_MINOR = 11;

    private static final Pattern STABLE = Pattern.compile("2\\.([0-9]{1,3})");

    /**
     * Reads {@code 2.x} or {@code Preview}.
     *
     * @throws IllegalArgumentException if the text is not a version, or the version is not supported; the message is for the user
     */
    public static ApiVersion of(String text) {
        if (text.equals("Preview")) {
            return new ApiVersion(text, Integer.MAX_VALUE);
        }
        Matcher stable = STABLE.matcher(text);
        if (!stable.matches()) {
            throw new IllegalArgumentException("is not a version such as 2.16, or Preview");
        }
        int minor = Integer.parseInt(stable.group(1));
        if (minor < OLDEST_MINOR) {
            throw new IllegalArgumentException("is too old: 2." + OLDEST_MINOR + " is the oldest version supported");
        }
        return new ApiVersion("2." + minor, minor);
    }

    /** Whether this is 2.{@code other} or later. */
    public boolean atLeast(int other) {
        return minor >= other;
    }
}
