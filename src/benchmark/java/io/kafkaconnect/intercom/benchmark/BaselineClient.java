package io.kafkaconnect.intercom.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Dsl;
import org.asynchttpclient.RequestBuilder;
import org.asynchttpclient.Response;

/**
 * The minimum of work of any connector: requests the same pages, conversations and contacts with the same HTTP client and as many in flight,
 * parses every response, and sends the unchanged bytes of each conversation to Kafka. No rows, no order, no offsets, no transactions.
 */
public final class BaselineClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 150;
    private static final int CONTACTS = 100;

    private final String baseUrl;
    private final int mostInFlight;
    private final Semaphore inFlight;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final AsyncHttpClient http;

    private BaselineClient(
            String baseUrl,
            int mostInFlight,
            AsyncHttpClient http,
            KafkaProducer<byte[], byte[]> producer,
            String topic) {
        this.baseUrl = baseUrl;
        this.mostInFlight = mostInFlight;
        this.inFlight = new Semaphore(mostInFlight);
        this.http = http;
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * Reads everything once for each line of standard input, which names a topic, and then prints {@code done}.
     *
     * @param args the addresses of Intercom and of Kafka, and the maximum number of requests in flight
     */
    public static void main(String[] args) throws IOException {
        Map<String, Object> settings = Map.of("bootstrap.servers", args[1]);
        int mostInFlight = Integer.parseInt(args[2]);
        var threads = Dsl.config().setIoThreadsCount(1).setCompressionEnforced(true);
        try (AsyncHttpClient http = Dsl.asyncHttpClient(threads);
                var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
                var topics = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String topic = topics.readLine(); topic != null; topic = topics.readLine()) {
                new BaselineClient(args[0], mostInFlight, http, producer, topic).run();
                System.out.println("done");
            }
        }
    }

    private void run() {
        Set<String> contacts = new HashSet<>();
        CompletableFuture<byte[]> page = send("POST", "/conversations/search", search("updated_at", ">", "0", PAGE));
        while (page != null) {
            JsonNode list = parsed(page.join());
            JsonNode next = list.path("pages").path("next").path("starting_after");
            page = next.isTextual() ? send("POST", "/conversations/search", following(next.textValue())) : null;
            details(list.path("conversations"), contacts);
        }
        inFlight.acquireUninterruptibly(mostInFlight);
        producer.flush();
    }

    private void details(JsonNode conversations, Set<String> contacts) {
        List<String> unknown = new ArrayList<>();
        for (JsonNode conversation : conversations) {
            for (JsonNode contact : conversation.path("contacts").path("contacts")) {
                if (contacts.add(contact.path("id").asText())) {
                    unknown.add(contact.path("id").asText());
                }
            }
        }
        for (int from = 0; from < unknown.size(); from += CONTACTS) {
            ObjectNode search = search("id", "IN", "", CONTACTS);
            ArrayNode ids = ((ObjectNode) search.path("query")).putArray("value");
            unknown.subList(from, Math.min(unknown.size(), from + CONTACTS)).forEach(ids::add);
            detail("POST", "/contacts/search", search, null);
        }
        for (JsonNode conversation : conversations) {
            String id = conversation.path("id").asText();
            detail("GET", "/conversations/" + id + "?display_as=plaintext", null, id);
        }
    }

    private void detail(String method, String path, ObjectNode body, String id) {
        inFlight.acquireUninterruptibly();
        var unused = send(method, path, body).whenComplete((bytes, failed) -> {
            inFlight.release();
            parsed(bytes);
            if (id != null) {
                var unusedResult =
                        producer.send(new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), bytes));
            }
        });
    }

    private CompletableFuture<byte[]> send(String method, String path, ObjectNode body) {
        RequestBuilder request = new RequestBuilder(method)
                .setUrl(baseUrl + path)
                .setHeader("Authorization", "Bearer sandbox-token")
                .setHeader("Accept", "application/json")
                .setHeader("Intercom-Version", "2.16");
        if (body != null) {
            request.setHeader("Content-Type", "application/json").setBody(body.toString());
        }
        return http.executeRequest(request.build()).toCompletableFuture().thenApply(Response::getResponseBodyAsBytes);
    }

    private static ObjectNode following(String startingAfter) {
        ObjectNode search = search("updated_at", ">", "0", PAGE);
        ((ObjectNode) search.path("pagination")).put("starting_after", startingAfter);
        return search;
    }

    private static ObjectNode search(String field, String operator, String value, int perPage) {
        ObjectNode search = JSON.createObjectNode();
        search.putObject("query").put("field", field).put("operator", operator).put("value", value);
        search.putObject("pagination").put("per_page", perPage);
        search.putObject("sort").put("field", field).put("order", "ascending");
        return search;
    }

    private static JsonNode parsed(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
