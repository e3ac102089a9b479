/** What Connect stores: the offset of each stream and of each shard of sent rows, with its conversion to and from a flat map. */
package io.kafkaconnect.intercom.offset;
