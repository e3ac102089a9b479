package io.kafkaconnect.intercom.sandbox.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adds to the entities of a workspace what rides on them: subscriptions, tags of parts, segments of companies and more. All of it follows from
 * the ids of the entities, so that it draws nothing from the random numbers that make them.
 */
record RidingMaker(Workspace workspace) {

    private static final List<String> CATEGORIES = List.of("Customer", "Back-office", "Tracker");
    private static final List<String> CONTENT = List.of("article", "external_content", "content_snippet");

    void makeCompanySegments(int count) {
        for (int i = 0; i < count; i++) {
            String id = String.format("66b1f0aa0c5a7e2d9f%06x", 0xaaaa00 + i);
            workspace.companySegments().put(new CompanySegment(id, "Companies " + (i + 1)));
        }
    }

    /** Some contacts chose nothing, and some more than the ten types that each list shows. */
    Contact of(Contact contact, int i) {
        int choices = i % 15 == 4 ? 25 : number(contact.id(), 4);
        List<Subscription> subscriptions = IntStream.range(0, choices)
                .mapToObj(n -> new Subscription(typeId(n), choices > 10 ? n < 12 : number(contact.id() + n, 2) == 0))
                .toList();
        Links links = contact.links();
        for (Subscription choice : subscriptions) {
            links = links.with(choice);
        }
        return contact.with(links);
    }

    /** The id of a type of subscriptions. */
    static String typeId(int n) {
        return Integer.toString(91 + n);
    }

    Company of(Company company) {
        Company inside = company;
        for (CompanySegment segment : workspace.companySegments().all()) {
            inside = number(company.id() + segment.id(), 3) == 0 ? inside.withSegment(segment.id()) : inside;
        }
        return inside;
    }

    Conversation of(Conversation conversation) {
        return conversation
                .withEachPart(part -> number(part.id(), 3) == 0 ? tagged(conversation, part) : part)
                .with(new Involvement(teammates(conversation), links(conversation), sources(conversation)));
    }

    /** A tag of a part is a tag of its conversation. */
    private static Part tagged(Conversation conversation, Part part) {
        return part.tagged(conversation.tags().stream()
                .map(Tagging::tagId)
                .filter(tag -> number(part.id() + tag, 2) == 0)
                .toList());
    }

    private List<String> teammates(Conversation conversation) {
        List<String> teammates = new ArrayList<>();
        if (conversation.assignment().adminId() != null) {
            teammates.add(conversation.assignment().adminId());
        }
        for (Admin admin : workspace.admins().all()) {
            boolean tookPart = number(conversation.id() + admin.id(), 6) == 0;
            if (tookPart && !teammates.contains(admin.id())) {
                teammates.add(admin.id());
            }
        }
        return List.copyOf(teammates);
    }

    private static List<LinkedObject> links(Conversation conversation) {
        String id = conversation.id();
        return switch (number(id, 5)) {
            case 0 -> List.of(new LinkedObject("ticket", "9" + id, CATEGORIES.get(number(id, CATEGORIES.size()))));
            case 1 ->
                List.of(
                        new LinkedObject("conversation", "8" + id, null),
                        new LinkedObject("ticket", "7" + id, "Tracker"));
            default -> List.of();
        };
    }

    private static List<ContentSource> sources(Conversation conversation) {
        return IntStream.range(0, Math.max(0, number(conversation.id() + "fin", 6) - 3))
                .mapToObj(n -> source(number(conversation.id() + n, 1_000)))
                .toList();
    }

    static ContentSource source(int n) {
        String type = CONTENT.get(n % CONTENT.size());
        return new ContentSource(type, "/fin-ai-agent/content?content=" + type + "&id=" + n, "Answer " + n, "en");
    }

    /** A number from 0 up to the bound, always the same one for a text. */
    private static int number(String text, int bound) {
        return Math.floorMod((text.hashCode() * 0x9e3779b9) >>> 8, bound);
    }
}
