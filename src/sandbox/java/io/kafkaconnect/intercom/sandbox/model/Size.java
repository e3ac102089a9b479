package io.kafkaconnect.intercom.sandbox.model;

import java.time.Duration;

/**
 * The size of a workspace. {@code longConversations} of the conversations, and as many tickets, have more parts than
 * Intercom returns.
 */
public record Size(
        int users,
        int leads,
        int companies,
        int segments,
        int tags,
        int admins,
        int teams,
        int conversations,
        int longConversations,
        double partsPerConversation,
        int deletedConversations,
        Duration history) {

    public static final Size EMPTY = new Size(0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, Duration.ofDays(1));
    public static final Size SMALL = new Size(120, 60, 40, 6, 16, 6, 3, 150, 1, 4, 12, Duration.ofDays(60));
    public static final Size MEDIUM = new Size(4000, 2000, 700, 20, 60, 40, 8, 5000, 5, 5, 300, Duration.ofDays(365));
    public static final Size LARGE =
            new Size(60_000, 40_000, 12_000, 60, 300, 300, 30, 100_000, 20, 5, 5000, Duration.ofDays(1000));

    /** A quarter as many as conversations, and at least three if there are any. */
    public int tickets() {
        return conversations == 0 ? 0 : Math.max(3, conversations / 4);
    }

    public Size contacts(int newUsers, int newLeads) {
        return new Size(
                newUsers,
                newLeads,
                companies,
                segments,
                tags,
                admins,
                teams,
                conversations,
                longConversations,
                partsPerConversation,
                deletedConversations,
                history);
    }

    public Size companies(int newCompanies) {
        return new Size(
                users,
                leads,
                newCompanies,
                segments,
                tags,
                admins,
                teams,
                conversations,
                longConversations,
                partsPerConversation,
                deletedConversations,
                history);
    }

    public Size conversations(int newConversations, int newLong, double newParts, int newDeleted) {
        return new Size(
                users,
                leads,
                companies,
                segments,
                tags,
                admins,
                teams,
                newConversations,
                newLong,
                newParts,
                newDeleted,
                history);
    }

    public Size over(Duration newHistory) {
        return new Size(
                users,
                leads,
                companies,
                segments,
                tags,
                admins,
                teams,
                conversations,
                longConversations,
                partsPerConversation,
                deletedConversations,
                newHistory);
    }
}
