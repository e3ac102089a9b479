package io.kafkaconnect.intercom.sandbox.search;

/** A request that Intercom refuses, with its error. */
public final class Refusal extends RuntimeException {

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

    public static Refusal notFound(String message) {
        return new Refusal(404, "not_found", message);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
