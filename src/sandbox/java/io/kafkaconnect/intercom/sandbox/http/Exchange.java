package io.kafkaconnect.intercom.sandbox.http;

import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import io.kafkaconnect.intercom.sandbox.api.Call;
import java.time.Duration;
import java.time.Instant;

/** A request that waits for its response or fault. */
public interface Exchange {

    Call call();

    /** The sandbox's time. */
    Instant now();

    /** The response of the API to the request; may be called only once. */
    ApiReply answer();

    void send(ApiReply reply);

    /** Sends the head and the first half of the body, and closes the connection. */
    void sendHalf(ApiReply reply);

    void hangUp();

    /** Never responds. */
    void ignore();

    void later(Duration delay, Runnable then);
}
