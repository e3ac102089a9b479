package io.kafkaconnect.intercom.simulation;

/** The two ways a worker can run source connectors. */
public enum DeliveryGuarantee {
    EXACTLY_ONCE,
    AT_LEAST_ONCE
}
