package io.kafkaconnect.intercom.feed.contact;

import io.kafkaconnect.intercom.feed.NotesOfUsers;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/**
 * The part of the configuration that decides how contacts are compared.
 *
 * @param since contacts that were not updated since are left out, in epoch seconds
 * @param needsTaggers whether the tables have columns that only a call for the contact's tags fills
 * @param receivesChanges whether another stream of the task hands over changed contacts; the first sweep then waits until it has caught up
 * @param settle how long Intercom's lists may take to show a change
 * @param remembersAll whether every contact that was sent since rows are remembered is known: a contact without details was then read
 * @param containsEach whether the memory contains each contact that was updated at that time, in epoch seconds, and sent
 * @param containsVersions whether the memory contains the version of each contact that was updated at that time, in epoch seconds, and sent
 * @param eventRound how long the connector takes to read the event summaries of all contacts again; negative if it does not
 * @param notes tells which notes may be sent
 */
public record RelationsOptions(
        long since,
        boolean needsTaggers,
        boolean receivesChanges,
        Duration settle,
        BooleanSupplier remembersAll,
        LongPredicate containsEach,
        LongPredicate containsVersions,
        Duration eventRound,
        NotesOfUsers.Check notes) {}
