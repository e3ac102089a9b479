package io.kafkaconnect.intercom.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kafkaconnect.intercom.client.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Answers over HTTP with the description's own examples, or with the examples of its fields, and remembers what was asked. */
final class RecordingServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Description description;
    private final HttpServer server;
    private final List<Received> received = Collections.synchronizedList(new ArrayList<>());

    /** A request as it came over the wire. */
    record Received(Request request, Headers headers) {}

    RecordingServer(Description description) throws IOException {
        this.description = description;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    List<Received> received() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = request(exchange);
            received.add(new Received(request, exchange.getRequestHeaders()));
            byte[] body = JSON.writeValueAsBytes(description
                    .operation(request)
                    .map(this::example)
                    .orElseThrow(() -> new IOException("no example for " + request)));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private JsonNode example(Operation operation) {
        return operation
                .examples()
                .filter(Example::isData)
                .findFirst()
                .map(Example::value)
                .orElseGet(() -> new ExampleOfSchema(description).of(operation.answer()));
    }

    private static Request request(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        Request request = exchange.getRequestMethod().equals("POST")
                ? Request.post(path, body.length == 0 ? null : (ObjectNode) JSON.readTree(body))
                : Request.get(path);
        String query = exchange.getRequestURI().getQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            request = request.withQueryParam(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return request;
    }
}
