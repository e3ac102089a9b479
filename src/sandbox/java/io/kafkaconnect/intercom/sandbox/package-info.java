/**
 * A stateful Intercom of our own, for tests: it knows nothing of the connector and speaks HTTP as API version 2.16 does. {@code model}
 * is what a workspace holds and what happens to it; {@code search} finds in it; {@code json} puts it into words; {@code api} answers
 * requests; {@code http} carries them, with faults on demand; {@code truth} says what a complete copy would hold.
 */
package io.kafkaconnect.intercom.sandbox;
