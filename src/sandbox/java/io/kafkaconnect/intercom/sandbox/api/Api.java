package io.kafkaconnect.intercom.sandbox.api;

import io.kafkaconnect.intercom.sandbox.json.ErrorJson;
import io.kafkaconnect.intercom.sandbox.json.Signatures;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.search.Dates;
import io.kafkaconnect.intercom.sandbox.search.Fields;
import io.kafkaconnect.intercom.sandbox.search.Refusal;
import io.kafkaconnect.intercom.sandbox.search.SearchEngine;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Answers requests like Intercom: it checks the token, the rate limit, the form and the permission, and then responds. */
public final class Api implements Responder {

    private final Workspace workspace;
    private final Access access;
    private final RateWindows rate;
    private final List<Route> routes;
    private final AtomicLong requests = new AtomicLong();

    public Api(Workspace workspace, Access access, RateWindows rate, InstantSource clock, Habits habits) {
        this.workspace = workspace;
        this.access = access;
        this.rate = rate;
        var contacts = new SearchEngine<>(workspace.contacts(), Fields.OF_CONTACTS, habits.contactDates());
        var conversations =
                new SearchEngine<>(workspace.conversations(), Fields.OF_CONVERSATIONS, habits.conversationDates());
        var tickets = new SearchEngine<>(workspace.tickets(), Fields.OF_TICKETS, habits.conversationDates());
        Signatures signatures = new Signatures(clock);
        // A single conversation would match the path of their attributes.
        this.routes = Stream.of(
                        new ItemRoutes(workspace).routes(),
                        new CallRoutes(workspace).routes(),
                        new LogRoutes(workspace).routes(),
                        new ConversationRoutes(workspace, conversations, signatures, habits.copies()).routes(),
                        new TicketRoutes(workspace, tickets, signatures, habits.copies()).routes(),
                        new ContactRoutes(workspace, contacts, habits).routes(),
                        new CompanyRoutes(
                                        workspace, new OpenScroll(clock, habits.scrollPatience(), habits.scrollPage()))
                                .routes(),
                        new CatalogueRoutes(workspace, habits.contactDates() instanceof Dates.Seconds).routes())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String routeOf(Call call) {
        Route route = route(call);
        return call.method() + " " + (route == null ? call.path() : route.path());
    }

    @Override
    public ApiReply answer(Call call) {
        String requestId = new UUID(0x5A4DL << 48, requests.incrementAndGet()).toString();
        return answer(call, requestId).with(Map.of("X-Request-Id", requestId));
    }

    private ApiReply answer(Call call, String requestId) {
        try {
            access.authenticate(call);
        } catch (Refusal e) {
            return refused(requestId, e);
        }
        RateWindows.Admission admission = rate.admit();
        if (!admission.admitted()) {
            String message = "Exceeded rate limit of " + admission.limit() + " in 10_seconds";
            return refused(requestId, new Refusal(429, "rate_limit_exceeded", message))
                    .with(admission.headers());
        }
        return authenticated(call, requestId).with(admission.headers());
    }

    private ApiReply authenticated(Call call, String requestId) {
        try {
            MinorVersion version = checked(call);
            Route route = route(call);
            if (route == null) {
                throw Refusal.notFound("The requested resource does not exist");
            }
            if (!version.isAtLeast(route.since())) {
                throw new Refusal(
                        400, "intercom_version_invalid", "Requested resource is not available in current API version.");
            }
            access.permit(route.scope());
            String id = route.template().id(call.path());
            return workspace.locked(() -> route.handler().handle(call, id));
        } catch (ContactMergedException e) {
            return ApiReply.json(410, ErrorJson.of(requestId, "contact_merged", e.getMessage()))
                    .with(Map.of("Link", e.link()));
        } catch (Refusal e) {
            return refused(requestId, e);
        }
    }

    private static MinorVersion checked(Call call) {
        String accept = call.header("Accept");
        if (accept == null || !accept.contains("application/json")) {
            throw new Refusal(406, "not_acceptable", "The Accept header should be application/json");
        }
        return MinorVersion.of(call);
    }

    private Route route(Call call) {
        return routes.stream()
                .filter(route ->
                        route.method().equals(call.method()) && route.template().matches(call.path()))
                .findFirst()
                .orElse(null);
    }

    private static ApiReply refused(String requestId, Refusal refusal) {
        return ApiReply.json(refusal.status(), ErrorJson.of(requestId, refusal.code(), refusal.getMessage()));
    }
}
