/**
 * The classes that all feeds share. A feed turns the entities of one stream into rows and puts them into a batch of records. The packages
 * below contain the feeds of streams that are read by update time ({@code incremental}), the feed of streams that are read whole
 * ({@code list}), the feed of contacts ({@code contact}), and the comparison with the rows that were sent ({@code change}).
 */
package io.kafkaconnect.intercom.feed;
