package io.kafkaconnect.intercom.sandbox.json;

import java.util.List;

/** The form of every error. */
public final class ErrorJson {

    private ErrorJson() {}

    public static byte[] of(String requestId, String code, String message) {
        return JsonWriter.object(json -> json.put("type", "error.list")
                .put("request_id", requestId)
                .list(
                        "errors",
                        List.of(code),
                        (error, each) -> error.put("code", each).put("message", message)));
    }
}
