package io.kafkaconnect.intercom.sandbox;

import static io.kafkaconnect.intercom.sandbox.Client.by;
import static io.kafkaconnect.intercom.sandbox.Client.ids;
import static io.kafkaconnect.intercom.sandbox.Client.where;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactDatesTest extends SandboxTest {

    private String createdAt(String instant) {
        clock.set(Instant.parse(instant));
        return sandbox.changes().contacts().create(Role.USER, instant);
    }

    private List<String> found(String operator, String instant) {
        long second = Instant.parse(instant).getEpochSecond();
        return ids(client.searchAll(
                "contacts", where("updated_at", operator, second), by("updated_at", "ascending"), 150));
    }

    @Test
    void datesAreComparedByWholeDays() {
        startEmpty();
        String lastOf14 = createdAt("2026-03-14T23:59:59Z");
        String firstOf15 = createdAt("2026-03-15T00:00:00Z");
        String lastOf15 = createdAt("2026-03-15T23:59:59Z");
        String firstOf16 = createdAt("2026-03-16T00:00:00Z");

        assertThat(found(">", "2026-03-15T09:00:00Z")).containsExactly(firstOf16);
        assertThat(found(">", "2026-03-14T00:00:00Z")).containsExactly(firstOf15, lastOf15, firstOf16);
        assertThat(found("<", "2026-03-15T09:00:00Z")).containsExactly(lastOf14);
        assertThat(found("=", "2026-03-15T09:00:00Z")).containsExactly(firstOf15, lastOf15);
    }

    @Test
    void daysBeginAtMidnightOfTheWorkspace() {
        start(options().size(Size.EMPTY).zone(ZoneId.of("America/Los_Angeles")));
        String evening = createdAt("2026-01-15T07:59:59Z");
        String midnight = createdAt("2026-01-15T08:00:00Z");

        assertThat(found("=", "2026-01-15T05:00:00Z")).containsExactly(evening);
        assertThat(found(">", "2026-01-15T05:00:00Z")).containsExactly(midnight);
    }

    @Test
    void aDayWithTheClockPutBackLasts25Hours() {
        start(options().size(Size.EMPTY).zone(ZoneId.of("Europe/Dublin")));
        String first = createdAt("2025-10-25T23:00:00Z");
        String last = createdAt("2025-10-26T23:59:59Z");
        String next = createdAt("2025-10-27T00:00:00Z");

        assertThat(found("=", "2025-10-26T12:00:00Z")).containsExactly(first, last);
        assertThat(found(">", "2025-10-25T23:30:00Z")).containsExactly(next);
    }

    @Test
    void theDayTheZoneSkippedIsNoTrouble() {
        start(options().size(Size.EMPTY).zone(ZoneId.of("Pacific/Apia")));
        String before = createdAt("2011-12-30T09:59:59Z");
        String after = createdAt("2011-12-30T10:00:00Z");

        assertThat(found("=", "2011-12-30T09:00:00Z")).containsExactly(before);
        assertThat(found(">", "2011-12-30T09:00:00Z")).containsExactly(after);
    }

    @Test
    void thePreviewComparesSeconds() {
        start(options().size(Size.EMPTY).contactsBySecond());
        createdAt("2026-03-15T10:00:00Z");
        String later = createdAt("2026-03-15T10:00:01Z");

        assertThat(found(">", "2026-03-15T10:00:00Z")).containsExactly(later);
        assertThat(found(">=", "2026-03-15T10:00:01Z")).containsExactly(later);
        JsonNode attributes =
                client.get("/data_attributes?model=contact").json().path("data");
        assertThat(attributes.findValuesAsText("data_type")).containsOnly("datetime");
    }

    @ParameterizedTest
    @ValueSource(strings = {">=", "<=", "!="})
    void otherOperatorsAreErrorsOnDates(String operator) {
        startEmpty();

        Client.Answer answer = client.search("contacts", where("updated_at", operator, 1), null, null);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.errorCode()).isEqualTo("parameter_invalid");
    }

    @Test
    void aDateCannotBeText() {
        startEmpty();

        assertThat(client.search("contacts", where("created_at", ">", "foobar"), null, null)
                        .errorCode())
                .isEqualTo("type_mismatch");
        assertThat(client.search("contacts", where("created_at", ">", "1306054154"), null, null)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void unionsOfDaysAreFoundWhole() {
        startEmpty();
        String early = createdAt("2026-03-01T10:00:00Z");
        createdAt("2026-03-02T10:00:00Z");
        String late = createdAt("2026-03-03T10:00:00Z");
        long first = Instant.parse("2026-03-01T00:00:00Z").getEpochSecond();
        long third = Instant.parse("2026-03-03T23:00:00Z").getEpochSecond();

        String query = group("OR", where("updated_at", "=", first), where("updated_at", "=", third));
        assertThat(ids(client.searchAll("contacts", query, by("updated_at", "ascending"), 50)))
                .containsExactly(early, late);
    }

    private static String group(String operator, String... filters) {
        return "{\"operator\":\"" + operator + "\",\"value\":[" + String.join(",", filters) + "]}";
    }
}
