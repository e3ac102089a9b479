package io.kafkaconnect.intercom.client.response;

import io.kafkaconnect.intercom.client.Failure;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Finds out why a connection broke. The HTTP client wraps the cause in an exception that says only that there is no connection. */
final class ConnectionBreak {
    /** Maximum length of a chain of causes, which may be circular. */
    private static final int MAX_CAUSES = 50;

    private ConnectionBreak() {}

    /** The innermost cause. */
    static Throwable deepest(Throwable thrown) {
        Throwable deepest = thrown;
        for (int i = 0; i < MAX_CAUSES && deepest.getCause() != null; i++) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    /**
     * What is wrong with the certificate of the host; empty if nothing is known to be wrong. Other errors of a handshake do not concern the
     * certificate: a server that closes the connection or speaks another version may recover by itself.
     */
    static Optional<Failure.Origin> certificate(Throwable thrown) {
        Throwable deepest = deepest(thrown);
        if (deepest instanceof CertificateExpiredException || deepest instanceof CertificateNotYetValidException) {
            return Optional.of(Failure.Origin.CERTIFICATE_OUT_OF_DATE);
        }
        if (isNameRefused(deepest)) {
            return Optional.of(Failure.Origin.CERTIFICATE_OF_ANOTHER);
        }
        Throwable cause = thrown;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            if (cause instanceof CertificateException
                    || cause instanceof CertPathBuilderException
                    || cause instanceof CertPathValidatorException
                    || cause instanceof InvalidAlgorithmParameterException) {
                return Optional.of(Failure.Origin.CERTIFICATE);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** Java has no exception for a wrong host name. It checks the name last, so nothing else is wrong with the certificate. */
    private static boolean isNameRefused(Throwable deepest) {
        String message = String.valueOf(deepest.getMessage());
        return deepest instanceof SSLPeerUnverifiedException
                || (deepest instanceof CertificateException
                        && (message.startsWith("No subject alternative") || message.startsWith("No name matching")));
    }
}
