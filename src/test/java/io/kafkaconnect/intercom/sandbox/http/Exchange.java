package io.kafkaconnect.intercom.sandbox.http;

import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.api.Reply;
import java.time.Duration;
import java.time.Instant;

/** A request that waits for what will become of it. */
public interface Exchange {

    Call call();

    /** The sandbox's time. */
    Instant now();

    /** What the API says to the request; to be asked once. */
    Reply answer();

    void send(Reply reply);

    /** Sends the head and the first half of the body, and hangs up. */
    void sendHalf(Reply reply);

    void hangUp();

    /** Leaves the client waiting for ever. */
    void ignore();

    void later(Duration delay, Runnable then);
}
