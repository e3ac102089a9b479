package io.kafkaconnect.intercom.sandbox.model;

/** Where a contact was last seen. */
public record Place(String country, String region, String city, String countryCode, String continentCode) {

    static final Place NOWHERE = new Place(null, null, null, null, null);
}
