/**
 * What all readers share: the step a reader reports, the entity it releases, and the pass over a list.
 * The packages below read by update time ({@code incremental}), read whole lists ({@code list}), and make the further calls that an entity
 * needs ({@code enrich}).
 *
 * <p>An entity leaves a reader with what the selected tables need of it: a contact with its whole notes and its {@code events}, or, where its
 * relations are read, with all its {@code tags.data} and {@code companies.data}; a conversation as the single GET gives it, or as it is
 * listed where that is enough, with a {@code role} on each of {@code contacts.contacts}; a membership as {@code contact_id},
 * {@code segment_id} and {@code role}.
 */
package io.kafkaconnect.intercom.reader;
