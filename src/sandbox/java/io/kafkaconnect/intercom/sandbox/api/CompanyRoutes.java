package io.kafkaconnect.intercom.sandbox.api;

import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import io.kafkaconnect.intercom.sandbox.json.CompanyJson;
import io.kafkaconnect.intercom.sandbox.json.JsonWriter;
import io.kafkaconnect.intercom.sandbox.json.PagesJson;
import io.kafkaconnect.intercom.sandbox.model.Company;
import io.kafkaconnect.intercom.sandbox.model.Index;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.search.Dates;
import io.kafkaconnect.intercom.sandbox.search.Fields;
import io.kafkaconnect.intercom.sandbox.search.Refusal;
import io.kafkaconnect.intercom.sandbox.search.ResultPage;
import io.kafkaconnect.intercom.sandbox.search.SearchEngine;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Companies. No list contains a company without contacts. */
final class CompanyRoutes {

    private static final int REACHABLE = 10_000;
    private static final Comparator<Company> BY_LAST_REQUEST = Comparator.comparing(
                    Company::lastRequestAt, Comparator.nullsFirst(Comparator.<Long>naturalOrder()))
            .thenComparing(Company::id);

    private final Workspace workspace;
    private final OpenScroll scroll;
    private final CompanyJson json;
    private final SearchCalls<Company> searches;

    CompanyRoutes(Workspace workspace, OpenScroll scroll) {
        this.workspace = workspace;
        this.scroll = scroll;
        this.json = new CompanyJson(workspace);
        this.searches = new SearchCalls<>(new SearchEngine<>(index(), Fields.OF_COMPANIES, new Dates.Seconds(false)));
    }

    /** The search for companies does not lag here. */
    private Index<Company> index() {
        return new Index<>() {
            private long asked;

            @Override
            public long version() {
                return asked++;
            }

            @Override
            public Collection<Company> indexed(long from, long to, boolean ascending) {
                Comparator<Company> order =
                        Comparator.comparingLong(Company::updatedAt).thenComparing(Company::id);
                return workspace.companies().all().stream()
                        .filter(company -> visible(company) && company.updatedAt() >= from && company.updatedAt() <= to)
                        .sorted(ascending ? order : order.reversed())
                        .toList();
            }

            @Override
            public Company indexed(String id) {
                return workspace.companies().get(id);
            }
        };
    }

    List<Route> routes() {
        TokenScope scope = TokenScope.READ_USERS_COMPANIES;
        return List.of(
                Route.get("/companies/scroll", scope, (call, id) -> scroll(call)),
                Route.post("/companies/list", scope, (call, id) -> list(call)),
                Route.post("/companies/search", scope, (call, id) -> found(searches.search(call, 15)))
                        .since(new MinorVersion(17)),
                Route.get("/companies/{id}", scope, (call, id) -> single(id)),
                Route.get("/companies/{id}/notes", scope, this::notes).since(new MinorVersion(15)));
    }

    private ApiReply scroll(Call call) {
        OpenScroll.Turn turn = scroll.turn(call.param("scroll_param"), this::ids);
        List<Company> companies = turn.ids().stream()
                .map(workspace.companies()::get)
                .filter(this::visible)
                .toList();
        return ApiReply.ok(JsonWriter.object(out -> out.put("type", "list")
                .list("data", companies, json::write)
                .nothing("pages")
                .nothing("total_count")
                .put("scroll_param", turn.param())));
    }

    private ApiReply list(Call call) {
        if ((long) call.number("page", 1, Integer.MAX_VALUE) * call.number("per_page", 15, 60) > REACHABLE) {
            throw new Refusal(400, "bad_request", "page limit reached, please use scroll API");
        }
        boolean ascending = "asc".equals(call.param("order"));
        List<Company> all = workspace.companies().all().stream()
                .filter(this::visible)
                .sorted(ascending ? BY_LAST_REQUEST : BY_LAST_REQUEST.reversed())
                .toList();
        ResultPage<Company> page = Pager.page(call, all, 15, 60);
        return ApiReply.ok(JsonWriter.object(out -> {
            out.put("type", "list").list("data", page.items(), json::write).put("total_count", page.totalCount());
            PagesJson.url(out, page);
        }));
    }

    private ApiReply found(SearchCalls.Found<Company> found) {
        return ApiReply.ok(JsonWriter.object(out -> {
            out.put("type", "list")
                    .list("data", found.page().items(), json::write)
                    .put("total_count", found.page().totalCount());
            PagesJson.cursor(out, found.page(), found.perPage());
        }));
    }

    private ApiReply single(String id) {
        Company company = workspace.companies().get(id);
        if (company == null) {
            throw new Refusal(404, "company_not_found", "Company Not Found");
        }
        return ApiReply.ok(JsonWriter.object(out -> json.write(out, company)));
    }

    private ApiReply notes(Call call, String id) {
        if (workspace.companies().get(id) == null) {
            throw new Refusal(404, "company_not_found", "Company Not Found");
        }
        List<Item> all = workspace.items().all(ItemKind.COMPANY_NOTES).stream()
                .filter(note -> note.json().at("/company/id").asText().equals(id))
                .toList();
        ResultPage<Item> page = Pager.page(call, all, 50, 150);
        return ApiReply.ok(JsonWriter.object(out -> {
            out.put("type", "list")
                    .list("data", page.items(), (json, note) -> json.members(note.json(), Set.of()))
                    .put("total_count", page.totalCount());
            PagesJson.url(out, page);
        }));
    }

    private List<String> ids() {
        return workspace.companies().all().stream()
                .filter(this::visible)
                .map(Company::id)
                .toList();
    }

    private boolean visible(Company company) {
        return company != null && workspace.contactsOf(company) > 0;
    }
}
