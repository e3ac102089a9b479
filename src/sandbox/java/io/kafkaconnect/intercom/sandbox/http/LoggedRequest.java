package io.kafkaconnect.intercom.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.api.Call;
import java.time.Instant;

/** A request that was settled at some time; status 0 means it got no whole answer. */
public record LoggedRequest(Call call, String route, int status, Instant at) {

    public String path() {
        return call.path();
    }

    public JsonNode json() {
        return call.json();
    }
}
