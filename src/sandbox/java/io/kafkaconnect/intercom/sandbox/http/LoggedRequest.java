package io.kafkaconnect.intercom.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.api.Call;
import java.time.Instant;

/** A finished request and its time; status 0 means that it got no complete response. */
public record LoggedRequest(Call call, String route, int status, Instant at) {

    public String path() {
        return call.path();
    }

    public JsonNode json() {
        return call.json();
    }
}
