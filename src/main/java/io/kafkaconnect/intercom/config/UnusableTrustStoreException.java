package io.kafkaconnect.intercom.config;

import org.apache.kafka.common.config.ConfigException;

/** The trust store of the settings cannot be read. The message begins with the key of the setting to change, and holds no secret. */
public final class UnusableTrustStoreException extends ConfigException {
    private static final long serialVersionUID = 1L;

    private final transient Setting setting;

    /**
     * An exception about one setting.
     *
     * @param setting the setting to change
     * @param problem what is wrong; it follows the key of the setting in the message
     */
    UnusableTrustStoreException(Setting setting, String problem) {
        super(setting.key() + " " + problem);
        this.setting = setting;
    }

    public Setting setting() {
        return setting;
    }
}
