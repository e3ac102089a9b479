package io.kafkaconnect.intercom.sandbox.truth;

import io.kafkaconnect.intercom.sandbox.model.Company;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.ContentSource;
import io.kafkaconnect.intercom.sandbox.model.Conversation;
import io.kafkaconnect.intercom.sandbox.model.LinkedObject;
import io.kafkaconnect.intercom.sandbox.model.Part;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Subscription;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.util.List;
import java.util.function.Function;

/** The rows that ride on companies, contacts and conversations. */
record RidingTruth(Workspace workspace, Function<String, TruthTable> tables) {

    /** The tables, in the order of the documentation. */
    static final List<String> TABLES = List.of(
            "companies_tags",
            "companies_segments",
            "users_subscriptions",
            "leads_subscriptions",
            "conversations_teammates",
            "conversations_linked_objects",
            "conversations_content_sources",
            "conversation_parts_tags");

    void addAll() {
        for (Company company : workspace.companies().all()) {
            if (workspace.contactsOf(company) > 0) {
                add(company);
            }
        }
        workspace.contacts().current().all().forEach(this::add);
        workspace.conversations().current().all().forEach(this::add);
    }

    private void add(Company company) {
        String id = company.id();
        for (String tag : company.tagIds()) {
            TruthRow row = new TruthRow().put("type", "tag").put("id", tag).put("companies_pk", id);
            tables.apply("companies_tags").add(row, id, tag);
        }
        for (String segment : company.segmentIds()) {
            TruthRow row = new TruthRow()
                    .put("type", "segment")
                    .put("id", segment)
                    .put("name", workspace.companySegments().get(segment).name())
                    .put("companies_pk", id);
            tables.apply("companies_segments").add(row, id, segment);
        }
    }

    private void add(Contact contact) {
        String owners = contact.role() == Role.USER ? "users" : "leads";
        for (Subscription choice : contact.links().subscriptions()) {
            TruthRow row = new TruthRow()
                    .put("type", "subscription")
                    .put("id", choice.typeId())
                    .put("opted", choice.optedIn() ? "in" : "out")
                    .put(owners + "_pk", contact.id());
            tables.apply(owners + "_subscriptions").add(row, contact.id(), choice.typeId());
        }
    }

    private void add(Conversation conversation) {
        String id = conversation.id();
        for (String admin : conversation.involvement().teammates()) {
            TruthRow row = new TruthRow().put("type", "admin").put("id", admin).put("conversations_pk", id);
            tables.apply("conversations_teammates").add(row, id, admin);
        }
        for (LinkedObject link : conversation.involvement().links()) {
            TruthRow row = new TruthRow()
                    .put("type", link.type())
                    .put("id", link.id())
                    .put("category", link.category())
                    .put("conversations_pk", id);
            tables.apply("conversations_linked_objects").add(row, id, link.id());
        }
        List<ContentSource> sources = conversation.involvement().sources();
        for (int i = 0; i < sources.size(); i++) {
            TruthRow row = new TruthRow()
                    .put("content_type", sources.get(i).contentType())
                    .put("title", sources.get(i).title())
                    .put("url", sources.get(i).url())
                    .put("locale", sources.get(i).locale())
                    .put("conversations_pk", id);
            tables.apply("conversations_content_sources").add(row, id, (long) i);
        }
        for (Part part : conversation.visibleParts()) {
            for (String tag : part.tagIds()) {
                TruthRow row = new TruthRow()
                        .put("type", "tag")
                        .put("id", tag)
                        .put("conversation_parts_pk", part.id())
                        .put("conversations_pk", id);
                tables.apply("conversation_parts_tags").add(row, part.id(), tag);
            }
        }
    }
}
