/**
 * Completes an entity with the calls that its tables need beyond the list: notes, events, parts, tags, roles.
 */
package io.kafkaconnect.intercom.reader.enrich;
