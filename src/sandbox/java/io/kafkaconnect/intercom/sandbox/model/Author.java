package io.kafkaconnect.intercom.sandbox.model;

/** The author of a text: {@code user}, {@code lead}, {@code admin} or {@code bot}. */
public record Author(String type, String id) {

    static Author of(Contact contact) {
        return new Author(contact.role().label(), contact.id());
    }

    static Author of(Admin admin) {
        return new Author(admin.bot() ? "bot" : "admin", admin.id());
    }
}
