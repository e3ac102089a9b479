package io.kafkaconnect.intercom.sandbox;

import static io.kafkaconnect.intercom.sandbox.Client.by;
import static io.kafkaconnect.intercom.sandbox.Client.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContactTest extends SandboxTest {

    private List<JsonNode> all() {
        return client.searchAll("contacts", EVERYTHING, by("id", "ascending"), 150);
    }

    @Test
    void atMostTenOfAnythingAreInlined() {
        startSmall();

        for (String name : List.of("tags", "companies", "notes")) {
            List<JsonNode> lists =
                    all().stream().map(contact -> contact.path(name)).toList();
            assertThat(lists).allSatisfy(list -> {
                int total = list.path("total_count").asInt();
                assertThat(list.path("data")).hasSize(Math.min(10, total));
                assertThat(list.path("has_more").booleanValue()).isEqualTo(total > 10);
                assertThat(list.path("url").asText()).matches("/contacts/[0-9a-f]{24}/" + name);
            });
            assertThat(lists).anyMatch(list -> list.path("has_more").booleanValue());
            assertThat(lists).anyMatch(list -> list.path("data").isEmpty());
        }
    }

    @Test
    void inlinedTagsHaveNoNameAndSegmentsAreNotInlined() {
        startSmall();

        assertThat(all()).allSatisfy(contact -> {
            assertThat(contact.path("tags").path("data").findValues("name")).isEmpty();
            assertThat(contact.has("segments")).isFalse();
        });
    }

    @Test
    void shapesVary() {
        startSmall();

        List<JsonNode> contacts = all();
        assertThat(contacts)
                .extracting(contact -> contact.path("avatar").getNodeType().toString())
                .contains("OBJECT", "STRING", "NULL");
        assertThat(contacts)
                .extracting(contact -> contact.path("signed_up_at").asLong())
                .contains(2738966400L)
                .anyMatch(second -> second < 0);
        assertThat(contacts)
                .extracting(contact -> contact.path("email").toString())
                .contains("null", "\"\"");
        assertThat(contacts)
                .flatExtracting(contact -> {
                    List<String> types = new ArrayList<>();
                    contact.path("custom_attributes")
                            .forEach(value -> types.add(value.getNodeType().toString()));
                    return types;
                })
                .contains("STRING", "NUMBER", "BOOLEAN", "NULL", "ARRAY", "OBJECT");
    }

    @Test
    void aListHasTenAndTakesItsCursorFromTheQueryString() {
        startSmall();
        List<String> found = new ArrayList<>();
        JsonNode page = client.get("/contacts").json();
        assertThat(page.path("data")).hasSize(10);
        page = client.get("/contacts?per_page=150").json();
        found.addAll(ids(page.path("data")));
        String after = page.path("pages").path("next").path("starting_after").textValue();
        page = client.get("/contacts?per_page=150&starting_after=" + after.replace("=", "%3D"))
                .json();
        found.addAll(ids(page.path("data")));

        assertThat(found).hasSize(180).doesNotHaveDuplicates();
        assertThat(page.path("pages").has("next")).isFalse();
        assertThat(client.get("/contacts?per_page=151").errorCode()).isEqualTo("parameter_invalid");
    }

    @Test
    void sublistsArePagedByNumberAndTellTheNextAsAnAmericanUrl() {
        startSmall();
        for (String name : List.of("companies", "notes")) {
            JsonNode contact = all().stream()
                    .filter(each -> each.path(name).path("has_more").booleanValue())
                    .findFirst()
                    .orElseThrow();
            String path = "/contacts/" + contact.path("id").asText() + "/" + name;
            int total = contact.path(name).path("total_count").asInt();

            assertThat(client.get(path).json().path("data")).hasSize(total);
            JsonNode first = client.get(path + "?per_page=8").json();
            assertThat(first.path("data")).hasSize(8);
            String next = first.path("pages").path("next").textValue();
            assertThat(next).isEqualTo("https://api.intercom.io" + path + "?per_page=8&page=2");
            JsonNode second = client.get(next.substring("https://api.intercom.io".length()))
                    .json();
            assertThat(second.path("data")).hasSize(total - 8);
            assertThat(second.path("pages").path("next").isNull()).isTrue();
            assertThat(ids(contact.path(name).path("data")))
                    .isEqualTo(ids(client.get(path).json().path("data")).subList(0, 10));
        }
    }

    @Test
    void notesComeNewestFirst() {
        startEmpty();
        String id = sandbox.changes().contacts().create(Role.LEAD, "Noted");
        String older = sandbox.changes().contacts().addNote(id, "one & two");
        clock.pass(Duration.ofSeconds(1));
        String newer = sandbox.changes().contacts().addNote(id, "three");

        JsonNode notes = client.get("/contacts/" + id + "/notes").json();
        assertThat(ids(notes.path("data"))).containsExactly(newer, older);
        assertThat(notes.path("data").path(1).path("body").asText()).isEqualTo("<p>one &amp; two</p>");
        assertThat(notes.path("data").path(1).path("author").path("type").asText())
                .isEqualTo("admin");
    }

    @Test
    void allTagsAndSegmentsOfAContactCanBeListed() {
        startSmall();
        JsonNode contact = all().stream()
                .filter(each -> each.path("tags").path("has_more").booleanValue())
                .findFirst()
                .orElseThrow();
        String path = "/contacts/" + contact.path("id").asText();

        JsonNode tags = client.get(path + "/tags").json().path("data");
        assertThat(tags).hasSize(contact.path("tags").path("total_count").asInt());
        assertThat(tags.path(0).path("name").isTextual()).isTrue();
        assertThat(all())
                .extracting(each -> client.get("/contacts/" + each.path("id").asText() + "/segments")
                        .json()
                        .path("data")
                        .size())
                .anyMatch(size -> size > 0);
    }

    @Test
    void theDeletedAreNotFound() {
        startEmpty();
        String id = sandbox.changes().contacts().create(Role.USER, "Gone");
        sandbox.changes().contacts().delete(id);

        for (String sublist : List.of("", "/tags", "/companies", "/segments", "/notes")) {
            Client.Answer answer = client.get("/contacts/" + id + sublist);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.errorCode()).isEqualTo("not_found");
        }
        assertThat(client.get("/events?type=user&summary=true&intercom_user_id=" + id)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theMergedPointToTheirHeir() {
        startEmpty();
        var contacts = sandbox.changes().contacts();
        String first = contacts.create(Role.LEAD, "First");
        String second = contacts.create(Role.LEAD, "Second");
        String user = contacts.create(Role.USER, "User");
        contacts.addNote(first, "kept");
        contacts.merge(first, second);
        contacts.merge(second, user);

        Client.Answer answer = client.get("/contacts/" + first);
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.errorCode()).isEqualTo("contact_merged");
        assertThat(answer.header("Link")).isEqualTo("</contacts/" + user + ">; rel=\"canonical\"");
        assertThat(client.with("Intercom-Version", "2.15")
                        .get("/contacts/" + first)
                        .status())
                .isEqualTo(404);
        assertThat(ids(all())).containsExactly(user);
        assertThat(client.get("/contacts/" + user)
                        .json()
                        .path("notes")
                        .path("total_count")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void tagsAndSegmentsDoNotCountAsUpdates() {
        startEmpty();
        var changes = sandbox.changes();
        String id = changes.contacts().create(Role.USER, "Tagged");
        String tag = changes.catalogue().createTag("t");
        String segment = changes.catalogue().createSegment("s", Role.USER);
        clock.pass(Duration.ofHours(1));
        changes.contacts().tag(id, tag);
        changes.contacts().joinSegment(id, segment);

        JsonNode contact = all().get(0);
        assertThat(ids(contact.path("tags").path("data"))).containsExactly(tag);
        assertThat(contact.path("updated_at").asLong()).isEqualTo(NOW.getEpochSecond());
        changes.contacts().addNote(id, "n");
        assertThat(all().get(0).path("updated_at").asLong()).isEqualTo(NOW.getEpochSecond() + 3600);
    }

    @Test
    void relationsCanLeaveContactsAlone() {
        start(options().size(Size.EMPTY).relationsLeaveContactAlone());
        String id = sandbox.changes().contacts().create(Role.USER, "Quiet");
        clock.pass(Duration.ofHours(1));
        sandbox.changes().contacts().addNote(id, "n");
        sandbox.changes().contacts().recordEvent(id, "e");

        assertThat(all().get(0).path("updated_at").asLong()).isEqualTo(NOW.getEpochSecond());
    }

    @Test
    void aConvertedLeadKeepsItsId() {
        startEmpty();
        String id = sandbox.changes().contacts().create(Role.LEAD, "Lead");
        sandbox.changes().contacts().convert(id);

        assertThat(client.get("/contacts/" + id).json().path("role").asText()).isEqualTo("user");
    }

    @Test
    void eventsAreSummedUpWithTimesInTwoStyles() {
        startSmall();
        List<JsonNode> events = new ArrayList<>();
        for (JsonNode contact : all()) {
            JsonNode summary = client.get("/events?type=user&summary=true&intercom_user_id="
                            + contact.path("id").asText())
                    .json();
            assertThat(summary.path("type").asText()).isEqualTo("event.summary");
            assertThat(summary.path("intercom_user_id")).isEqualTo(contact.path("id"));
            summary.path("events").forEach(events::add);
        }

        assertThat(events)
                .anyMatch(JsonNode::isNull)
                .anyMatch(event -> event.path("description").isNull());
        List<String> times = events.stream()
                .filter(JsonNode::isObject)
                .map(event -> event.path("first").asText())
                .toList();
        assertThat(times)
                .allMatch(time -> time.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000(Z|\\+00:00) ?"))
                .anyMatch(time -> time.endsWith("Z"))
                .anyMatch(time -> time.contains("+00:00"))
                .anyMatch(time -> time.endsWith(" "));
        assertThat(client.get("/events?summary=true").errorCode()).isEqualTo("parameter_missing");
    }

    @Test
    void theNumberOfTagsMayCountSomeThatWereDeletedLongAgo() {
        start(options().ghostTags());

        List<JsonNode> all = client.searchAll("contacts", EVERYTHING, null, 150);
        List<JsonNode> haunted = all.stream()
                .filter(each -> !each.at("/tags/has_more").booleanValue()
                        && each.at("/tags/total_count").asInt()
                                > each.at("/tags/data").size())
                .toList();
        assertThat(haunted).isNotEmpty().hasSizeLessThan(all.size());
        assertThat(haunted).allSatisfy(each -> {
            JsonNode tags = client.get("/contacts/" + each.path("id").asText() + "/tags")
                    .json()
                    .path("data");
            assertThat(ids(tags)).isEqualTo(ids(each.at("/tags/data")));
        });
    }

    @Test
    void namesComeEscaped() {
        startEmpty();
        String id = sandbox.changes().contacts().create(Role.USER, "Stark & \"Sons\" <O'Neill>");
        String conversation = sandbox.changes().conversations().start(id, "Hello");

        String escaped = "Stark &amp; &quot;Sons&quot; &lt;O&#39;Neill&gt;";
        assertThat(client.get("/contacts/" + id).json().path("name").asText()).isEqualTo(escaped);
        assertThat(client.get("/conversations/" + conversation + "?display_as=plaintext")
                        .json()
                        .at("/source/author/name")
                        .asText())
                .isEqualTo(escaped);
    }
}
