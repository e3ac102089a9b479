package io.kafkaconnect.intercom.config;

/** The groups of settings, in the order in which documentation and user interfaces show them. */
public enum SettingGroup {
    INTERCOM("Intercom"),
    TABLES("Tables"),
    POLLING("Polling"),
    THROUGHPUT("Throughput"),
    ERRORS("Errors"),
    OUTPUT("Output"),
    PROXY("Proxy"),
    TLS("TLS");

    private final String title;

    SettingGroup(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
