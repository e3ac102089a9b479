/**
 * Completes a listed entity with further requests that its tables need: for notes, events, conversation parts, tags, and roles.
 */
package io.kafkaconnect.intercom.reader.enrich;
