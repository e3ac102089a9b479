package io.kafkaconnect.intercom.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.sandbox.http.LoggedRequest;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A request that the connector sent.
 *
 * @param path with its query
 * @param body empty if the request has none
 */
record RecordedRequest(String method, String path, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static RecordedRequest of(LoggedRequest logged) {
        String query = logged.call().query().entrySet().stream()
                .flatMap(param -> param.getValue().stream()
                        .map(value -> param.getKey() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&"));
        return new RecordedRequest(
                logged.call().method(),
                logged.path() + (query.isEmpty() ? "" : "?" + query),
                logged.call().text());
    }

    /** Whether the response is one entity. */
    boolean isOfEntity() {
        return path.startsWith("/conversations/") && method.equals("GET") && !path.contains("/deleted");
    }

    /** Whether each entity of the response has a request of its own, or the response only adds to others. */
    boolean isFollowedByDetails() {
        return path.equals("/conversations/search") || (path.equals("/contacts/search") && body.contains("\"IN\""));
    }

    static void write(List<RecordedRequest> requests, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (RecordedRequest request : requests) {
            lines.add(JSON.writeValueAsString(request));
        }
        Files.write(file, lines);
    }

    static List<RecordedRequest> read(Path file) throws IOException {
        List<RecordedRequest> requests = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            requests.add(JSON.readValue(line, RecordedRequest.class));
        }
        return requests;
    }
}
