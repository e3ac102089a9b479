package io.kafkaconnect.intercom.client;

/**
 * Why the response to a request holds no data. It names the cause so that a person can act on it, and holds no personal data: Intercom's
 * free text is kept only if it names a permission, and the text of a gateway or proxy is never kept.
 *
 * @param request the failed request
 * @param status HTTP status; 0 if no complete response came
 * @param code Intercom's error code, or empty
 * @param requestId Intercom's id of the exchange, or empty; Intercom's support needs it
 * @param detail further details, or empty
 * @param origin the source of the response
 */
public record Failure(Request request, int status, String code, String requestId, String detail, Origin origin) {

    /** The source of the response. Only Intercom's own response says something about the requested data. */
    public enum Origin {
        /** Intercom. The response is its list of errors. */
        INTERCOM,
        /** A response with status 200 that is cut off or lacks its expected content. */
        BROKEN,
        /** A proxy that requires a login. */
        PROXY,
        /** A redirect: Intercom's API has none. */
        REDIRECT,
        /** Any other response that is not Intercom's, such as a gateway's page. */
        GATEWAY,
        /** No response: the certificate of the host is not trusted. */
        CERTIFICATE,
        /** No response: the certificate names another host. */
        CERTIFICATE_OF_ANOTHER,
        /** No response: the certificate of the host has expired, or is not valid yet. */
        CERTIFICATE_OUT_OF_DATE,
        /** No complete response came. */
        CONNECTION;

        /** Whether the certificate of the host is the cause. */
        public boolean isCertificate() {
            return this == CERTIFICATE || this == CERTIFICATE_OF_ANOTHER || this == CERTIFICATE_OUT_OF_DATE;
        }
    }

    /** A failure that Intercom reports; with status 0, a failure of the connection. */
    public Failure(Request request, int status, String code, String requestId, String detail) {
        this(request, status, code, requestId, detail, status == 0 ? Origin.CONNECTION : Origin.INTERCOM);
    }

    /** Whether the response comes from Intercom itself. */
    public boolean isIntercoms() {
        return origin == Origin.INTERCOM;
    }

    /** Whether Intercom refuses the request. Any other failure may be temporary. */
    public boolean isRefusal() {
        boolean mayPass = status >= 500 || status == 408 || status == 429 || code.equals("retry_after");
        return isIntercoms() && !mayPass;
    }

    /** One sentence, such as "GET /me was answered 401 unauthorized (request id 7f3a): Access Token Invalid". */
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
            // The caller adds a full stop and a remedy.
            text.append(": ").append(detail.endsWith(".") ? detail.substring(0, detail.length() - 1) : detail);
        }
        return text.toString();
    }
}
