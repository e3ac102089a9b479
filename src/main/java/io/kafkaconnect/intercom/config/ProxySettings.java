package io.kafkaconnect.intercom.config;

import static io.kafkaconnect.intercom.config.SettingGroup.PROXY;
import static io.kafkaconnect.intercom.config.SettingValidator.between;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.List;

/** Settings for an HTTP proxy between the worker and Intercom. */
public final class ProxySettings {
    static final Setting PROXY_HOST = Setting.of(PROXY, "intercom.proxy.host", STRING, "", LOW, "Proxy host")
            .valid(SettingValidator.text(
                    "blank, or a name or address without scheme and port", "[\\w.-]*|\\[[0-9a-fA-F:.]+]"))
            .doc("HTTP proxy between the worker and Intercom. Blank: none.");

    static final Setting PROXY_PORT = Setting.of(PROXY, "intercom.proxy.port", INT, null, LOW, "Proxy port")
            .valid(between(1, 65_535))
            .shownWhen(PROXY_HOST, Setting::given)
            .doc("Port of the proxy. Required with a proxy host.");

    public static final Setting PROXY_USER = Setting.of(PROXY, "intercom.proxy.user", STRING, "", LOW, "Proxy user")
            .valid(SettingValidator.text("a text without colon and control characters", "[^:\\p{Cntrl}]*"))
            .shownWhen(PROXY_HOST, Setting::given)
            .doc("User name for the proxy. Blank: no login.");

    public static final Setting PROXY_PASSWORD = Setting.of(
                    PROXY, "intercom.proxy.password", PASSWORD, null, LOW, "Proxy password")
            .valid(SettingValidator.text("a text without control characters", "\\P{Cntrl}*"))
            .shownWhen(PROXY_HOST, Setting::given)
            .doc("Password of the proxy user. Use a config provider; never write the password here as plain text.");

    static final List<Setting> ALL = List.of(PROXY_HOST, PROXY_PORT, PROXY_USER, PROXY_PASSWORD);

    private ProxySettings() {}
}
