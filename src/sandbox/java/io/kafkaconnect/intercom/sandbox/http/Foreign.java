package io.kafkaconnect.intercom.sandbox.http;

import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

/** Responses of gateways and proxies, with any status: none of them is Intercom's. */
public final class Foreign {

    private Foreign() {}

    /** HTML pages with each of these statuses. */
    public static Stream<Fault> html(int... statuses) {
        return Arrays.stream(statuses).mapToObj(Fault::html);
    }

    /** Responses of gateways to programs, with each of these statuses. */
    public static Stream<Fault> json(int... statuses) {
        return Arrays.stream(statuses)
                .boxed()
                .flatMap(status -> Stream.of(
                                "{\"message\":\"no Route matched with those values\"}",
                                "{\"fault\":{\"faultstring\":\"Rate limit quota violation\",\"detail\":{\"errorcode\":\"policies.Quota\"}}}",
                                "{\"error\":\"" + status + "\"}",
                                "[]",
                                "null",
                                "\"" + status + "\"")
                        .map(body -> Fault.reply(ApiReply.json(status, body.getBytes(StandardCharsets.UTF_8)))));
    }

    /** Empty responses with each of these statuses. */
    public static Stream<Fault> empty(int... statuses) {
        return Arrays.stream(statuses).mapToObj(status -> Fault.reply(new ApiReply(status, Map.of(), new byte[0])));
    }

    /** All of these. */
    public static Stream<Fault> any(int... statuses) {
        return Stream.of(html(statuses), json(statuses), empty(statuses)).flatMap(faults -> faults);
    }
}
