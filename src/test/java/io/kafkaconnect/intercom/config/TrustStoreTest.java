package io.kafkaconnect.intercom.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.support.Certificates;
import io.kafkaconnect.intercom.validation.ConfigValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a trust store that cannot be used; one that can is asked with in {@code TlsTest}. */
class TrustStoreTest {
    private static final String PREFIX = "intercom.ssl.truststore.";
    private static final String SECRET = "s3cr3t";

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        Certificates.store(folder.resolve("ca.jks"), "JKS", "ca");
        Certificates.store(folder.resolve("ca.p12"), "PKCS12", "ca");
        Certificates.store(folder.resolve("empty.jks"), "JKS");
        Certificates.store(folder.resolve("empty.p12"), "PKCS12");
        Files.writeString(folder.resolve("ca.pem"), Certificates.pem("ca"));
        Files.writeString(folder.resolve("note.txt"), "Here be " + SECRET);
        Files.writeString(folder.resolve("blank"), "");
        Files.writeString(
                folder.resolve("torn.pem"),
                Certificates.pem("ca") + Certificates.pem("stranger").replace("MII", "Mii"));
        Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\n" + SECRET + "\n-----END PRIVATE KEY-----\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            gone.jks  | JKS    | none        | location | does not exist on this worker
            .         | JKS    | none        | location | does not exist on this worker
            ca.jks    | JKS    | s3cr3t      | password | is not the password of the file
            ca.p12    | PKCS12 | s3cr3t      | password | is not the password of the file
            ca.p12    | PKCS12 | none        | password | is required
            ca.pem    | JKS    | none        | type     | must be PEM
            ca.pem    | PKCS12 | open-sesame | type     | must be PEM
            note.txt  | JKS    | none        | type     | is JKS, and the file
            note.txt  | PKCS12 | open-sesame | type     | is PKCS12, and the file
            blank     | JKS    | none        | type     | is JKS, and the file
            blank     | PKCS12 | open-sesame | type     | is PKCS12, and the file
            note.txt  | PEM    | none        | location | holds no text between
            ca.jks    | PEM    | none        | location | holds no text between
            key.pem   | PEM    | none        | location | holds no text between
            blank     | PEM    | none        | location | holds no text between
            torn.pem  | PEM    | none        | location | cannot be read, number 2
            empty.jks | JKS    | open-sesame | location | without trusted certificates
            empty.p12 | PKCS12 | open-sesame | location | without trusted certificates
            """)
    void a_file_that_cannot_be_used_is_told_at_the_setting_to_change(
            String file, String type, String password, String key, String words) {
        Map<String, String> given =
                new HashMap<>(Map.of("location", folder.resolve(file).toString(), "type", type));
        if (password != null) {
            given.put("password", password);
        }
        assertOneError(given, key, words);
    }

    @Test
    void a_file_that_is_too_large_is_not_read() throws IOException {
        Files.write(folder.resolve("large.pem"), new byte[10_000_001]);
        assertOneError(
                Map.of("location", folder.resolve("large.pem").toString(), "type", "PEM"), "location", "too large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cr3t", "-----BEGIN CERTIFICATE-----s3cr3t"})
    void text_that_holds_no_certificate_is_told(String text) {
        assertOneError(Map.of("certificates", text, "type", "PEM"), "certificates", "holds no text between");
    }

    @Test
    void text_with_a_damaged_certificate_is_told() {
        String damaged = "-----BEGIN CERTIFICATE-----" + SECRET + "-----END CERTIFICATE-----";
        assertOneError(Map.of("certificates", damaged, "type", "PEM"), "certificates", "cannot be read, number 1");
    }

    /** JSON that is escaped twice, and files of settings, leave a backslash and a letter. */
    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\r\\n", " ", "\n"})
    void line_breaks_of_a_certificate_may_be_written_in_any_way(String lineBreak) {
        String pem = Certificates.pem("ca").replace("\n", lineBreak);

        assertThat(TrustStore.certificatesIn(pem)).isEqualTo(TrustStore.certificatesIn(Certificates.pem("ca")));
    }

    @Test
    void one_authority_cannot_come_from_two_places() {
        String pem = Certificates.pem("ca");
        assertOneError(
                Map.of(
                        "certificates",
                        pem,
                        "type",
                        "PEM",
                        "location",
                        folder.resolve("ca.pem").toString()),
                "certificates",
                "must not be given together with intercom.ssl.truststore.location");
        assertOneError(Map.of("certificates", pem), "type", "must be PEM when intercom.ssl.truststore.certificates");
    }

    @Test
    void a_trust_store_tells_no_secret() {
        TrustStore store = TrustStore.of(new IntercomConfig(Map.of(
                                "intercom.access.token",
                                "token",
                                PREFIX + "location",
                                "/ca.jks",
                                PREFIX + "password",
                                SECRET))
                        .values())
                .orElseThrow();
        assertThat(store).hasToString("JKS /ca.jks");
        assertThat(new IntercomConfig(Map.of("intercom.access.token", "token")).trustStore())
                .isEmpty();
    }

    private static void assertOneError(Map<String, String> given, String key, String words) {
        Map<String, String> settings = new HashMap<>(Map.of("intercom.access.token", "token"));
        given.forEach((name, value) -> settings.put(PREFIX + name, value));
        Map<String, List<String>> errors = new TreeMap<>();
        for (ConfigValue value :
                ConfigValidator.check(settings, IntercomConfig.definition().validate(settings))) {
            if (!value.errorMessages().isEmpty()) {
                errors.put(value.name(), value.errorMessages());
            }
        }
        assertThat(errors)
                .containsOnlyKeys(PREFIX + key)
                .hasEntrySatisfying(
                        PREFIX + key,
                        messages -> assertThat(messages)
                                .singleElement()
                                .asString()
                                .contains(PREFIX + key, words)
                                .doesNotContain(SECRET, Certificates.PASSWORD));
    }
}
