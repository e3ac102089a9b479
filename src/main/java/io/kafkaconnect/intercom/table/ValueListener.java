package io.kafkaconnect.intercom.table;

/** Hears what became of one value on its way into a column. */
interface ValueListener {
    /** Hears nothing. */
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
