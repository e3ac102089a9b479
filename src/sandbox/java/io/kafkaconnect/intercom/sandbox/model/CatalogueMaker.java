package io.kafkaconnect.intercom.sandbox.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes the content of a workspace that contacts refer to. */
record CatalogueMaker(Workspace workspace, Ids ids, History history, RandomGenerator random) {

    void make(Size size) {
        for (int i = 0; i < size.admins(); i++) {
            workspace.admins().put(admin(i));
        }
        for (int i = 0; i < size.teams(); i++) {
            workspace.teams().put(team(i));
        }
        for (int i = 0; i < size.tags(); i++) {
            workspace.tags().put(new Tag(Long.toString(7_000_003L + 17L * i), numbered(Vocabulary.TOPICS, i)));
        }
        for (int i = 0; i < size.segments(); i++) {
            long created = history.any(random);
            Role members = i % 3 == 2 ? Role.LEAD : Role.USER;
            String name = "Segment " + numbered(Vocabulary.TOPICS, i);
            workspace.segments().put(new Segment(ids.hex(), name, created, history.since(created, random), members));
        }
        for (int i = 0; i < size.companies(); i++) {
            workspace.companies().put(company(i));
        }
    }

    private Admin admin(int i) {
        String id = Long.toString(990_000_001L + 13L * i);
        return i == 0
                ? new Admin(id, "Fin", "operator+" + workspace.app().idCode() + "@intercom.io", true)
                : new Admin(id, Vocabulary.person(random), "admin" + i + "@example.com", false);
    }

    private Team team(int i) {
        List<String> members = workspace.admins().all().stream()
                .filter(admin -> !admin.bot() && random.nextInt(3) == 0)
                .map(Admin::id)
                .toList();
        return new Team(Long.toString(5_000_001L + 11L * i), "Team " + numbered(Vocabulary.THINGS, i), members);
    }

    Company company(int i) {
        long created = history.any(random);
        List<String> tagIds = IntStream.range(0, random.nextInt(3))
                .mapToObj(n -> workspace.tags().any(random))
                .flatMap(Optional::stream)
                .map(Tag::id)
                .distinct()
                .toList();
        return new Company(
                ids.hex(),
                "remote_" + i,
                numbered(Vocabulary.THINGS, i),
                some(created - 86_400),
                created,
                history.since(created, random),
                some(history.since(created, random)),
                random.nextInt(3) == 0 ? random.nextInt(500) : random.nextInt(1_000_000) / 100.0,
                random.nextInt(5000),
                random.nextInt(2) == 0
                        ? null
                        : new CompanyPlan(Integer.toString(1 + i % 4), "Plan " + "ABCD".charAt(i % 4)),
                some((long) random.nextInt(900)),
                random.nextInt(2) == 0 ? null : "https://company" + i + ".example.com",
                random.nextInt(2) == 0 ? null : "Manufacturing",
                attributes(),
                tagIds);
    }

    private Map<String, Object> attributes() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (random.nextInt(4) > 0) {
            attributes.put("tier", Vocabulary.any(Vocabulary.TOPICS, random));
            attributes.put("employees", (long) random.nextInt(10_000));
            attributes.put("active", random.nextBoolean());
        }
        return attributes;
    }

    private Long some(long value) {
        return random.nextInt(3) == 0 ? null : value;
    }

    private static String numbered(List<String> names, int i) {
        return i < names.size() ? names.get(i) : names.get(i % names.size()) + " " + i / names.size();
    }
}
