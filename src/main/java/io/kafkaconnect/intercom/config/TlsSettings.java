package io.kafkaconnect.intercom.config;

import static io.kafkaconnect.intercom.config.SettingGroup.TLS;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.List;

/** Settings for TLS: the trusted certificate authorities. */
public final class TlsSettings {
    public static final Setting TRUSTSTORE_LOCATION = Setting.of(
                    TLS, "intercom.ssl.truststore.location", STRING, "", LOW, "Trust store file")
            .valid(SettingValidator.blankOr("the path of a file", SettingParser::path))
            .doc("Path of a trust store. The connector trusts its certificate authorities instead of those of the"
                    + " worker's Java. The file must exist on every worker. Blank: trust those of the worker's"
                    + " Java.");

    static final Setting TRUSTSTORE_PASSWORD = Setting.of(
                    TLS, "intercom.ssl.truststore.password", PASSWORD, null, LOW, "Trust store password")
            .shownWhen(TRUSTSTORE_LOCATION, Setting::given)
            .doc("Password of the trust store. Without it, the integrity of a JKS file is not checked, and most PKCS12"
                    + " files cannot be read. PEM needs no password.");

    static final Setting TRUSTSTORE_TYPE = Setting.of(
                    TLS, "intercom.ssl.truststore.type", STRING, "JKS", LOW, "Trust store type")
            .valid(SettingValidator.constant(TrustStore.Type.class))
            .doc("Format of the trust store. Use PEM for intercom.ssl.truststore.certificates.");

    public static final Setting TRUSTSTORE_CERTIFICATES = Setting.of(
                    TLS, "intercom.ssl.truststore.certificates", PASSWORD, null, LOW, "Trusted certificates")
            .valid(SettingValidator.blankOr("one or more certificates in PEM", TrustStore::certificatesIn))
            .doc("Trusted certificate authorities in PEM, instead of a file. Requires the type PEM.");

    static final List<Setting> ALL =
            List.of(TRUSTSTORE_LOCATION, TRUSTSTORE_PASSWORD, TRUSTSTORE_TYPE, TRUSTSTORE_CERTIFICATES);

    private TlsSettings() {}
}
