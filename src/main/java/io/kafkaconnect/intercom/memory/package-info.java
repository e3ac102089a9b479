/**
 * The memory of the rows that were sent, of whole lists, relations and conversations. It contains the names and fingerprints of the rows of
 * each owner (a contact, a conversation, a company). They are packed into shards that Connect stores as offsets.
 */
package io.kafkaconnect.intercom.memory;
