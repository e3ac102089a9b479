/**
 * The types that all readers share: the step of a reader, the entity that it releases, and the pass over a list.
 * The packages below read by update time ({@code incremental}), read whole lists ({@code list}), make the further calls that an entity
 * needs ({@code enrich}), and read one page ({@code page}).
 *
 * <p>A released entity contains everything that the selected tables need. A contact has its complete notes and its {@code events}; for the
 * relations, it has all its {@code tags.data} and {@code companies.data}. A conversation is the response to its single GET, or its entry in
 * the list if that is enough, with a {@code role} on each of {@code contacts.contacts}. A membership has {@code contact_id},
 * {@code segment_id} and {@code role}.
 */
package io.kafkaconnect.intercom.reader;
