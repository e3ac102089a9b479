package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.style.Style.Named;

/** The kinds of random changes of what rides on companies, contacts and conversations. They are no {@link RandomChange}: stories of old seeds stay. */
public enum RidingChange {
    OPT_IN_OR_OUT {
        @Override
        void make(Changes changes, RandomPick pick) {
            // More types than a contact shows.
            pick.contact()
                    .ifPresent(id -> changes.contacts().choose(id, RidingMaker.typeId(pick.below(25)), pick.coin()));
        }
    },
    FORGET_CHOICE {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.withContact(contact -> contact.links().subscriptions().stream()
                    .findFirst()
                    .ifPresent(choice -> changes.contacts().forgetChoice(contact.id(), choice.typeId())));
        }
    },
    TAG_COMPANY {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.company()
                    .ifPresent(id ->
                            pick.tag().ifPresent(tag -> changes.catalogue().tagCompany(id, tag)));
        }
    },
    UNTAG_COMPANY {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.withCompany(company -> company.tagIds().stream()
                    .findFirst()
                    .ifPresent(tag -> changes.catalogue().untagCompany(company.id(), tag)));
        }
    },
    PUT_IN_SEGMENT {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.company()
                    .ifPresent(id -> pick.companySegment()
                            .ifPresent(segment -> changes.catalogue().putInSegment(id, segment)));
        }
    },
    TAKE_OUT_OF_SEGMENT {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.withCompany(company -> company.segmentIds().stream()
                    .findFirst()
                    .ifPresent(segment -> changes.catalogue().takeOutOfSegment(company.id(), segment)));
        }
    },
    RENAME_COMPANY_SEGMENT {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.companySegment()
                    .ifPresent(id -> changes.catalogue().renameCompanySegment(id, pick.newName(Named.SEGMENT)));
        }
    },
    ADD_TEAMMATE {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.conversation()
                    .ifPresent(id -> pick.admin()
                            .ifPresent(admin -> changes.conversations().addTeammate(id, admin)));
        }
    },
    LINK {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.conversation().ifPresent(id -> changes.conversations().link(id, ticket(pick)));
        }
    },
    LINK_QUIETLY {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.conversation().ifPresent(id -> changes.conversations().linkQuietly(id, ticket(pick)));
        }
    },
    UNLINK {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.withConversation(conversation -> conversation.involvement().links().stream()
                    .findFirst()
                    .ifPresent(link -> changes.conversations().unlink(conversation.id(), link.id())));
        }
    },
    ADD_SOURCE {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.conversation()
                    .ifPresent(id -> changes.conversations().addSource(id, RidingMaker.source(pick.below(1_000))));
        }
    },
    TAG_PART {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.withConversation(conversation -> conversation.parts().stream()
                    .skip(pick.below(3))
                    .findFirst()
                    .ifPresent(part -> pick.tag()
                            .ifPresent(tag -> changes.conversations().tagPart(conversation.id(), part.id(), tag))));
        }
    },
    UNTAG_PART {
        @Override
        void make(Changes changes, RandomPick pick) {
            pick.withConversation(conversation -> conversation.parts().stream()
                    .filter(part -> !part.tagIds().isEmpty())
                    .findFirst()
                    .ifPresent(part -> changes.conversations()
                            .untagPart(
                                    conversation.id(), part.id(), part.tagIds().get(0))));
        }
    };

    abstract void make(Changes changes, RandomPick pick);

    private static LinkedObject ticket(RandomPick pick) {
        return new LinkedObject("ticket", Integer.toString(1 + pick.below(1_000)), "Tracker");
    }
}
