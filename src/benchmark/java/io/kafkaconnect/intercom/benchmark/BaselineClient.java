package io.kafkaconnect.intercom.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
 * The minimum of work of any connector: sends the requests that the connector sent, with the same HTTP client and as many in flight, parses
 * every response, and sends each entity to Kafka as it came. No rows, no order, no offsets, no transactions.
 */
public final class BaselineClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The arrays of entities in responses. */
    private static final List<String> LISTS =
            List.of("data", "companies", "admins", "segments", "tags", "notes", "events", "conversations");

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
     * Sends all requests once for each line of standard input, which names a topic, and then prints {@code done}.
     *
     * @param args the addresses of Intercom and of Kafka, the maximum number of requests in flight, and the file of {@link RecordedRequest}s
     */
    public static void main(String[] args) throws IOException {
        Map<String, Object> settings = Map.of("bootstrap.servers", args[1]);
        int mostInFlight = Integer.parseInt(args[2]);
        List<RecordedRequest> requests = RecordedRequest.read(Path.of(args[3]));
        var threads = Dsl.config().setIoThreadsCount(1).setCompressionEnforced(true);
        try (AsyncHttpClient http = Dsl.asyncHttpClient(threads);
                var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
                var topics = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String topic = topics.readLine(); topic != null; topic = topics.readLine()) {
                new BaselineClient(args[0], mostInFlight, http, producer, topic).run(requests);
                System.out.println("done");
            }
        }
    }

    private void run(List<RecordedRequest> requests) {
        for (RecordedRequest request : requests) {
            inFlight.acquireUninterruptibly();
            var unused = send(request).whenComplete((bytes, failed) -> {
                inFlight.release();
                take(request, bytes);
            });
        }
        inFlight.acquireUninterruptibly(mostInFlight);
        producer.flush();
    }

    private CompletableFuture<byte[]> send(RecordedRequest recorded) {
        RequestBuilder request = new RequestBuilder(recorded.method())
                .setUrl(baseUrl + recorded.path())
                .setHeader("Authorization", "Bearer sandbox-token")
                .setHeader("Accept", "application/json")
                .setHeader("Intercom-Version", "2.16");
        if (!recorded.body().isEmpty()) {
            request.setHeader("Content-Type", "application/json").setBody(recorded.body());
        }
        return http.executeRequest(request.build()).toCompletableFuture().thenApply(Response::getResponseBodyAsBytes);
    }

    /** A list is sent entity by entity, unless the details of its entities follow. */
    private void take(RecordedRequest request, byte[] bytes) {
        try {
            JsonNode body = JSON.readTree(bytes);
            if (request.isOfEntity()) {
                send(body.path("id").asText(), bytes);
            } else if (!request.isFollowedByDetails()) {
                for (String list : LISTS) {
                    for (JsonNode entity : body.path(list)) {
                        send(entity.path("id").asText(), JSON.writeValueAsBytes(entity));
                    }
                }
            }
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private void send(String key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    }
}
