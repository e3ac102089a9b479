package io.kafkaconnect.intercom.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;

/** Asks a sandbox as a well-behaved program would, unless told to leave something out. */
record Client(String baseUrl, Map<String, String> headers) {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Answer(int status, HttpHeaders headers, byte[] body) {

        String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        JsonNode gunzipped() {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                return JSON.readTree(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String errorCode() {
            return json().path("errors").path(0).path("code").asText();
        }
    }

    static Client of(Sandbox sandbox) {
        return new Client(
                sandbox.baseUrl(),
                Map.of(
                        "Authorization", "Bearer sandbox-token",
                        "Accept", "application/json",
                        "Intercom-Version", "2.16"));
    }

    Client with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new Client(baseUrl, changed);
    }

    Client without(String name) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.remove(name);
        return new Client(baseUrl, changed);
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(baseUrl + path));
        headers.forEach(builder::header);
        return builder;
    }

    Answer search(String kind, String query, String sort, String pagination) {
        String body = "{\"query\":" + query
                + (sort == null ? "" : ",\"sort\":" + sort)
                + (pagination == null ? "" : ",\"pagination\":" + pagination) + "}";
        return post("/" + kind + "/search", body);
    }

    /** All pages of a search, to the end. */
    List<JsonNode> searchAll(String kind, String query, String sort, int perPage) {
        List<JsonNode> all = new ArrayList<>();
        ObjectNode pagination = JSON.createObjectNode().put("per_page", perPage);
        while (true) {
            JsonNode page = search(kind, query, sort, pagination.toString()).json();
            page.path(kind.equals("contacts") ? "data" : kind).forEach(all::add);
            JsonNode next = page.path("pages").path("next");
            if (next.isMissingNode()) {
                return all;
            }
            pagination.put("starting_after", next.path("starting_after").textValue());
        }
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String where(String field, String operator, Object value) {
        Object shown = value instanceof String text ? "\"" + text + "\"" : value;
        return "{\"field\":\"" + field + "\",\"operator\":\"" + operator + "\",\"value\":" + shown + "}";
    }

    static String by(String field, String order) {
        return "{\"field\":\"" + field + "\",\"order\":\"" + order + "\"}";
    }

    static List<String> ids(Iterable<JsonNode> things) {
        return StreamSupport.stream(things.spliterator(), false)
                .map(thing -> thing.path("id").asText())
                .toList();
    }
}
