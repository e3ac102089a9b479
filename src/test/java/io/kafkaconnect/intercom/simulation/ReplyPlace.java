package io.kafkaconnect.intercom.simulation;

/** Where in an answer a mutation is. */
public enum ReplyPlace {
    /** The whole body. */
    BODY,
    /** The headers. */
    HEADERS,
    /** The array of the list that was asked for. */
    LIST,
    /** What names the next page. */
    PAGES,
    /** A number of items, or whether there are more. */
    COUNT,
    /** One item of the list. */
    ENTRY,
    /** The id of an item, or of the entity that was asked for. */
    ID,
    /** A time of the entity itself. */
    TIME,
    /** The role of a contact. */
    ROLE,
    /** What an object says it is. */
    TYPE,
    /** What hangs on an entity: a list inside it, with all that it holds. */
    RELATION,
    /** Any other value. */
    CONTENT,
    /** A status of success. */
    STATUS_2XX,
    /** A status that points elsewhere. */
    STATUS_3XX,
    /** The token is refused. */
    STATUS_401,
    /** The permission is missing. */
    STATUS_402_403,
    /** The thing is gone. */
    STATUS_404_410,
    /** Too many requests. */
    STATUS_429,
    /** Any other refusal. */
    STATUS_4XX,
    /** The server cannot. */
    STATUS_5XX;

    static ReplyPlace of(int status) {
        return switch (status) {
            case 401 -> STATUS_401;
            case 402, 403 -> STATUS_402_403;
            case 404, 410 -> STATUS_404_410;
            case 429 -> STATUS_429;
            default ->
                switch (status / 100) {
                    case 2 -> STATUS_2XX;
                    case 3 -> STATUS_3XX;
                    case 4 -> STATUS_4XX;
                    default -> STATUS_5XX;
                };
        };
    }
}
