package io.kafkaconnect.intercom.sandbox;

import static io.kafkaconnect.intercom.sandbox.Client.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.model.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest extends SandboxTest {

    @Test
    void segmentsAreCountedOnDemand() {
        startSmall();

        JsonNode plain = client.get("/segments").json().path("segments");
        JsonNode counted = client.get("/segments?include_count=true").json().path("segments");
        assertThat(plain).allMatch(segment -> !segment.has("count"));
        assertThat(counted).allMatch(segment -> segment.path("count").isIntegralNumber());
        assertThat(counted.findValuesAsText("person_type"))
                .contains("user", "contact")
                .doesNotContain("lead");
    }

    @Test
    void segmentCountsFollowTheirMembers() {
        startEmpty();
        var changes = sandbox.changes();
        String segment = changes.catalogue().createSegment("s", Role.LEAD);
        String lead = changes.contacts().create(Role.LEAD, "Lead");
        changes.contacts().joinSegment(lead, segment);
        assertThat(count()).isEqualTo(1);

        changes.contacts().convert(lead);
        assertThat(count()).isZero();
    }

    private int count() {
        return client.get("/segments?include_count=true")
                .json()
                .at("/segments/0/count")
                .intValue();
    }

    @Test
    void adminsAndTeamsNeverShareAnId() {
        startSmall();
        List<String> all = new ArrayList<>(ids(client.get("/admins").json().path("admins")));
        all.addAll(ids(client.get("/teams").json().path("teams")));

        assertThat(all).hasSize(9).doesNotHaveDuplicates();
        assertThat(client.get("/teams").json().path("teams").findValues("email"))
                .isEmpty();
    }

    @Test
    void tagsHaveNamesAndCanBeRenamedAndDeleted() {
        startSmall();
        JsonNode tag = client.get("/tags").json().path("data").path(0);
        String id = tag.path("id").asText();
        sandbox.changes().catalogue().renameTag(id, "renamed");
        assertThat(client.get("/tags").json().path("data").findValuesAsText("name"))
                .contains("renamed");

        sandbox.changes().catalogue().deleteTag(id);
        assertThat(ids(client.get("/tags").json().path("data"))).hasSize(15).doesNotContain(id);
        assertThat(client.searchAll("contacts", Client.where("tag_id", "=", id), null, 150))
                .isEmpty();
    }

    @Test
    void dateAttributesTellTheGranularity() {
        startEmpty();

        JsonNode attributes =
                client.get("/data_attributes?model=contact").json().path("data");
        assertThat(attributes.findValuesAsText("name")).contains("updated_at");
        assertThat(attributes.findValuesAsText("data_type")).containsOnly("date");
        assertThat(client.get("/data_attributes?model=conversation").status()).isEqualTo(422);
    }
}
