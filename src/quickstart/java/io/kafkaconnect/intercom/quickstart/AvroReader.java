package io.kafkaconnect.intercom.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.DecoderFactory;

/** Reads records like any consumer of Confluent's format: from the bytes and the registry only. Not thread-safe. */
final class AvroReader {
    private static final int HEADER = 5;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final GenericData data = new GenericData();
    private final Map<Integer, GenericDatumReader<Object>> readers = new HashMap<>();
    private final String registryUrl;

    AvroReader(String registryUrl) {
        this.registryUrl = registryUrl;
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    }

    /** The key or value; null for a tombstone. */
    Object read(byte[] bytes) throws IOException {
        if (bytes == null) {
            return null;
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER || header.get() != 0) {
            throw new IOException("A record does not begin with a zero and the id of a schema");
        }
        int id = header.getInt();
        GenericDatumReader<Object> reader = readers.get(id);
        if (reader == null) {
            reader = new GenericDatumReader<>(null, null, data);
            reader.setSchema(schema(id));
            readers.put(id, reader);
        }
        return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null));
    }

    /** The number of schemas so far. */
    int schemas() {
        return readers.size();
    }

    private Schema schema(int id) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registryUrl + Registry.API + "/schemas/ids/" + id))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("The registry answers " + response.statusCode() + " for schema " + id);
            }
            return new Schema.Parser()
                    .parse(json.readTree(response.body()).path("schema").asText());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
