package io.kafkaconnect.intercom.sandbox.http;

import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import io.kafkaconnect.intercom.sandbox.api.Call;
import java.time.Duration;
import java.time.Instant;

/** A request that waits for what will become of it. */
public interface Exchange {

    Call call();

    /** The sandbox's time. */
    Instant now();

    /** What the API says to the request; to be asked once. */
    ApiReply answer();

    void send(ApiReply reply);

    /** Sends the head and the first half of the body, and hangs up. */
    void sendHalf(ApiReply reply);

    void hangUp();

    /** Leaves the client waiting for ever. */
    void ignore();

    void later(Duration delay, Runnable then);
}
