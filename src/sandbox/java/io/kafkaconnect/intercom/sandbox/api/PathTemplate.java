package io.kafkaconnect.intercom.sandbox.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path with at most one {@code {id}}. */
final class PathTemplate {

    private final Pattern pattern;

    PathTemplate(String template) {
        this.pattern = Pattern.compile(template.replace("{id}", "([^/]+)"));
    }

    boolean matches(String path) {
        return pattern.matcher(path).matches();
    }

    /** The id in a path, "" if the template has none, or null if the path is another one. */
    String id(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return null;
        }
        return matcher.groupCount() == 0 ? "" : matcher.group(1);
    }
}
