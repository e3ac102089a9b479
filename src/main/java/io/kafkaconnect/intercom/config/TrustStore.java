package io.kafkaconnect.intercom.config;

import static io.kafkaconnect.intercom.config.TlsSettings.TRUSTSTORE_CERTIFICATES;
import static io.kafkaconnect.intercom.config.TlsSettings.TRUSTSTORE_LOCATION;
import static io.kafkaconnect.intercom.config.TlsSettings.TRUSTSTORE_PASSWORD;
import static io.kafkaconnect.intercom.config.TlsSettings.TRUSTSTORE_TYPE;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.types.Password;

/**
 * The trusted certificate authorities of the settings: in a file, or in a setting.
 *
 * @param location the path of the file; blank if the setting holds the certificates
 * @param password the password of the file; null without one
 * @param text the certificates in PEM; blank if they are in a file
 */
public record TrustStore(Type type, String location, Password password, String text) {
    /** The maximum size of the file. Usual trust stores are far smaller. */
    private static final int MAX_BYTES = 10_000_000;

    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN (?:X509 |X\\.509 )?CERTIFICATE-----([^-]*)-----END (?:X509 |X\\.509 )?CERTIFICATE-----");

    /** White space, or a line break in the form that JSON and properties files use. */
    private static final Pattern BREAK = Pattern.compile("\\s|\\\\[nr]");

    private static final String NO_PEM =
            "holds no text between -----BEGIN CERTIFICATE----- and -----END CERTIFICATE-----";

    /** Format of the file, by Kafka's names. */
    enum Type {
        JKS,
        PKCS12,
        PEM
    }

    /** The trust store of the settings; empty if the settings name none. Reads no file. */
    public static Optional<TrustStore> of(Map<String, ?> values) {
        Object location = values.get(TRUSTSTORE_LOCATION.key());
        Object text = values.get(TRUSTSTORE_CERTIFICATES.key());
        if (Setting.blank(location) && Setting.blank(text)) {
            return Optional.empty();
        }
        Object password = values.get(TRUSTSTORE_PASSWORD.key());
        return Optional.of(new TrustStore(
                SettingParser.choice(Type.class, String.valueOf(values.get(TRUSTSTORE_TYPE.key()))),
                location == null ? "" : location.toString(),
                Setting.given(password) ? (Password) password : null,
                text == null ? "" : ((Password) text).value()));
    }

    /**
     * The certificates, at least one.
     *
     * @throws UnusableTrustStoreException if no certificate can be read
     */
    public List<X509Certificate> certificates() {
        if (location.isBlank()) {
            return inPem(TRUSTSTORE_CERTIFICATES, text);
        }
        byte[] content = content();
        String asText = new String(content, StandardCharsets.ISO_8859_1);
        if (type == Type.PEM) {
            return inPem(TRUSTSTORE_LOCATION, asText);
        }
        if (PEM.matcher(asText).find()) {
            throw new UnusableTrustStoreException(
                    TRUSTSTORE_TYPE, "must be PEM for the kind of file that " + TRUSTSTORE_LOCATION.key() + " names.");
        }
        return inStore(content);
    }

    private byte[] content() {
        Path file = SettingParser.path(location);
        try {
            // Reading a device or a pipe might never end.
            if (!Files.isRegularFile(file)) {
                throw new UnusableTrustStoreException(
                        TRUSTSTORE_LOCATION, "names a file that does not exist on this worker.");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new UnusableTrustStoreException(TRUSTSTORE_LOCATION, "names a file too large for a trust store.");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UnusableTrustStoreException(
                    TRUSTSTORE_LOCATION,
                    "names a file that this worker may not read ("
                            + unreadable.getClass().getSimpleName() + ").");
        }
    }

    private List<X509Certificate> inStore(byte[] content) {
        try {
            KeyStore store = KeyStore.getInstance(type.name());
            store.load(
                    new ByteArrayInputStream(content),
                    password == null ? null : password.value().toCharArray());
            List<X509Certificate> certificates = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    certificates.add(certificate);
                }
            }
            if (certificates.isEmpty()) {
                throw without();
            }
            return certificates;
        } catch (IOException unreadable) {
            throw unreadable.getCause() instanceof UnrecoverableKeyException
                    ? new UnusableTrustStoreException(
                            TRUSTSTORE_PASSWORD,
                            "is not the password of the file that " + TRUSTSTORE_LOCATION.key() + " names.")
                    : new UnusableTrustStoreException(
                            TRUSTSTORE_TYPE,
                            "is " + type + ", and the file that " + TRUSTSTORE_LOCATION.key()
                                    + " names is not, or is damaged.");
        } catch (GeneralSecurityException unreadable) {
            throw new UnusableTrustStoreException(
                    TRUSTSTORE_LOCATION,
                    "names a file that cannot be read (" + unreadable.getClass().getSimpleName() + ").");
        }
    }

    /** The file shows no certificate: Java leaves out entries that it cannot decrypt or that a PKCS12 file does not mark as trusted. */
    private UnusableTrustStoreException without() {
        return password == null
                ? new UnusableTrustStoreException(
                        TRUSTSTORE_PASSWORD,
                        "is required: without it, the file of " + TRUSTSTORE_LOCATION.key() + " shows no certificate.")
                : new UnusableTrustStoreException(
                        TRUSTSTORE_LOCATION,
                        "names a file without trusted certificates. Make it with keytool -importcert, or give PEM.");
    }

    private static List<X509Certificate> inPem(Setting setting, String text) {
        try {
            return certificatesIn(text);
        } catch (IllegalArgumentException problem) {
            throw new UnusableTrustStoreException(setting, problem.getMessage() + ".");
        }
    }

    /**
     * The certificates of a text in PEM, at least one. The text between them does not matter. Line breaks may have become blanks, or the
     * characters {@code \\n}.
     *
     * @throws IllegalArgumentException if there is no certificate, or if one cannot be read
     */
    static List<X509Certificate> certificatesIn(String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher found = PEM.matcher(text);
        while (found.find()) {
            certificates.add(certificate(found.group(1), certificates.size() + 1));
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException(NO_PEM);
        }
        return certificates;
    }

    private static X509Certificate certificate(String base64, int number) {
        try {
            byte[] encoded = Base64.getDecoder().decode(BREAK.matcher(base64).replaceAll(""));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException | IllegalArgumentException damaged) {
            throw new IllegalArgumentException("holds a certificate that cannot be read, number " + number, damaged);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return location.isBlank() ? "certificates in PEM" : type + " " + location;
    }
}
