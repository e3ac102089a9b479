/**
 * A stateful Intercom for tests. It knows nothing of the connector, and its HTTP API is that of version 2.16. {@code model}
 * is the content of a workspace and its changes, {@code item} the entities of its further lists; {@code search} searches it;
 * {@code json} writes it; {@code api} answers requests; {@code http} is the server, with faults on demand; {@code truth} is
 * the content of a complete copy; {@code style} gives it names and texts.
 */
package io.kafkaconnect.intercom.sandbox;
