/**
 * What to ask next. Each {@link io.kafkaconnect.intercom.stream.Stream} of Intercom declares how its list is paged, ordered and resumed
 * and which detail calls an entity needs; a {@link io.kafkaconnect.intercom.stream.Reader} asks accordingly, many requests at a time,
 * and releases whole entities in order.
 *
 * <p>An entity leaves here complete, in the shape the tables expect: a contact with all its {@code tags.data}, {@code companies.data}
 * and {@code notes.data}, and its {@code events}; a conversation as the single GET gives it, with a {@code role} on each of
 * {@code contacts.contacts}; a membership as {@code contact_id}, {@code segment_id} and {@code role}.
 */
package io.kafkaconnect.intercom.stream;
