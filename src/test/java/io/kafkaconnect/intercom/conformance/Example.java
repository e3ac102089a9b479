package io.kafkaconnect.intercom.conformance;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An example of an answer.
 *
 * @param name operation, status and the name it has there
 * @param schema the component that describes the answer, or empty
 */
public record Example(String name, int status, String schema, JsonNode value) {

    boolean isData() {
        return status >= 200 && status < 300;
    }
}
