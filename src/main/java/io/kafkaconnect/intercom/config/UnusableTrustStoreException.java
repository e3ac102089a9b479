package io.kafkaconnect.intercom.config;

import org.apache.kafka.common.config.ConfigException;

/** Settings that name certificates which cannot be had. The message begins with the key of the setting to change, and holds no secret. */
public final class UnusableTrustStoreException extends ConfigException {
    private static final long serialVersionUID = 1L;

    private final transient Setting setting;

    /**
     * What is wrong.
     *
     * @param setting to change
     * @param problem goes on behind the key of the setting
     */
    UnusableTrustStoreException(Setting setting, String problem) {
        super(setting.key() + " " + problem);
        this.setting = setting;
    }

    public Setting setting() {
        return setting;
    }
}
