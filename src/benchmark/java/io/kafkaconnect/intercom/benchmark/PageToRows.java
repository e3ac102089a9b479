package io.kafkaconnect.intercom.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.RowSink;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Maps the bytes of Intercom's responses to rows, and measures the part of parsing: 150 contacts of one page, 150 conversations one by one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
public class PageToRows {
    private static final int ENTITIES = 150;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<RowReader> ofContacts = readers("users");
    private final List<RowReader> ofConversations = readers("conversations");
    private byte[] contacts;
    private final List<byte[]> conversations = new ArrayList<>();

    /** Gets the responses from a sandbox. */
    @Setup
    public void ask() throws IOException, InterruptedException {
        Size size = Size.SMALL.contacts(ENTITIES, 0).conversations(ENTITIES, 0, 5, 0);
        try (Sandbox sandbox = Sandbox.start(new Options().size(size))) {
            String search =
                    "{\"query\":{\"field\":\"%s\",\"operator\":\"%s\",\"value\":%s},\"pagination\":{\"per_page\":150}}";
            contacts = answer(sandbox, "/contacts/search", search.formatted("role", "=", "\"user\""));
            byte[] listed = answer(sandbox, "/conversations/search", search.formatted("updated_at", ">", "0"));
            for (JsonNode conversation : JSON.readTree(listed).path("conversations")) {
                conversations.add(answer(
                        sandbox, "/conversations/" + conversation.path("id").asText(), null));
            }
        }
    }

    private static byte[] answer(Sandbox sandbox, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                .header("Authorization", "Bearer sandbox-token")
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("Intercom-Version", "2.16");
        if (body != null) {
            request.POST(BodyPublishers.ofString(body));
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofByteArray())
                .body();
    }

    private static List<RowReader> readers(String stream) {
        return Tables.ALL.stream()
                .filter(table -> table.streams().contains(stream))
                .map(table -> new RowReader(table, ColumnSet.DOCUMENTED, (name, column) -> {}))
                .toList();
    }

    @Benchmark
    @OperationsPerInvocation(ENTITIES)
    public JsonNode contactsParsed() throws IOException {
        return JSON.readTree(contacts);
    }

    @Benchmark
    @OperationsPerInvocation(ENTITIES)
    public void contactsToRows(Blackhole hole) throws IOException {
        for (JsonNode contact : JSON.readTree(contacts).path("data")) {
            rows(ofContacts, contact, hole);
        }
    }

    @Benchmark
    @OperationsPerInvocation(ENTITIES)
    public void conversationsParsed(Blackhole hole) throws IOException {
        for (byte[] conversation : conversations) {
            hole.consume(JSON.readTree(conversation));
        }
    }

    @Benchmark
    @OperationsPerInvocation(ENTITIES)
    public void conversationsToRows(Blackhole hole) throws IOException {
        for (byte[] conversation : conversations) {
            rows(ofConversations, JSON.readTree(conversation), hole);
        }
    }

    private static void rows(List<RowReader> readers, JsonNode entity, Blackhole hole) {
        RowSink sink = new RowSink() {
            @Override
            public void row(Row row) {
                hole.consume(row);
            }

            @Override
            public void malformed(String table, String reason) {
                throw new IllegalStateException(table + ": " + reason);
            }
        };
        readers.forEach(reader -> reader.read((ObjectNode) entity, sink));
    }
}
