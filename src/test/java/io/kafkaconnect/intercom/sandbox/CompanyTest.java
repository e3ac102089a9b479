package io.kafkaconnect.intercom.sandbox;

import static io.kafkaconnect.intercom.sandbox.Client.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompanyTest extends SandboxTest {

    private void startWithMany() {
        start(options().size(Size.SMALL.contacts(2000, 0).companies(320)));
    }

    private int known() {
        return Truth.of(sandbox.workspace()).get("companies").size();
    }

    private Client.Answer scroll(String param) {
        return client.get("/companies/scroll?scroll_param=" + param);
    }

    @Test
    void aScrollHandsOutEverythingUnderOneParameterUntilAnEmptyPage() {
        startWithMany();
        List<String> found = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        JsonNode page = client.get("/companies/scroll").json();
        String param = page.path("scroll_param").asText();
        while (!page.path("data").isEmpty()) {
            assertThat(page.path("pages").isNull()).isTrue();
            assertThat(page.path("total_count").isNull()).isTrue();
            found.addAll(ids(page.path("data")));
            sizes.add(page.path("data").size());
            page = scroll(param).json();
            assertThat(page.path("scroll_param").asText()).isEqualTo(param);
        }

        assertThat(found).hasSize(known()).doesNotHaveDuplicates();
        assertThat(sizes.subList(0, sizes.size() - 1)).containsOnly(100);
        assertThat(scroll(param).status()).isEqualTo(404);
        assertThat(client.get("/companies/scroll").status()).isEqualTo(200);
    }

    @Test
    void onlyOneScrollCanBeOpen() {
        startWithMany();
        client.get("/companies/scroll");

        Client.Answer second = client.get("/companies/scroll");
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.errorCode()).isEqualTo("scroll_exists");
    }

    @Test
    void aScrollLeftAloneForAMinuteIsGone() {
        startWithMany();
        String param =
                client.get("/companies/scroll").json().path("scroll_param").asText();
        clock.pass(Duration.ofSeconds(60));
        assertThat(scroll(param).status()).isEqualTo(200);
        clock.pass(Duration.ofSeconds(61));

        Client.Answer late = scroll(param);
        assertThat(late.status()).isEqualTo(404);
        assertThat(late.errorCode()).isEqualTo("not_found");
        assertThat(client.get("/companies/scroll").status()).isEqualTo(200);
    }

    @Test
    void aStrangeScrollParameterIsNotFound() {
        startWithMany();

        assertThat(scroll("strange").errorCode()).isEqualTo("not_found");
    }

    @Test
    void aCompanyNobodyBelongsToIsInNoList() {
        startEmpty();
        var changes = sandbox.changes();
        String id = changes.catalogue().createCompany("Lonely");
        assertThat(client.post("/companies/list", "").json().path("data")).isEmpty();
        assertThat(client.get("/companies/scroll").json().path("data")).isEmpty();
        assertThat(Truth.of(sandbox.workspace()).get("companies")).isEmpty();

        String contact = changes.contacts().create(Role.USER, "First");
        changes.contacts().attachCompany(contact, id);
        JsonNode company =
                client.post("/companies/list", "").json().path("data").path(0);
        assertThat(company.path("id").asText()).isEqualTo(id);
        assertThat(company.path("user_count").asInt()).isEqualTo(1);

        changes.contacts().delete(contact);
        assertThat(client.get("/companies/scroll").json().path("data")).isEmpty();
    }

    @Test
    void theListHasPagesOf60AtMostAndEndsAtTenThousand() {
        startWithMany();

        JsonNode page = client.post("/companies/list", "").json();
        assertThat(page.path("data")).hasSize(15);
        assertThat(page.path("total_count").asInt()).isEqualTo(known());
        assertThat(page.path("pages").path("next").asText())
                .isEqualTo("https://api.intercom.io/companies/list?per_page=15&page=2");
        assertThat(client.post("/companies/list?per_page=60&page=2&order=asc", "")
                        .json()
                        .path("data"))
                .hasSize(60);
        assertThat(client.post("/companies/list?per_page=61", "").errorCode()).isEqualTo("parameter_invalid");
        Client.Answer deep = client.post("/companies/list?per_page=60&page=167", "");
        assertThat(deep.status()).isEqualTo(400);
        assertThat(deep.json().toString()).contains("page limit reached, please use scroll API");
    }

    @Test
    void shapesVary() {
        startWithMany();
        List<JsonNode> companies = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            client.post("/companies/list?per_page=60&page=" + page, "")
                    .json()
                    .path("data")
                    .forEach(companies::add);
        }

        assertThat(companies)
                .anyMatch(company -> company.path("plan").isEmpty())
                .anyMatch(company -> company.path("plan").path("name").isTextual())
                .anyMatch(company -> company.has("remote_created_at"))
                .anyMatch(company -> !company.has("remote_created_at"))
                .anyMatch(company -> company.path("monthly_spend").isIntegralNumber())
                .anyMatch(company -> company.path("monthly_spend").isFloatingPointNumber());
    }

    @Test
    void aDeletedCompanyLetsItsContactsGo() {
        startEmpty();
        var changes = sandbox.changes();
        String company = changes.catalogue().createCompany("Short-lived");
        String contact = changes.contacts().create(Role.USER, "One");
        changes.contacts().attachCompany(contact, company);
        assertThat(client.get("/companies/" + company).status()).isEqualTo(200);
        changes.catalogue().deleteCompany(company);

        assertThat(client.get("/companies/" + company).errorCode()).isEqualTo("company_not_found");
        assertThat(client.get("/contacts/" + contact + "/companies").json().path("data"))
                .isEmpty();
    }

    @Test
    void pagesOfTheScrollCanBeShort() {
        start(options().scrollPage(2));

        JsonNode page = client.get("/companies/scroll").json();
        assertThat(page.path("data")).hasSize(2);
        assertThat(client.get("/companies/scroll?scroll_param="
                                + page.path("scroll_param").asText())
                        .json()
                        .path("data"))
                .hasSize(2)
                .isNotEqualTo(page.path("data"));
    }
}
