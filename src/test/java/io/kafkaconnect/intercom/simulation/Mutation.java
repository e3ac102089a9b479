package io.kafkaconnect.intercom.simulation;

/** One way in which an answer differs from the right one. */
public enum Mutation {
    NULL(Group.VALUE),
    BOOLEAN(Group.VALUE),
    NUMBER(Group.VALUE),
    HUGE_NUMBER(Group.VALUE),
    TEXT(Group.VALUE),
    HUGE_TEXT(Group.VALUE),
    ODD_TEXT(Group.VALUE),
    CUT_TEXT(Group.VALUE),
    OBJECT(Group.VALUE),
    DEEP(Group.VALUE),
    EMPTY_LIST(Group.VALUE),
    LIST_OF_NULL(Group.VALUE),
    LIST_OF_TEXT(Group.VALUE),
    HALF_LIST(Group.VALUE),
    FIRST_OF_LIST(Group.VALUE),
    ENTRY_TWICE(Group.VALUE),
    REMOVED(Group.VALUE),
    DUPLICATED_KEY(Group.VALUE),
    SIBLING(Group.VALUE),

    CUT_BODY(Group.BODY),
    EMPTY_BODY(Group.BODY),
    HTML_BODY(Group.BODY),
    NO_JSON_BODY(Group.BODY),
    INVALID_UTF8_BODY(Group.BODY),
    OTHER_BODY(Group.BODY),
    WRAPPED_BODY(Group.BODY),

    STATUS_WITH_RIGHT_BODY(Group.STATUS),
    STATUS_WITH_FITTING_CODE(Group.STATUS),
    STATUS_WITH_ANY_CODE(Group.STATUS),
    STATUS_WITH_HTML(Group.STATUS),
    STATUS_WITH_FOREIGN_JSON(Group.STATUS),
    STATUS_WITHOUT_BODY(Group.STATUS),

    ERRORS_EMPTY(Group.ENVELOPE),
    ERRORS_NO_LIST(Group.ENVELOPE),
    CODE_NULL(Group.ENVELOPE),
    TYPE_OTHER(Group.ENVELOPE),

    DATE_AHEAD(Group.HEADERS),
    DATE_BEHIND(Group.HEADERS),
    DATE_GARBLED(Group.HEADERS),
    DATE_ABSENT(Group.HEADERS),
    RATE_LIMIT_ODD(Group.HEADERS),
    RETRY_AFTER_ODD(Group.HEADERS);

    /** What of an answer differs. */
    public enum Group {
        /** One JSON value in its body. */
        VALUE,
        /** The body as a whole. */
        BODY,
        /** The status, with a body of some kind. */
        STATUS,
        /** The status, with an error body that is nearly Intercom's. */
        ENVELOPE,
        /** Its headers. */
        HEADERS
    }

    private final Group group;

    Mutation(Group group) {
        this.group = group;
    }

    /** What of an answer it changes. */
    public Group group() {
        return group;
    }
}
