package io.kafkaconnect.intercom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.client.Request;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison with the description finds what is wrong. */
class DescribedSchemasTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/contacts/search | {'query': {'field': 'id', 'operator': 'IS', 'value': '1'}}",
                "/contacts/search | {'query': {'operator': 'AND', 'value': [{'field': 'id', 'operator': '=', 'val': '1'}]}}",
                "/contacts/search | {'sort': {'field': 'id', 'order': 'ascending'}}",
                "/contacts/search | {'query': {'field': 'id', 'operator': '=', 'value': '1'}, 'sort': {'order': 'asc'}}",
                "/contacts/search | {'query': {'field': 'id', 'operator': '=', 'value': '1'}, 'pagination': {'per_page': '5'}}",
                "/contacts/search | {'query': {'field': 'id', 'operator': '=', 'value': '1'}, 'per_page': 5}",
                "/conversations/search | {'query': {'field': 'id', 'operator': '=', 'value': '1'}, 'sort': {'order': 'asc'}}",
                "/conversations/find | {}",
                "/companies/list | {}",
            })
    void a_wrong_body_is_a_fault(String path, String body) throws IOException {
        Request request = Request.post(
                path, new ObjectMapper().readTree(body.replace('\'', '"')).deepCopy());
        assertThat(check().faults(request)).isNotEmpty();
    }

    @Test
    void wrong_parameters_are_faults() throws IOException {
        RequestCheck check = check();
        Request events = Request.get("/events").withQueryParam("type", "user");
        Request deleted = Request.get("/conversations/deleted");

        assertThat(check.faults(events.withQueryParam("intercom_user_id", "1"))).isEmpty();
        assertThat(check.faults(events)).as("nobody's events").isNotEmpty();
        assertThat(check.faults(events.withQueryParam("contact_id", "1"))).isNotEmpty();
        assertThat(check.faults(Request.get("/events").withQueryParam("email", "a@b")))
                .as("no type")
                .isNotEmpty();
        assertThat(check.faults(deleted.withQueryParam("per_page", 60))).isEmpty();
        assertThat(check.faults(deleted.withQueryParam("per_page", 61))).isNotEmpty();
        assertThat(check.faults(deleted.withQueryParam("page", "two"))).isNotEmpty();
        assertThat(check.faults(deleted.withQueryParam("sort", "asc"))).isNotEmpty();
        assertThat(check.faults(Request.get("/conversations/a1"))).isNotEmpty();
    }

    private static RequestCheck check() throws IOException {
        Description description = Description.given();
        return new RequestCheck(
                description,
                new DescribedSchemas(description),
                new KnownGaps(Map.of("POST /conversations/search body sort", "as in the other test")));
    }
}
