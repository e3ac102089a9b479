package io.kafkaconnect.intercom.sandbox.api;

/** A contact that was merged into another one. */
final class ContactMergedException extends RuntimeException {

    private final String heir;

    ContactMergedException(String id, String heir) {
        super("Contact " + id + " has been merged into " + heir);
        this.heir = heir;
    }

    String link() {
        return "</contacts/" + heir + ">; rel=\"canonical\"";
    }
}
