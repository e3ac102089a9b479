package io.kafkaconnect.intercom.sink;

import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Conversation;
import io.kafkaconnect.intercom.sandbox.model.Identified;
import io.kafkaconnect.intercom.sandbox.model.IndexedList;
import io.kafkaconnect.intercom.sandbox.model.Note;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Questions that need several tables, as SQL over the documented keys, each with the answer that the source gives. */
enum Join {
    TAGS_OF_USERS("""
            select u.id, t.name
            from intercom_users u
            join intercom_users_tags ut on ut.users_pk = u.id
            join intercom_tags t on t.id = ut.id
            """) {
        @Override
        Stream<List<String>> rows(Workspace workspace) {
            return users(workspace)
                    .flatMap(user -> user.links().tags().stream()
                            .map(tagging -> row(
                                    user.id(),
                                    workspace.tags().get(tagging.tagId()).name())));
        }
    },
    COMPANIES_OF_USERS("""
            select u.id, c.name
            from intercom_users u
            join intercom_users_companies uc on uc.users_pk = u.id
            join intercom_companies c on c.id = uc.id
            """) {
        @Override
        Stream<List<String>> rows(Workspace workspace) {
            return users(workspace)
                    .flatMap(user -> user.links().companies().stream()
                            .map(id ->
                                    row(user.id(), workspace.companies().get(id).name())));
        }
    },
    AUTHORS_OF_NOTES("""
            select n.id, coalesce(u.id, l.id), a.name
            from intercom_notes n
            left join intercom_users u on u.id = n.user_id
            left join intercom_leads l on l.id = n.user_id
            left join intercom_admins a on a.id = n.author_id
            """) {
        @Override
        Stream<List<String>> rows(Workspace workspace) {
            List<List<String>> rows = new ArrayList<>();
            for (Contact contact : workspace.contacts().current().all()) {
                for (Note note : contact.links().notes()) {
                    rows.add(row(
                            note.id(),
                            contact.id(),
                            nameOf(workspace.admins(), note.adminId(), admin -> admin.name())));
                }
            }
            return rows.stream();
        }
    },
    CUSTOMERS_OF_CONVERSATIONS("""
            select c.id, a.name, cc.id
            from intercom_conversations c
            left join intercom_admins a on a.id = c.assignee_id
            join intercom_conversations_customers cc on cc.conversations_pk = c.id
            """) {
        @Override
        Stream<List<String>> rows(Workspace workspace) {
            return conversations(workspace)
                    .flatMap(conversation -> conversation.contactIds().stream()
                            .map(id -> row(conversation.id(), assignee(workspace, conversation), id)));
        }
    },
    PARTS_OF_CONVERSATIONS("""
            select c.id, a.name, p.id
            from intercom_conversations c
            left join intercom_admins a on a.id = c.assignee_id
            join intercom_conversation_parts p on p.conversations_pk = c.id
            """) {
        @Override
        Stream<List<String>> rows(Workspace workspace) {
            return conversations(workspace)
                    .flatMap(conversation -> conversation.visibleParts().stream()
                            .map(part -> row(conversation.id(), assignee(workspace, conversation), part.id())));
        }
    };

    private final String sql;

    Join(String sql) {
        this.sql = sql;
    }

    /**
     * The question in SQL.
     *
     * @param tablePrefix the beginning of the names of the tables, in place of {@code intercom_}
     */
    String sql(String tablePrefix) {
        return sql.replace(" intercom_", " " + tablePrefix);
    }

    /** Whether it needs a column that only {@code intercom.columns=extended} has. */
    boolean isExtended() {
        return this == PARTS_OF_CONVERSATIONS;
    }

    /** The rows that the source answers with, in any order. */
    List<List<String>> answer(Workspace workspace) {
        return workspace.locked(() -> rows(workspace).toList());
    }

    abstract Stream<List<String>> rows(Workspace workspace);

    private static Stream<Contact> users(Workspace workspace) {
        return workspace.contacts().current().all().stream().filter(contact -> contact.role() == Role.USER);
    }

    private static Stream<Conversation> conversations(Workspace workspace) {
        return workspace.conversations().current().all().stream();
    }

    private static String assignee(Workspace workspace, Conversation conversation) {
        String admin = conversation.assignment().adminId();
        return admin != null
                ? nameOf(workspace.admins(), admin, found -> found.name())
                : nameOf(workspace.teams(), conversation.assignment().teamId(), found -> found.name());
    }

    private static <E extends Identified> String nameOf(IndexedList<E> list, String id, Function<E, String> name) {
        E found = id == null ? null : list.get(id);
        return found == null ? null : name.apply(found);
    }

    private static List<String> row(String... columns) {
        return Arrays.asList(columns);
    }
}
