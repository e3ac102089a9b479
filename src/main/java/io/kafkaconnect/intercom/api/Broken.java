package io.kafkaconnect.intercom.api;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Why a connection broke. The HTTP client wraps the cause in an exception that says only that there is no connection. */
final class Broken {
    /** A chain of causes may be a circle. */
    private static final int MOST_CAUSES = 50;

    private Broken() {}

    /** The innermost cause. */
    static Throwable deepest(Throwable thrown) {
        Throwable deepest = thrown;
        for (int i = 0; i < MOST_CAUSES && deepest.getCause() != null; i++) {
            deepest = deepest.getCause();
        }
        return deepest;
    }

    /** Whether the certificate is not trusted, or belongs to another host. */
    static boolean isCertificate(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
            if (cause instanceof CertificateException
                    || cause instanceof CertPathBuilderException
                    || cause instanceof CertPathValidatorException
                    || cause instanceof SSLPeerUnverifiedException
                    || cause instanceof SSLHandshakeException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
