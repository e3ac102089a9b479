/**
 * The memory of the rows that were sent of a whole list: names and hashes, packed into shards.
 */
package io.kafkaconnect.intercom.fingerprint;
