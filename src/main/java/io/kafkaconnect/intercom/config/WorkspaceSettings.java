package io.kafkaconnect.intercom.config;

import static io.kafkaconnect.intercom.config.SettingGroup.INTERCOM;
import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Type.PASSWORD;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.kafkaconnect.intercom.client.ApiVersion;
import io.kafkaconnect.intercom.client.Region;
import java.util.List;

/** Settings for the connection to one workspace: token, region, address and API version. */
public final class WorkspaceSettings {
    public static final Setting ACCESS_TOKEN = Setting.of(
                    INTERCOM, "intercom.access.token", PASSWORD, NO_DEFAULT_VALUE, HIGH, "Access token")
            .valid(SettingValidator.token())
            .doc("Access token of the Intercom app. Use a config provider; never write the token here as plain text.");

    public static final Setting BASE_URL = Setting.of(INTERCOM, "intercom.base.url", STRING, "", LOW, "Base URL")
            .valid(SettingValidator.blankOr("an http or https URL without user and query", SettingParser::baseUrl))
            .doc("Address of the API if you use a test server or a gateway. Blank: the address of the region.");

    public static final Setting REGION = Setting.of(INTERCOM, "intercom.region", STRING, "us", HIGH, "Region")
            .valid(SettingValidator.oneOf(Region.class))
            .shownWhen(BASE_URL, Setting::blank)
            .doc("Region where Intercom hosts the workspace. Intercom refuses the token in any other region.");

    public static final Setting API_VERSION = Setting.of(
                    INTERCOM, "intercom.api.version", STRING, "2.16", LOW, "API version")
            .valid(SettingValidator.readable(
                    "2." + ApiVersion.OLDEST_MINOR + " or a later 2.x, or Preview", ApiVersion::of))
            .doc(
                    "Version of Intercom's API. The connector sends it with every request; it overrides the version set for"
                            + " the app. From 2.17 on, the connector searches contacts by the second, if Intercom does, and"
                            + " companies by their changes.");

    static final List<Setting> ALL = List.of(ACCESS_TOKEN, REGION, BASE_URL, API_VERSION);

    private WorkspaceSettings() {}
}
