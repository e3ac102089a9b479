package io.kafkaconnect.intercom.stream;

/** What a reading that came to its end can say about rows that it did not meet. */
@FunctionalInterface
public interface Proof {

    /**
     * About one of the rows that were asked about.
     *
     * @param row its name: table and key, parted by slashes
     */
    Evidence of(String row);
}
