package io.kafkaconnect.intercom.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.http.Fault;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Conversation;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.support.Golden;
import io.kafkaconnect.intercom.worker.ClusterMode;
import io.kafkaconnect.intercom.worker.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each recipe of the page about operations, executed as it stands there. The name of a test is the heading of its recipe. All of them operate
 * one connector, in the order of the page.
 */
@ExtendWith(ClusterMode.Stopping.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(RecipesIT.PageOrder.class)
class RecipesIT {
    private static final Size SIZE = new Size(16, 8, 8, 3, 5, 2, 1, 16, 0, 3, 0, Duration.ofDays(30));
    private static final String TABLES = "users,users_tags,users_segments,users_companies,users_social_profiles,"
            + "events_summary,leads,leads_tags,leads_companies,companies,admins,tags,segments,conversations";

    private final Sandbox sandbox = Sandbox.start(options());
    private Installation installation;
    private OperatedConnector connector;
    private Walkthrough page;

    /** The order of the page. */
    static final class PageOrder implements MethodOrderer {
        @Override
        public void orderMethods(MethodOrdererContext context) {
            List<String> names = Recipe.all().stream().map(Recipe::name).toList();
            context.getMethodDescriptors()
                    .sort(Comparator.comparing(
                            test -> names.indexOf(test.getMethod().getName())));
        }
    }

    @BeforeAll
    void install(@TempDir Path folder) {
        List<String> missing = Terminal.missingPrograms();
        assumeTrue(
                missing.isEmpty(), "The commands of the page need " + missing + ", which this machine does not have");
        installation = new Installation(
                folder,
                Map.of(
                        "intercom.base.url", sandbox.baseUrl(),
                        "intercom.tables", TABLES,
                        "intercom.poll.interval.ms", "300",
                        "intercom.full.poll.interval.ms", "500",
                        "intercom.settle.ms", "1000",
                        "intercom.retry.backoff.ms", "100",
                        "intercom.retry.backoff.max.ms", "500"));
        installation.start(Map.of("INTERCOM_ACCESS_TOKEN_EU", "eu-token"));
        connector = new OperatedConnector(installation, sandbox);
    }

    @BeforeEach
    void open(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        Recipe recipe = Recipe.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        page = new Walkthrough(recipe, installation.terminal());
    }

    @AfterEach
    void every_command_was_executed() {
        page.assertAtEnd();
    }

    @AfterAll
    void close() {
        sandbox.close();
        if (connector != null) {
            connector.close();
            installation.close();
        }
    }

    @Test
    void validate_before_you_create() {
        page.next();
        page.next();
        assertThat(connector.exists()).isFalse();
    }

    @Test
    void first_deployment() {
        page.next();
        page.awaitNext();
        page.next();
        page.next();
        connector.awaitEqualToSource();
    }

    @Test
    void pause_resume_stop() {
        connector.ready();
        page.next();
        connector.awaitStates("PAUSED", "PAUSED");
        List<Object> user = rename("Once", "Twice", "Three times while paused");
        page.next();
        connector.awaitSent(Map.of("users", Map.of(user, 1)));

        page.next();
        page.awaitNext();
        rename("While stopped");
        page.next();
        connector.awaitSent(Map.of("users", Map.of(user, 2)));
    }

    @Test
    void delete_and_create_again() {
        connector.ready();
        page.next();
        assertThat(connector.exists()).isFalse();
        List<Object> user = rename("While deleted");
        page.awaitNext();
        connector.awaitSent(Map.of("users", Map.of(user, 1)));
    }

    @Test
    void see_how_far_it_is() {
        connector.ready();
        sandbox.changes().conversations().delete(conversations().get(0).id());
        connector.awaitEqualToSource();
        page.awaitNext();
    }

    /** The first round executes what the page shows, the other streams of its table come in two rounds, since streams of a kind would hide each other. */
    @Test
    void send_one_table_again() {
        Map<String, Set<String>> tables = tablesByStream();
        connector.ready();
        Set<String> together =
                new TreeSet<>(Set.of("companies", "users", "leads_relations", "segments", "conversations"));
        page.next();
        page.awaitNextWithEach("companies", together);
        page.next();
        page.next();
        connector.awaitSent(connector.allOnce(selected(tables, together)));

        Set<String> others = minus(tables.keySet(), together);
        page = new Walkthrough(page.recipe(), installation.terminal());
        connector.ready();
        page.next();
        page.awaitNextWithEach("companies", others);
        page.next();
        page.next();
        connector.awaitSent(connector.allOnce(selected(tables, others)));
    }

    @Test
    void send_everything_again() {
        connector.ready();
        page.next();
        page.awaitNext();
        page.next();
        connector.awaitSent(connector.allOnce(connector.tables()));
    }

    @Test
    void send_again_from_a_date() {
        connector.ready();
        List<Conversation> conversations = conversations();
        Conversation first = conversations.get(conversations.size() / 2);
        page.next();
        page.awaitNext(Map.of(
                "2026-05-01T00:00:00Z", Instant.ofEpochSecond(first.updatedAt()).toString()));
        page.next();
        page.next();

        Set<String> old = new HashSet<>();
        conversations.stream()
                .filter(each -> each.updatedAt() < first.updatedAt())
                .forEach(each -> {
                    old.add(each.id());
                    each.visibleParts().forEach(part -> old.add(part.id()));
                });
        Map<String, Map<List<Object>, Integer>> expected = connector.allOnce(List.of(
                "conversations",
                "conversations_customers",
                "conversations_tags",
                "conversations_attachments",
                "conversation_parts",
                "conversation_parts_attachments"));
        expected.values().forEach(rows -> rows.keySet().removeIf(key -> old.contains(key.get(0))));
        expected.values().removeIf(Map::isEmpty);
        assertThat(old).isNotEmpty();
        assertThat(expected.get("conversations")).hasSizeLessThan(conversations.size());
        connector.awaitSent(expected);
    }

    @Test
    void drop_what_is_parked() {
        connector.ready();
        List<String> refused = users().stream().limit(3).map(Contact::id).toList();
        sandbox.faults()
                .always(
                        call -> call.path().equals("/events") && refused.contains(call.param("intercom_user_id")),
                        Fault.error(422, "unprocessable_entity"));
        refused.forEach(id -> sandbox.changes().contacts().rename(id, "Refused"));
        Awaitility.await()
                .atMost(Deployment.LIMIT)
                .untilAsserted(() -> assertThat(parked()).containsAll(refused));

        page.next();
        page.awaitNext(Map.of("471", refused.get(0)));
        assertThat(parked()).doesNotContain(refused.get(0)).contains(refused.get(1), refused.get(2));
        page.next();
        assertThat(parked()).isEmpty();
        sandbox.faults().clear();
        page.next();
        connector.ready();
    }

    private List<String> parked() {
        String parked = connector.offset("users").path("parked").asText("");
        return parked.isEmpty()
                ? List.of()
                : List.of(parked.split(", ", -1)).stream()
                        .map(each -> each.replaceAll(" .*", ""))
                        .toList();
    }

    @Test
    void add_a_table() {
        connector.ready();
        sandbox.changes().contacts().addNote(users().get(0).id(), "A note");
        connector.awaitEqualToSource();
        connector.ready();
        page.next();
        connector.awaitEqualToSource();
        assertThat(connector.topics().rows("notes")).isNotEmpty();
        connector.awaitSent(connector.allOnce(List.of("notes")));
    }

    @Test
    void take_a_table_away() {
        connector.ready();
        connector.configure(Map.of("intercom.tables", TABLES + ",notes"));
        connector.ready();
        page.next();
        int notes = connector.topics().rows("notes").size();
        String user = users().get(0).id();
        String missed = sandbox.changes().contacts().addNote(user, "Nobody reads it");
        connector.awaitSent(Map.of("users", Map.of(List.of(user), 1)));
        assertThat(connector.topics().rows("notes")).hasSize(notes);

        connector.configure(Map.of("intercom.tables", TABLES + ",notes"));
        connector.awaitSent(Map.of("users", Map.of(List.of(user), 1), "notes", Map.of(List.of(missed), 1)));
        connector.configure(Map.of("intercom.tables", TABLES));
    }

    @Test
    void replace_the_token() throws IOException {
        connector.ready();
        sandbox.access().token("second");
        installation.process().stop();
        installation.start(Map.of("INTERCOM_ACCESS_TOKEN", "second"));
        page.awaitNext();
        List<Object> user = rename("Renamed under the second token");
        connector.awaitSent(Map.of("users", Map.of(user, 1)));

        Files.writeString(installation.tokenFile(), "access.token=second");
        connector.configure(Map.of("intercom.access.token", "${file:" + installation.tokenFile() + ":access.token}"));
        connector.ready();
        sandbox.access().token("NEW");
        rename("Renamed under the third token");
        page.next();
        connector.awaitSent(Map.of("users", Map.of(user, 1)));

        sandbox.access().token("second");
        connector.configure(Map.of("intercom.access.token", "${env:INTERCOM_ACCESS_TOKEN}"));
    }

    @Test
    void upgrade_and_roll_back() throws IOException {
        connector.ready();
        page.next();
        page.awaitNext();
        installation.process().stop();
        page.next();
        // As the oldest version stored it. What comes again is what it did not remember.
        installation.offsets().replace("leads", Golden.resource("offsets/cursor-1.json"));
        installation.start(Map.of());
        page.awaitNext();
        page.next();
        List<Object> user = rename("Renamed after the upgrade");
        Map<String, Map<List<Object>, Integer>> expected = connector.allOnce(List.of("leads"));
        expected.put("users", Map.of(user, 1));
        connector.awaitSent(expected);

        // As a newer version would.
        connector.whileStopped(() -> installation.offsets().setVersion("users", 99));
        page.awaitNext();
        page.next();
        page.awaitNext();
        page.next();
        page.next();
        expected.put("users", Map.of(user, 2));
        connector.awaitSent(expected);
    }

    @Test
    void read_two_workspaces() {
        Options options = options().seed(2).appId("other2").region("EU").token("eu-token");
        try (Sandbox europe = Sandbox.start(options)) {
            connector.ready();
            page.awaitNext(
                    Map.of("\"intercom.region\": \"eu\"", "\"intercom.base.url\": \"" + europe.baseUrl() + "\""));
            try (Deployment second =
                    new Deployment("intercom-eu", installation.process().worker(), europe, Map.of())) {
                second.awaitRows(connector.tables());
                second.awaitState("RUNNING", 1);
                assertThat(second.get("/offsets").body().findValuesAsText("workspace"))
                        .containsOnly("other2");
                connector.awaitSent(Map.of());
            }
        }
    }

    @Test
    void erase_a_person_downstream() {
        connector.ready();
        connector.configure(Map.of("intercom.tables", TABLES + ",notes"));
        connector.ready();
        String person = person();
        sandbox.changes().contacts().addNote(person, "About the person");
        sandbox.changes().conversations().start(person, "Please delete me");
        connector.awaitEqualToSource();
        Set<String> named = connector.tablesNaming(person);
        assertThat(named).contains("users", "notes", "conversations", "conversations_customers");

        sandbox.changes().contacts().delete(person);
        connector.awaitEqualToSource();
        page.awaitNext(Map.of("65f1c2d3e4a5b6c7d8e9f0a1", person, "--timeout-ms 10000", "--timeout-ms 3000"));
        page.next();

        List<List<Set<String>>> kinds = page.recipe().tableRows();
        assertThat(kinds.get(0).get(0)).containsAll(minus(named, connector.tablesNaming(person)));
        assertThat(connector.tablesNaming(person))
                .isNotEmpty()
                .isSubsetOf(kinds.get(1).get(0));
        connector.configure(Map.of("intercom.tables", TABLES));
    }

    /** A user with rows in as many tables as possible. */
    private String person() {
        return users().stream()
                .max(Comparator.comparing(
                        user -> connector.tablesNaming(user.id()).size()))
                .orElseThrow()
                .id();
    }

    private static Set<String> minus(Set<String> all, Set<String> without) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(without);
        return rest;
    }

    @Test
    void read_metrics() {
        connector.ready();
        page.awaitNext();
    }

    /** What the page says of each stream in its table. */
    private Map<String, Set<String>> tablesByStream() {
        return page.recipe().tableRows().stream()
                .collect(Collectors.toMap(row -> row.get(0).iterator().next(), row -> row.get(1)));
    }

    private Set<String> selected(Map<String, Set<String>> tables, Set<String> streams) {
        return connector.tables().stream()
                .filter(table ->
                        streams.stream().anyMatch(stream -> tables.get(stream).contains(table)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A scroll of companies that a task left open is free soon. At Intercom that takes a minute. */
    private static Options options() {
        return new Options().size(SIZE).scrollPatience(Duration.ofMillis(800));
    }

    /** Renames one user, always the same. */
    private List<Object> rename(String... names) {
        String user = users().get(0).id();
        for (String name : names) {
            sandbox.changes().contacts().rename(user, name);
        }
        return List.of(user);
    }

    private List<Contact> users() {
        return sandbox.workspace().contacts().current().all().stream()
                .filter(contact -> contact.role() == Role.USER)
                .sorted(Comparator.comparing(Contact::id))
                .toList();
    }

    private List<Conversation> conversations() {
        return sandbox.workspace().conversations().current().all().stream()
                .sorted(Comparator.comparing(Conversation::updatedAt))
                .toList();
    }
}
