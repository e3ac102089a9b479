package io.kafkaconnect.intercom.api;

/**
 * Why a request was not answered with data, told so that a person can act on it and without personal data: Intercom's free text is
 * kept only where it names a permission.
 *
 * @param request what was asked
 * @param status HTTP status; 0 when no complete answer came
 * @param code Intercom's error code, or empty
 * @param requestId Intercom's id of the exchange, or empty; its support asks for it
 * @param detail what else is known, or empty
 */
public record Failure(Request request, int status, String code, String requestId, String detail) {

    /** A failure in which no complete HTTP answer came back. */
    static Failure noAnswer(Request request, String detail) {
        return new Failure(request, 0, "", "", detail);
    }

    /** "GET /me was answered 401 unauthorized (request id 7f3a): Access Token Invalid". */
    public String describe() {
        StringBuilder text = new StringBuilder(request.toString());
        if (status == 0) {
            text.append(" got no answer");
        } else {
            text.append(" was answered ").append(status);
            if (!code.isEmpty()) {
                text.append(' ').append(code);
            }
            if (!requestId.isEmpty()) {
                text.append(" (request id ").append(requestId).append(')');
            }
        }
        if (!detail.isEmpty()) {
            text.append(": ").append(detail);
        }
        return text.toString();
    }
}
