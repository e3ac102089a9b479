/**
 * What to ask next. Each {@link io.kafkaconnect.intercom.stream.Stream} of Intercom declares how its list is paged, ordered and resumed
 * and which detail calls an entity needs; a {@link io.kafkaconnect.intercom.reader.Reader} asks accordingly, many requests at a time,
 * and releases whole entities in order.
 *
 * <p>An entity leaves here with what the selected tables need of it: a contact with its whole notes and its {@code events}, or, where its
 * relations are read, with all its {@code tags.data} and {@code companies.data}; a conversation as the single GET gives it, or as it is
 * listed where that is enough, with a {@code role} on each of {@code contacts.contacts}; a membership as {@code contact_id},
 * {@code segment_id} and {@code role}.
 */
package io.kafkaconnect.intercom.stream;
