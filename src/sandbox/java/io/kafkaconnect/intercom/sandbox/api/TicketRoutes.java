package io.kafkaconnect.intercom.sandbox.api;

import io.kafkaconnect.intercom.sandbox.json.JsonWriter;
import io.kafkaconnect.intercom.sandbox.json.PagesJson;
import io.kafkaconnect.intercom.sandbox.json.Signatures;
import io.kafkaconnect.intercom.sandbox.json.TicketJson;
import io.kafkaconnect.intercom.sandbox.model.Copies;
import io.kafkaconnect.intercom.sandbox.model.Ticket;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.search.Refusal;
import io.kafkaconnect.intercom.sandbox.search.SearchEngine;
import java.util.List;

/** Tickets with all their parts, alone and in lists. */
final class TicketRoutes {

    private static final MinorVersion SINCE = new MinorVersion(11);

    private final Workspace workspace;
    private final SearchCalls<Ticket> searches;
    private final Signatures signatures;
    private final Copies copies;

    TicketRoutes(Workspace workspace, SearchEngine<Ticket> engine, Signatures signatures, Copies copies) {
        this.workspace = workspace;
        this.searches = new SearchCalls<>(engine);
        this.signatures = signatures;
        this.copies = copies;
    }

    List<Route> routes() {
        TokenScope scope = TokenScope.READ_TICKETS;
        return List.of(
                Route.post("/tickets/search", scope, (call, id) -> search(call)).since(SINCE),
                Route.get("/tickets/{id}", scope, this::single).since(SINCE));
    }

    private ApiReply search(Call call) {
        SearchCalls.Found<Ticket> found = found(call);
        List<Ticket> shown = found.page().items().stream()
                .map(each -> copies.of(workspace.tickets(), each))
                .toList();
        return ApiReply.ok(JsonWriter.object(out -> {
            out.put("type", "ticket.list")
                    .list("tickets", shown, json(call)::write)
                    .put("total_count", found.page().totalCount());
            PagesJson.cursor(out, found.page(), found.perPage());
        }));
    }

    /** Unlike the other searches, this one fails over a wrong cursor. */
    private SearchCalls.Found<Ticket> found(Call call) {
        try {
            return searches.search(call, 20);
        } catch (Refusal refusal) {
            throw refusal.isOfCursor() ? new Refusal(500, "server_error", "Something went wrong") : refusal;
        }
    }

    private ApiReply single(Call call, String id) {
        Ticket ticket = workspace.tickets().current().get(id);
        if (ticket == null) {
            throw new Refusal(404, "ticket_not_found", "Ticket not found");
        }
        Ticket shown = copies.of(workspace.tickets(), ticket);
        return ApiReply.ok(JsonWriter.object(out -> json(call).write(out, shown)));
    }

    private TicketJson json(Call call) {
        return new TicketJson(workspace, signatures, MinorVersion.of(call).minor());
    }
}
