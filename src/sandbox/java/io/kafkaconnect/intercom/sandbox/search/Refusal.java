package io.kafkaconnect.intercom.sandbox.search;

/** A request that Intercom refuses, with its error. */
public final class Refusal extends RuntimeException {

    private static final String WRONG_CURSOR = "starting_after is invalid";

    private final int status;
    private final String code;

    public Refusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public static Refusal parameter(String message) {
        return new Refusal(400, "parameter_invalid", message);
    }

    /** The cursor is none that this search gave. */
    public static Refusal wrongCursor() {
        return parameter(WRONG_CURSOR);
    }

    public static Refusal notFound(String message) {
        return new Refusal(404, "not_found", message);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Whether the cursor is the reason. */
    public boolean isOfCursor() {
        return WRONG_CURSOR.equals(getMessage());
    }
}
