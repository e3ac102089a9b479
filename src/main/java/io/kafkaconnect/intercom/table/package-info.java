/**
 * What a row is. {@link io.kafkaconnect.intercom.table.Tables} is the data dictionary: 22 tables, one column a line; schemas, rows and
 * documentation all derive from it. This package knows JSON entities and Connect data, nothing of HTTP, streams or tasks.
 *
 * <p>Tables name the stream that feeds them. An entity of a stream is one JSON object, already completed with what its tables need:
 *
 * <ul>
 *   <li>{@code users}, {@code leads}: an Intercom contact (API 2.x) of that role, in which {@code notes.data[]} holds whole
 *       notes, and, for users, {@code events[]} the entries of the event summary (an entry may be null: skipped).
 *   <li>{@code users_relations}, {@code leads_relations}: the same contacts without those, in which {@code tags.data[]} and
 *       {@code companies.data[]} are complete (at least ids; {@code companies.companies[]} is understood too).
 *   <li>{@code segment_members}: {@code {"contact_id", "segment_id", "role"}}.
 *   <li>{@code companies}, {@code admins} (admins and teams, told apart by {@code type}), {@code tags}, {@code segments}: the items as
 *       Intercom lists them.
 *   <li>{@code conversations}: the answer to {@code GET /conversations/{id}?display_as=plaintext}, or what the search lists where that is
 *       enough, with a {@code role} of {@code user} or
 *       {@code lead} added to each {@code contacts.contacts[]} where it is known.
 * </ul>
 */
package io.kafkaconnect.intercom.table;
