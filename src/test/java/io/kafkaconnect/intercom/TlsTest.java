package io.kafkaconnect.intercom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.dispatch.IntercomClient;
import io.kafkaconnect.intercom.client.http.AccessToken;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.config.UnusableTrustStoreException;
import io.kafkaconnect.intercom.plan.TaskConfig;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.support.Certificates;
import io.kafkaconnect.intercom.support.SecureServer;
import io.kafkaconnect.intercom.support.TunnelProxy;
import io.kafkaconnect.intercom.task.Wakeup;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How certificates are checked: those of a gateway with its own authority, and wrong ones. */
class TlsTest {
    private static final String LOCATION = "intercom.ssl.truststore.location";
    private static final String CERTIFICATES = "intercom.ssl.truststore.certificates";

    @TempDir
    private Path folder;

    /** The forms in which a user may give an authority. */
    enum Given {
        JKS_FILE,
        JKS_FILE_WITHOUT_PASSWORD,
        PKCS12_FILE,
        PKCS12_FILE_CALLED_JKS,
        PEM_FILE,
        PEM_TEXT,
        PEM_IN_ONE_LINE,
        PEM_OF_TWO
    }

    private Map<String, String> trusting(Given given, String authority) throws IOException {
        return switch (given) {
            case JKS_FILE -> file("JKS", Certificates.store(folder.resolve("ca.jks"), "JKS", authority), true);
            case JKS_FILE_WITHOUT_PASSWORD ->
                file("JKS", Certificates.store(folder.resolve("ca.jks"), "JKS", authority), false);
            case PKCS12_FILE -> file("PKCS12", Certificates.store(folder.resolve("ca.p12"), "PKCS12", authority), true);
            case PKCS12_FILE_CALLED_JKS ->
                file("JKS", Certificates.store(folder.resolve("ca.p12"), "PKCS12", authority), true);
            case PEM_FILE ->
                file("pem", Files.writeString(folder.resolve("ca.pem"), Certificates.pem(authority)), false);
            case PEM_TEXT -> text(Certificates.pem(authority));
            case PEM_IN_ONE_LINE -> text(Certificates.pem(authority).replace('\n', ' '));
            case PEM_OF_TWO -> text(Certificates.pem("elsewhere", authority));
        };
    }

    private static Map<String, String> file(String type, Path file, boolean password) {
        Map<String, String> settings = new HashMap<>(Map.of(LOCATION, file.toString()));
        settings.put("intercom.ssl.truststore.type", type);
        if (password) {
            settings.put("intercom.ssl.truststore.password", Certificates.PASSWORD);
        }
        return settings;
    }

    private static Map<String, String> text(String pem) {
        return Map.of("intercom.ssl.truststore.type", "PEM", CERTIFICATES, pem);
    }

    private static Map<String, String> settings(String url, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(
                Map.of("intercom.access.token", "secret-token", "intercom.base.url", url, "intercom.tables", "admins"));
        settings.putAll(more);
        return settings;
    }

    private static Map<String, List<String>> findings(Map<String, String> settings) {
        Map<String, List<String>> findings = new TreeMap<>();
        for (ConfigValue value :
                new IntercomSourceConnector().validate(settings).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                findings.put(value.name(), value.errorMessages());
            }
        }
        return findings;
    }

    @ParameterizedTest
    @EnumSource
    void a_custom_authority_is_trusted_in_every_form(Given given) throws IOException {
        try (SecureServer server = new SecureServer("right")) {
            assertThat(findings(settings(server.url(), trusting(given, "ca")))).isEmpty();
            assertThat(server.asked()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_certificate_of_another_authority_is_not_trusted(Given given) throws IOException {
        try (SecureServer server = new SecureServer("right")) {
            Map<String, String> settings = settings(server.url(), trusting(given, "stranger"));
            String key = settings.containsKey(CERTIFICATES) ? CERTIFICATES : LOCATION;
            assertThat(findings(settings))
                    .containsOnlyKeys(key)
                    .hasEntrySatisfying(
                            key,
                            messages -> assertThat(messages)
                                    .singleElement()
                                    .asString()
                                    .contains(
                                            "the certificate of 127.0.0.1 is not trusted: SunCertPathBuilderException",
                                            LOCATION)
                                    .doesNotContain(Certificates.PASSWORD, "secret-token"));
            assertThat(server.asked()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            right     | false | intercom.ssl.truststore.location     | is not trusted: SunCertPathBuilderException
            elsewhere | true  | intercom.base.url                    | names another host: CertificateException
            expired   | true  | intercom.ssl.truststore.certificates | has expired or is not valid yet: CertificateExpiredException
            early     | true  | intercom.ssl.truststore.certificates | has expired or is not valid yet: CertificateNotYetValidException
            """)
    void a_wrong_certificate_is_reported_on_the_setting_to_change(
            String certificate, boolean trusted, String key, String words) throws IOException {
        try (SecureServer server = new SecureServer(certificate)) {
            Map<String, String> settings = settings(server.url(), trusted ? trusting(Given.PEM_TEXT, "ca") : Map.of());
            assertThat(findings(settings))
                    .containsOnlyKeys(key)
                    .hasEntrySatisfying(
                            key,
                            messages -> assertThat(messages)
                                    .singleElement()
                                    .asString()
                                    .contains("the certificate of 127.0.0.1", words));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            right     | stranger | is not trusted: SunCertPathBuilderException
            elsewhere | ca       | names another host: CertificateException
            expired   | ca       | has expired or is not valid yet: CertificateExpiredException
            """)
    @Timeout(60)
    void a_task_fails_with_the_error_of_the_certificate(String certificate, String authority, String words)
            throws Exception {
        try (SecureServer server = new SecureServer(certificate)) {
            IntercomSourceTask task = new IntercomSourceTask(
                    Wakeup.real(),
                    new MonotonicClock(),
                    (config, tasks, clock, listener, token) -> impatient(config, listener));
            task.initialize((SourceTaskContext) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {SourceTaskContext.class},
                    (self, method, arguments) -> null));
            task.start(TaskConfig.of(
                    settings(server.url(), trusting(Given.JKS_FILE, authority)),
                    0,
                    1,
                    List.of(Streams.named("admins").orElseThrow())));
            assertThatThrownBy(() -> {
                        while (task.poll() == null) {}
                    })
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("GET /me got no response: the certificate of 127.0.0.1")
                    .hasMessageContaining(words)
                    .hasMessageContaining("Restart the task")
                    .message()
                    .doesNotContain(Certificates.PASSWORD, "secret-token");
            task.stop();
        }
    }

    private static IntercomClient impatient(IntercomConfig config, ExchangeListener listener) {
        return IntercomClients.open(
                config,
                1,
                Duration.ofSeconds(20),
                -1,
                Clock.systemUTC(),
                listener,
                AccessToken.fixed("secret-token"),
                Duration.ofMillis(300));
    }

    @Test
    void a_task_without_its_trust_store_fails_at_once() {
        IntercomConfig config = new IntercomConfig(settings(
                "https://127.0.0.1:1",
                Map.of(LOCATION, folder.resolve("gone.jks").toString())));
        assertThatThrownBy(() ->
                        IntercomClients.open(config, 1, Clock.systemUTC(), ExchangeListener.NONE, () -> "secret-token"))
                .isInstanceOf(UnusableTrustStoreException.class)
                .hasMessage("intercom.ssl.truststore.location names a file that does not exist on this worker.");
    }

    @ParameterizedTest
    @CsvSource({"right, 200", "wrong, 407", "none, 407"})
    void a_tunnel_through_a_proxy_is_checked_like_the_host_behind_it(String login, int status) throws Exception {
        try (SecureServer server = new SecureServer("right");
                TunnelProxy proxy = new TunnelProxy("me", "right")) {
            Map<String, String> more = new HashMap<>(trusting(Given.PEM_FILE, "ca"));
            more.put("intercom.proxy.host", "127.0.0.1");
            more.put("intercom.proxy.port", String.valueOf(proxy.port()));
            if (!login.equals("none")) {
                more.put("intercom.proxy.user", "me");
                more.put("intercom.proxy.password", login);
            }
            Map<String, String> settings = settings(server.url(), more);
            if (status == 200) {
                assertThat(findings(settings)).isEmpty();
                assertThat(server.asked()).isPositive();
            } else {
                String key = login.equals("none") ? "intercom.proxy.user" : "intercom.proxy.password";
                assertThat(findings(settings))
                        .containsOnlyKeys(key)
                        .hasEntrySatisfying(
                                key,
                                messages -> assertThat(messages)
                                        .singleElement()
                                        .asString()
                                        .contains("does not let the connector through", "407"));
                assertThat(server.asked()).isZero();
            }
        }
    }

    @Test
    void a_proxy_that_refuses_the_login_for_a_while_is_retried() throws Exception {
        try (SecureServer server = new SecureServer("right");
                TunnelProxy proxy = new TunnelProxy("me", "right")) {
            Map<String, String> more = new HashMap<>(trusting(Given.PEM_FILE, "ca"));
            more.put("intercom.proxy.host", "127.0.0.1");
            more.put("intercom.proxy.port", String.valueOf(proxy.port()));
            more.put("intercom.proxy.user", "me");
            more.put("intercom.proxy.password", "right");
            more.put("intercom.retry.backoff.ms", "10");
            proxy.refuse(3);
            try (IntercomClient client =
                    impatient(new IntercomConfig(settings(server.url(), more)), ExchangeListener.NONE)) {
                assertThat(client.send(Request.get("/me")).get(30, TimeUnit.SECONDS))
                        .isInstanceOf(Reply.Success.class);
                assertThat(proxy.refused()).isEqualTo(3);
            }
        }
    }
}
