package io.kafkaconnect.intercom.client;

import java.net.URI;

/** Where Intercom hosts a workspace. A token works in its own region only; in any other, Intercom answers 401. */
public enum Region {
    /** The United States, Intercom's default. */
    US("https://api.intercom.io"),
    /** The European Union. */
    EU("https://api.eu.intercom.io"),
    /** Australia. */
    AU("https://api.au.intercom.io");

    private final String baseUrl;

    Region(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** The address of the API in this region, without a trailing slash. */
    public URI baseUrl() {
        return URI.create(baseUrl);
    }
}
