package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.style.Style;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Makes the content of a workspace that contacts refer to. */
record CatalogueMaker(Workspace workspace, Ids ids, History history, Style style, RandomGenerator random) {

    void make(Size size) {
        for (int i = 0; i < size.admins(); i++) {
            workspace.admins().put(admin(i));
        }
        for (int i = 0; i < size.teams(); i++) {
            workspace.teams().put(team(i));
        }
        for (int i = 0; i < size.tags(); i++) {
            workspace.tags().put(new Tag(Long.toString(7_000_003L + 17L * i), style.tag(i)));
        }
        for (int i = 0; i < size.segments(); i++) {
            long created = history.any(random);
            Role members = i % 3 == 2 ? Role.LEAD : Role.USER;
            String name = style.segment(i);
            workspace.segments().put(new Segment(ids.hex(), name, created, history.since(created, random), members));
        }
        RidingMaker riding = new RidingMaker(workspace);
        riding.makeCompanySegments(size.segments());
        for (int i = 0; i < size.companies(); i++) {
            workspace.companies().put(riding.of(company(i)));
        }
    }

    private Admin admin(int i) {
        String id = Long.toString(990_000_001L + 13L * i);
        if (i == 0) {
            return new Admin(id, "Fin", "operator+" + workspace.app().idCode() + "@intercom.io", true);
        }
        String name = style.person(random);
        return new Admin(id, name, style.mail(name, "admin" + i), false);
    }

    private Team team(int i) {
        List<String> members = workspace.admins().all().stream()
                .filter(admin -> !admin.bot() && random.nextInt(3) == 0)
                .map(Admin::id)
                .toList();
        return new Team(Long.toString(5_000_001L + 11L * i), style.team(i), members);
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
                style.company(i),
                some(created - 86_400),
                created,
                history.since(created, random),
                some(history.since(created, random)),
                random.nextInt(3) == 0 ? random.nextInt(500) : random.nextInt(1_000_000) / 100.0,
                random.nextInt(5000),
                random.nextInt(2) == 0 ? null : new CompanyPlan(Integer.toString(1 + i % 4), style.plan(i)),
                some((long) random.nextInt(900)),
                random.nextInt(2) == 0 ? null : style.website(i),
                random.nextInt(2) == 0 ? null : "Manufacturing",
                style.companyAttributes(random),
                tagIds,
                List.of());
    }

    private Long some(long value) {
        return random.nextInt(3) == 0 ? null : value;
    }
}
