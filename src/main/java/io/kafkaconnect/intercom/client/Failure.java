package io.kafkaconnect.intercom.client;

/**
 * Why a request was not answered with data, told so that a person can act on it and without personal data: Intercom's free text is
 * kept only where it names a permission. Nothing is kept of what a gateway or proxy says.
 *
 * @param request what was asked
 * @param status HTTP status; 0 when no complete answer came
 * @param code Intercom's error code, or empty
 * @param requestId Intercom's id of the exchange, or empty; its support asks for it
 * @param detail what else is known, or empty
 * @param word who gave the answer
 */
public record Failure(Request request, int status, String code, String requestId, String detail, Origin word) {

    /** Who gave the answer. Only Intercom's own answer tells anything about what was asked for. */
    public enum Origin {
        /** Intercom's: the answer is its list of errors. */
        INTERCOM,
        /** An answer with status 200 that is cut, or does not hold what it must. */
        BROKEN,
        /** A proxy's, which wants a login. */
        PROXY,
        /** A redirect: Intercom's API has none. */
        REDIRECT,
        /** Any other answer that is not Intercom's, such as a gateway's page. */
        GATEWAY,
        /** Nobody's: the certificate of the host is not trusted. */
        CERTIFICATE,
        /** Nobody's: the certificate of the host names another one. */
        CERTIFICATE_OF_ANOTHER,
        /** Nobody's: the certificate of the host has expired, or is not valid yet. */
        CERTIFICATE_OUT_OF_DATE,
        /** Nobody's: no complete answer came. */
        CONNECTION;

        /** Whether a certificate is what is wrong. */
        public boolean isCertificate() {
            return this == CERTIFICATE || this == CERTIFICATE_OF_ANOTHER || this == CERTIFICATE_OUT_OF_DATE;
        }
    }

    /** A failure in Intercom's own words; where no answer came, one of the connection. */
    public Failure(Request request, int status, String code, String requestId, String detail) {
        this(request, status, code, requestId, detail, status == 0 ? Origin.CONNECTION : Origin.INTERCOM);
    }

    /** Whether Intercom itself says so. */
    public boolean isIntercoms() {
        return word == Origin.INTERCOM;
    }

    /** Whether Intercom refuses what was asked; any other failure may pass by itself. */
    public boolean isRefusal() {
        boolean mayPass = status >= 500 || status == 408 || status == 429 || code.equals("retry_after");
        return isIntercoms() && !mayPass;
    }

    /** "GET /me was answered 401 unauthorized (request id 7f3a): Access Token Invalid". */
    public String describe() {
        StringBuilder text = new StringBuilder(request.toString());
        if (status == 0) {
            text.append(" got no response");
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
            // Advice follows, behind a full stop of its own.
            text.append(": ").append(detail.endsWith(".") ? detail.substring(0, detail.length() - 1) : detail);
        }
        return text.toString();
    }
}
