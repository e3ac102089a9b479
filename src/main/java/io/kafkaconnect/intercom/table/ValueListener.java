package io.kafkaconnect.intercom.table;

/** Receives the outcome of a conversion that did not keep a value as it was. */
interface ValueListener {
    /** Ignores everything. */
    ValueListener NONE = new ValueListener() {
        @Override
        public void bad() {}

        @Override
        public void cleaned() {}
    };

    /** The value cannot be converted. */
    void bad();

    /** Characters of the value were replaced. */
    void cleaned();
}
