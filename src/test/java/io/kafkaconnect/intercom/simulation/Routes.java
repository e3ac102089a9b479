package io.kafkaconnect.intercom.simulation;

import io.kafkaconnect.intercom.client.Request;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the connector asks for, without the ids. */
final class Routes {
    private static final Pattern ONE = Pattern.compile(
            "/(contacts|conversations|companies|admins|teams|tags|segments)/(?!search|list|scroll|deleted)([^/]+)(/.*)?");

    private Routes() {}

    /** The route of a request, as documentation writes it. */
    static String of(Request request) {
        Matcher one = ONE.matcher(request.path());
        String path = one.matches()
                ? "/" + one.group(1) + "/{id}" + (one.group(3) == null ? "" : one.group(3))
                : request.path();
        return request.method() + " " + path;
    }

    /** The id of the one entity that the answer is; null where it is a list. */
    static String entity(Request request) {
        if (request.path().equals("/me")) {
            return "me";
        }
        Matcher one = ONE.matcher(request.path());
        return one.matches() && one.group(3) == null ? one.group(2) : null;
    }

    /** The id of the one entity that the answer tells of, if only a list of it; null where it tells of many. */
    static String owner(Request request) {
        Matcher one = ONE.matcher(request.path());
        if (one.matches()) {
            return one.group(2);
        }
        return request.query().stream()
                .filter(param ->
                        param.name().equals("intercom_user_id") || param.name().equals("user_id"))
                .map(Request.Param::value)
                .findFirst()
                .orElse(null);
    }

    /** What the entities of the answer are, such as {@code contacts}. */
    static String family(Request request) {
        String[] parts = request.path().split("/", 3);
        return parts.length > 1 ? parts[1] : "";
    }
}
