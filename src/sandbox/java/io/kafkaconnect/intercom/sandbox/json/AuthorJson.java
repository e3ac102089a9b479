package io.kafkaconnect.intercom.sandbox.json;

import io.kafkaconnect.intercom.sandbox.model.Admin;
import io.kafkaconnect.intercom.sandbox.model.Author;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Text;
import io.kafkaconnect.intercom.sandbox.model.Workspace;

/** Authors, with their names if they still exist. */
record AuthorJson(Workspace workspace) {

    void write(JsonWriter json, Author author) {
        String name = null;
        String email = null;
        if (author.type().equals("user") || author.type().equals("lead")) {
            Contact contact = workspace.contacts().current().get(author.id());
            name = contact == null ? null : Text.escapedName(contact.identity().name());
            email = contact == null ? null : contact.identity().email();
        } else {
            Admin admin = workspace.admins().get(author.id());
            name = admin == null ? null : admin.name();
            email = admin == null ? null : admin.email();
        }
        json.put("type", author.type()).put("id", author.id()).put("name", name).put("email", email);
    }
}
