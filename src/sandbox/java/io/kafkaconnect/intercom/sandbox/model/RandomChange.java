package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.style.Style.Named;
import io.kafkaconnect.intercom.sandbox.style.Style.Speaker;
import java.util.EnumSet;
import java.util.Set;

/** The kinds of random changes. */
public enum RandomChange {
    ANSWER_CONVERSATION {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.withConversation(conversation ->
                    changes.conversations().answer(conversation.id(), pick.words(Speaker.TEAMMATE, conversation)));
        }
    },
    CUSTOMER_REPLY {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.withConversation(conversation -> changes.conversations()
                    .customerReply(conversation.id(), pick.words(Speaker.CUSTOMER, conversation)));
        }
    },
    CLOSE_OR_REOPEN {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.conversation()
                    .ifPresent(pick.coin() ? changes.conversations()::close : changes.conversations()::reopen);
        }
    },
    ASSIGN {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.conversation()
                    .ifPresent(id -> pick.admin()
                            .ifPresent(admin -> changes.conversations().assign(id, admin)));
        }
    },
    TAG_CONVERSATION {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.conversation()
                    .ifPresent(id ->
                            pick.tag().ifPresent(tag -> changes.conversations().tag(id, tag)));
        }
    },
    UNTAG_CONVERSATION {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.withConversation(conversation -> conversation.tags().stream()
                    .findFirst()
                    .ifPresent(tagging -> changes.conversations().untag(conversation.id(), tagging.tagId())));
        }
    },
    START_CONVERSATION {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.contact().ifPresent(id -> changes.conversations().start(id, pick.words(Speaker.OPENING)));
        }
    },
    DELETE_CONVERSATION {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.conversation().ifPresent(changes.conversations()::delete);
        }
    },
    CREATE_CONTACT {
        @Override
        void make(Changes changes, RandomPick pick) {
            changes.contacts().create(pick.coin() ? Role.USER : Role.LEAD, pick.person());
        }
    },
    UPDATE_CONTACT {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.contact().ifPresent(id -> changes.contacts().rename(id, pick.person()));
        }
    },
    DELETE_CONTACT {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.contact().ifPresent(changes.contacts()::delete);
        }
    },
    MERGE_CONTACTS {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.contact(Role.LEAD)
                    .ifPresent(lead -> pick.contact(Role.USER)
                            .ifPresent(user -> changes.contacts().merge(lead, user)));
        }
    },
    CONVERT_LEAD {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.contact(Role.LEAD).ifPresent(changes.contacts()::convert);
        }
    },
    TAG_CONTACT {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.contact()
                    .ifPresent(
                            id -> pick.tag().ifPresent(tag -> changes.contacts().tag(id, tag)));
        }
    },
    UNTAG_CONTACT {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.withContact(contact -> contact.links().tags().stream()
                    .findFirst()
                    .ifPresent(tagging -> changes.contacts().untag(contact.id(), tagging.tagId())));
        }
    },
    ADD_NOTE {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.contact().ifPresent(id -> changes.contacts().addNote(id, pick.words(Speaker.NOTE)));
        }
    },
    DELETE_NOTE {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.withContact(contact -> contact.links().notes().stream()
                    .skip(1)
                    .findFirst()
                    .ifPresent(note -> changes.contacts().deleteNote(contact.id(), note.id())));
        }
    },
    RECORD_EVENT {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.contact().ifPresent(id -> changes.contacts().recordEvent(id, pick.event()));
        }
    },
    ATTACH_COMPANY {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.contact()
                    .ifPresent(id -> pick.company()
                            .ifPresent(company -> changes.contacts().attachCompany(id, company)));
        }
    },
    DETACH_COMPANY {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.withContact(contact -> contact.links().companies().stream()
                    .findFirst()
                    .ifPresent(company -> changes.contacts().detachCompany(contact.id(), company)));
        }
    },
    JOIN_SEGMENT {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.segment()
                    .ifPresent(segment -> pick.contact(segment.members())
                            .ifPresent(id -> changes.contacts().joinSegment(id, segment.id())));
        }
    },
    LEAVE_SEGMENT {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.withContact(contact -> contact.links().segments().stream()
                    .findFirst()
                    .ifPresent(segment -> changes.contacts().leaveSegment(contact.id(), segment)));
        }
    },
    CREATE_TAG {
        @Override
        void make(Changes changes, RandomPick pick) {
            changes.catalogue().createTag(pick.newName(Named.TAG));
        }
    },
    RENAME_TAG {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.tag().ifPresent(id -> changes.catalogue().renameTag(id, pick.newName(Named.TAG)));
        }
    },
    DELETE_TAG {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.tag().ifPresent(changes.catalogue()::deleteTag);
        }
    },
    RENAME_SEGMENT {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.segment()
                    .ifPresent(segment -> changes.catalogue().renameSegment(segment.id(), pick.newName(Named.SEGMENT)));
        }
    },
    CREATE_COMPANY {
        @Override
        void make(Changes changes, RandomPick pick) {
            // No list contains a company without a contact.
            pick.contact()
                    .ifPresent(id -> changes.contacts()
                            .attachCompany(id, changes.catalogue().createCompany(pick.newName(Named.COMPANY))));
        }
    },
    RENAME_COMPANY {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.company().ifPresent(id -> changes.catalogue().renameCompany(id, pick.newName(Named.COMPANY)));
        }
    },
    DELETE_COMPANY {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.company().ifPresent(changes.catalogue()::deleteCompany);
        }
    },
    RENAME_ADMIN {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.admin().ifPresent(id -> changes.catalogue().renameAdmin(id, pick.person()));
        }
    };

    /** The kinds that end rows. */
    public static Set<RandomChange> endingRows() {
        return EnumSet.of(
                UNTAG_CONTACT,
                DETACH_COMPANY,
                LEAVE_SEGMENT,
                DELETE_COMPANY,
                DELETE_CONVERSATION,
                UNTAG_CONVERSATION,
                DELETE_TAG,
                DELETE_NOTE,
                DELETE_CONTACT,
                MERGE_CONTACTS,
                CONVERT_LEAD);
    }

    abstract void make(Changes changes, RandomPick pick);
}
