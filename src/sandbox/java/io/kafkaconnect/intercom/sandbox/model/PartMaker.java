package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.style.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes the steps of a conversation. */
record PartMaker(Workspace workspace, Ids ids, Style style, RandomGenerator random) {

    private static final Author NOBODY = new Author("bot", "0");

    List<Part> make(int count, long start, long end, List<String> contactIds) {
        List<Part> parts = new ArrayList<>(count);
        long step = Math.max(1, Math.min(3600, (end - start) / Math.max(1, count)));
        long at = start;
        for (int i = 0; i < count; i++) {
            at = Math.min(end, at + random.nextLong(step + 1));
            parts.add(part(at, start, contactIds));
        }
        return List.copyOf(parts);
    }

    private Part part(long at, long theme, List<String> contactIds) {
        String type = style.partTypes().get(random.nextInt(style.partTypes().size()));
        boolean written = type.equals("comment") || type.equals("note") || random.nextInt(8) == 0;
        boolean byContact = type.equals("comment") && !contactIds.isEmpty() && random.nextBoolean();
        return new Part(
                ids.shortNumber(),
                type,
                written ? new Text.Composed(random.nextLong(), style.voice(speaker(type, byContact), theme)) : null,
                at,
                at + (random.nextInt(5) == 0 ? 30 : 0),
                random.nextInt(6) == 0 ? null : Long.valueOf(at),
                type.equals("assignment") ? assignee() : null,
                byContact ? contact(contactIds) : teammate(),
                written && random.nextInt(6) == 0 ? attachments() : List.of(),
                random.nextInt(9) == 0 ? "external-" + at : null,
                List.of());
    }

    private static Style.Speaker speaker(String type, boolean byContact) {
        if (byContact) {
            return Style.Speaker.CUSTOMER;
        }
        return type.equals("note") ? Style.Speaker.NOTE : Style.Speaker.TEAMMATE;
    }

    Author contact(List<String> contactIds) {
        return Author.of(workspace.contacts().current().require(contactIds.get(random.nextInt(contactIds.size()))));
    }

    Author teammate() {
        return workspace.admins().any(random).map(Author::of).orElse(NOBODY);
    }

    private PartAssignee assignee() {
        String adminId = workspace.admins().any(random).map(Admin::id).orElse("0");
        return switch (random.nextInt(5)) {
            case 2 -> PartAssignee.NOBODY;
            case 0 -> new PartAssignee(null, adminId);
            case 1 ->
                workspace
                        .teams()
                        .any(random)
                        .map(team -> new PartAssignee("team", team.id()))
                        .orElse(null);
            default -> new PartAssignee("admin", adminId);
        };
    }

    List<Attachment> attachments() {
        return IntStream.range(0, Math.max(0, random.nextInt(5) - 2))
                .mapToObj(i -> attachment())
                .toList();
    }

    private Attachment attachment() {
        int n = random.nextInt(1_000_000);
        boolean picture = random.nextBoolean();
        return new Attachment(
                style.attachment(picture, n),
                "https://downloads.intercomcdn.com/i/o/" + n + "/file" + (picture ? ".png" : ".pdf"),
                picture ? "image/png" : "application/pdf",
                1000 + random.nextInt(5_000_000),
                picture ? Long.valueOf(200 + random.nextInt(1000)) : null,
                picture ? Long.valueOf(200 + random.nextInt(1000)) : null);
    }
}
