package io.kafkaconnect.intercom.sandbox.item;

import io.kafkaconnect.intercom.sandbox.item.Shape.Members;
import java.util.List;
import java.util.function.Function;

/** The kinds of items. An item refers only to items of kinds above its own, or of its own kind. */
@SuppressWarnings("ImmutableEnumChecker") // Shapes are immutable, and the lists too.
public enum ItemKind {
    TICKET_STATES(2, TicketItems.STATE),
    TICKET_TYPES(2, TicketItems.TYPE),
    HELP_CENTERS(1, HelpCenterItems.HELP_CENTER),
    COLLECTIONS(4, HelpCenterItems.COLLECTION),
    ARTICLES(61, HelpCenterItems.ARTICLE),
    INTERNAL_ARTICLES(3, HelpCenterItems.INTERNAL_ARTICLE),
    AWAY_STATUS_REASONS(2, WorkspaceItems.AWAY_STATUS_REASON),
    BRANDS(1, WorkspaceItems.BRAND),
    SUBSCRIPTION_TYPES(2, PeopleItems.SUBSCRIPTION_TYPE),
    DATA_ATTRIBUTES(2, PeopleItems.DATA_ATTRIBUTE, ItemIds::number, PeopleItems.BUILT_IN, false),
    MACROS(4, SupportItems.MACRO),
    CONVERSATION_ATTRIBUTES(2, SupportItems.CONVERSATION_ATTRIBUTE),
    NEWSFEEDS(1, NewsItems.NEWSFEED),
    NEWS_ITEMS(4, NewsItems.NEWS_ITEM),
    EXTERNAL_PAGES(4, FinItems.EXTERNAL_PAGE),
    CONTENT_IMPORT_SOURCES(1, FinItems.CONTENT_IMPORT_SOURCE),
    CONTENT_SNIPPETS(4, FinItems.CONTENT_SNIPPET),
    COMPANY_NOTES(20, PeopleItems.COMPANY_NOTE),
    CALLS(12, SupportItems.CALL),
    ACTIVITY_LOGS(100, WorkspaceItems.ACTIVITY_LOG, ItemIds::uuid, List.of(), true);

    private final int perTeam;
    private final Members shape;
    private final Function<ItemIds, String> newId;
    private final List<String> builtIn;
    private final boolean appendOnly;

    ItemKind(int perTeam, Members shape) {
        this(perTeam, shape, ItemIds::number, List.of(), false);
    }

    ItemKind(int perTeam, Members shape, Function<ItemIds, String> newId, List<String> builtIn, boolean appendOnly) {
        this.perTeam = perTeam;
        this.shape = shape;
        this.newId = newId;
        this.builtIn = builtIn;
        this.appendOnly = appendOnly;
    }

    /** Whether items of this kind are never changed and never deleted. */
    public boolean isAppendOnly() {
        return appendOnly;
    }

    int perTeam() {
        return perTeam;
    }

    Members shape() {
        return shape;
    }

    String newId(ItemIds ids) {
        return newId.apply(ids);
    }

    /** The ids of those that every workspace has. */
    List<String> builtIn() {
        return builtIn;
    }
}
