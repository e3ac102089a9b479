package io.kafkaconnect.intercom.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Certificate authorities, and certificates of servers on this machine. The JDK's keytool makes them on first use.
 *
 * <p>{@code ca} signed those for {@code right}, for {@code elsewhere} (of another host), {@code expired} and {@code early}; {@code stranger}
 * is another authority.
 */
public final class Certificates {
    /** The password of every store written here. */
    public static final String PASSWORD = "open-sesame";

    private static final KeyStore MADE = made();

    private Certificates() {}

    private static KeyStore made() {
        try {
            Path file = Files.createTempDirectory("certificates").resolve("all.p12");
            authority(file, "ca");
            authority(file, "stranger");
            signed(file, "right", "-ext", "san=ip:127.0.0.1,dns:localhost");
            signed(file, "elsewhere", "-ext", "san=dns:elsewhere.example");
            signed(file, "expired", "-ext", "san=ip:127.0.0.1", "-startdate", "-9d", "-validity", "2");
            signed(file, "early", "-ext", "san=ip:127.0.0.1", "-startdate", "+9d", "-validity", "20");
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD.toCharArray());
            }
            Files.delete(file);
            Files.delete(file.getParent());
            return store;
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void authority(Path file, String alias) throws IOException {
        keytool(file, alias, "-ext", "bc:c");
    }

    private static void signed(Path file, String alias, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("-signer", "ca"));
        options.addAll(Arrays.asList(more));
        keytool(file, alias, options.toArray(String[]::new));
    }

    private static void keytool(Path file, String alias, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias));
        command.addAll(Arrays.asList(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The keys for a server with the certificate of that name. */
    public static SSLContext server(String alias) {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(
                    alias,
                    MADE.getKey(alias, PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    MADE.getCertificateChain(alias));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Those certificates as PEM. */
    public static String pem(String... aliases) {
        StringBuilder text = new StringBuilder();
        for (String alias : aliases) {
            text.append("A comment on ").append(alias).append("\n-----BEGIN CERTIFICATE-----\n");
            text.append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded(alias)));
            text.append("\n-----END CERTIFICATE-----\n");
        }
        return text.toString();
    }

    /** Those certificates. */
    public static List<X509Certificate> list(String... aliases) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (String alias : aliases) {
            try {
                certificates.add((X509Certificate) MADE.getCertificate(alias));
            } catch (GeneralSecurityException failed) {
                throw new IllegalStateException(failed);
            }
        }
        return certificates;
    }

    private static byte[] encoded(String alias) {
        try {
            return MADE.getCertificate(alias).getEncoded();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Writes a store that trusts those certificates. */
    public static Path store(Path file, String type, String... aliases) {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            for (String alias : aliases) {
                Certificate certificate = MADE.getCertificate(alias);
                store.setCertificateEntry(alias, certificate);
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                store.store(out, PASSWORD.toCharArray());
            }
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
