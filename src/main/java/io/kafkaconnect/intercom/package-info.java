/**
 * The classes that Kafka Connect loads: the connector and its task. This package also opens the HTTP clients, and contains the clock and the
 * version. All other classes are in the packages below:
 *
 * <pre>
 * config              the settings that a user may set
 * plan                the streams, enrichments and tasks for the selected tables
 * validation          the checks of validate and of the offsets endpoint
 * task                the started task: built from settings and offsets, then polled
 * feed                turns entities into rows, and rows into batches of records
 *   feed.incremental    for streams that are read by update time
 *   feed.change         compares rows with those that were sent, and batches the differences
 *   feed.list           for streams that are read whole, with their tombstones
 *   feed.contact        for the tags, companies and profiles of contacts, with the tombstones of deleted contacts
 *   feed.conversation   for changes of conversations and tickets that do not change their update time
 * memory              the rows that were sent, of whole lists, relations and conversations
 * metrics             counters and gauges, in JMX and in the log
 * message             texts for people: the remedy for a failure
 * stream              declares Intercom's lists
 * reader              the types that all readers share
 *   reader.page         one page of a list that carries update times
 *   reader.enrich       makes the further requests that an entity of a list needs
 *   reader.incremental  reads a list by update time
 *   reader.list         reads a list that can only be read whole
 * offset              what Connect stores: offsets, to and from its flat maps
 * table               defines rows, from the fields of Intercom's JSON to columns
 *   table.dictionary    declares all tables and their columns, a class for each template
 * client              Intercom's API: requests, replies, failures
 *   client.dispatch     queue, rate limit, retries
 *   client.response     the meaning of responses
 *   client.http         the connection
 * value               reads ids, times, numbers and texts of Intercom
 * </pre>
 *
 * <p>An arrow leads from a package to the packages that it uses. Every package may use {@code value}, and none uses the root:
 *
 * <pre>
 * root -&gt; all
 * task -&gt; feed.* -&gt; feed -&gt; metrics -&gt; message -&gt; stream
 *         feed.contact -&gt; feed.list -&gt; feed.change -&gt; memory -&gt; offset
 * validation -&gt; plan -&gt; config -&gt; table, client
 *               plan -&gt; stream -&gt; reader.list, reader.incremental -&gt; reader.enrich -&gt; reader.page -&gt; reader -&gt; client
 *                                           reader.incremental, reader.page -&gt; offset
 * client.dispatch -&gt; client.response -&gt; client.http -&gt; client
 * </pre>
 */
package io.kafkaconnect.intercom;
