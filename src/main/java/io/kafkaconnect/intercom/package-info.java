/**
 * What Kafka Connect loads: the connector and its task, the opening of the HTTP client, the clock and the version. Everything else is below:
 *
 * <pre>
 * config              the settings that a user may set
 * plan                what the selected tables need: streams, calls, tasks
 * validation          what validate and the offsets endpoint check
 * task                the started task: built from settings and offsets, then polled
 * feed                turns entities into rows, and rows into batches of records
 *   feed.incremental    of streams that are read by update time
 *   feed.list           of streams that are read whole
 * fingerprint         which rows of a whole list were sent
 * metrics             what is counted, in JMX and in the log
 * message             sentences for people: what to do about a failure
 * stream              Intercom's lists, declared
 * reader              what all readers share
 *   reader.incremental  reads a list by update time
 *   reader.enrich       makes the calls that an entity needs beyond its list
 *   reader.list         reads a list that only comes whole
 * offset              what Connect stores, to and from its maps
 * table               what a row is: the data dictionary
 * client              Intercom's API: requests, replies, failures
 *   client.dispatch     queue, rate limit, retries, and what a response means
 *   client.http         the connection
 * value               how ids, times, numbers and texts of Intercom are read
 * </pre>
 *
 * <p>An arrow leads from a package to those that it uses. Every package may use {@code value}, and none uses the root:
 *
 * <pre>
 * root -&gt; all
 * task -&gt; feed.* -&gt; feed -&gt; metrics -&gt; message -&gt; stream
 *         feed.list -&gt; fingerprint -&gt; offset
 * validation -&gt; plan -&gt; config -&gt; table, client
 *               plan -&gt; stream -&gt; reader.list -&gt; reader.enrich -&gt; reader.incremental -&gt; reader -&gt; client
 *                                                                reader.incremental -&gt; offset
 * client.dispatch -&gt; client.http -&gt; client
 * </pre>
 */
package io.kafkaconnect.intercom;
