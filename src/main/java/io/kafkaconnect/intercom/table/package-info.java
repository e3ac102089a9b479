/**
 * Defines rows. {@link io.kafkaconnect.intercom.table.dictionary.Tables} lists the tables, one line for each column. Schemas, rows and
 * documentation derive from them. This package uses JSON and Connect's data classes, and knows nothing of HTTP, streams or tasks.
 *
 * <p>Each table names the streams that feed it. An entity of a stream is one JSON object that contains everything its tables need:
 *
 * <ul>
 *   <li>{@code users}, {@code leads}: an Intercom contact (API 2.x) of that role. {@code notes.data[]} holds complete notes. For users,
 *       {@code events[]} holds the entries of the event summary; null entries are skipped.
 *   <li>{@code users_relations}, {@code leads_relations}: the same contacts without notes and events. {@code tags.data[]} and
 *       {@code companies.data[]} are complete, with at least ids ({@code companies.companies[]} is accepted, too).
 *   <li>{@code segment_members}: {@code {"contact_id", "segment_id", "role"}}.
 *   <li>{@code companies}, {@code admins} (admins and teams, distinguished by {@code type}), {@code tags}, {@code segments}: the items as
 *       Intercom lists them.
 *   <li>{@code users_relations}, {@code leads_relations} also have {@code subscriptions.data[]}, joined from the two lists of Intercom.
 *   <li>{@code tickets}: the entry of the search. Each of {@code contacts.contacts[]} has a {@code role}, as in conversations.
 *   <li>{@code conversations}: the response to {@code GET /conversations/{id}?display_as=plaintext}, or the entry of the search if that is
 *       enough. Each of {@code contacts.contacts[]} has a {@code role} of {@code user} or {@code lead} if it is known.
 * </ul>
 */
package io.kafkaconnect.intercom.table;
