/**
 * What feeds share. A feed turns the entities of one stream into rows and puts them into a batch of records.
 * The packages below feed what is read by update time ({@code incremental}) and what is read whole ({@code list}).
 */
package io.kafkaconnect.intercom.feed;
