package io.kafkaconnect.intercom.sandbox.api;

import io.kafkaconnect.intercom.sandbox.json.CatalogueJson;
import io.kafkaconnect.intercom.sandbox.json.CompanyJson;
import io.kafkaconnect.intercom.sandbox.json.ContactJson;
import io.kafkaconnect.intercom.sandbox.json.EventsJson;
import io.kafkaconnect.intercom.sandbox.json.JsonWriter;
import io.kafkaconnect.intercom.sandbox.json.PagesJson;
import io.kafkaconnect.intercom.sandbox.model.Company;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Copies;
import io.kafkaconnect.intercom.sandbox.model.Note;
import io.kafkaconnect.intercom.sandbox.model.Segment;
import io.kafkaconnect.intercom.sandbox.model.Subscription;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.search.Refusal;
import io.kafkaconnect.intercom.sandbox.search.ResultPage;
import io.kafkaconnect.intercom.sandbox.search.SearchEngine;
import java.util.List;
import java.util.Objects;

/** Contacts, the entities that belong to them, and their events. */
final class ContactRoutes {

    private static final int SUBLIST = 50;
    private static final int MOST = 60;

    private final Workspace workspace;
    private final SearchCalls<Contact> searches;
    private final ContactJson json;
    private final CompanyJson companies;
    private final Copies copies;

    ContactRoutes(Workspace workspace, SearchEngine<Contact> engine, Habits habits) {
        this.workspace = workspace;
        this.searches = new SearchCalls<>(engine);
        this.json = new ContactJson(workspace, habits.ghostTags());
        this.companies = new CompanyJson(workspace);
        this.copies = habits.copies();
    }

    List<Route> routes() {
        TokenScope scope = TokenScope.READ_USERS_COMPANIES;
        return List.of(
                Route.post("/contacts/search", scope, (call, id) -> found(searches.search(call, 50))),
                Route.get("/contacts", scope, (call, id) -> found(searches.list(call, "last_request_at", 10))),
                Route.get("/contacts/{id}", scope, this::single),
                Route.get("/contacts/{id}/tags", scope, this::tags),
                Route.get("/contacts/{id}/companies", scope, this::companies),
                Route.get("/contacts/{id}/subscriptions", scope, (call, id) -> subscriptions(id)),
                Route.get("/contacts/{id}/segments", scope, this::segments),
                Route.get("/contacts/{id}/notes", scope, this::notes),
                Route.get("/notes/{id}", scope, this::note),
                Route.get("/events", TokenScope.READ_EVENTS, (call, id) -> events(call)));
    }

    private ApiReply found(SearchCalls.Found<Contact> found) {
        return ApiReply.ok(JsonWriter.object(out -> {
            out.put("type", "list")
                    .list("data", shown(found.page().items()), json::write)
                    .put("total_count", found.page().totalCount());
            PagesJson.cursor(out, found.page(), found.perPage());
        }));
    }

    private List<Contact> shown(List<Contact> found) {
        return found.stream().map(each -> copies.of(workspace.contacts(), each)).toList();
    }

    private ApiReply single(Call call, String id) {
        String heir = workspace.mergedInto(id);
        if (heir != null && MinorVersion.of(call).isAtLeast(MinorVersion.V2_16)) {
            throw new ContactMergedException(id, survivor(heir));
        }
        Contact contact = copies.of(workspace.contacts(), contact(id));
        return ApiReply.ok(JsonWriter.object(out -> {
            json.write(out, contact);
            out.nothing("enabled_push_messaging");
        }));
    }

    /** Follows two more merges at most. */
    private String survivor(String heir) {
        String last = heir;
        for (int hops = 0; hops < 2 && workspace.mergedInto(last) != null; hops++) {
            last = workspace.mergedInto(last);
        }
        return last;
    }

    private ApiReply tags(Call call, String id) {
        Contact contact = contact(id);
        return ApiReply.ok(JsonWriter.object(
                out -> out.put("type", "list").list("data", contact.links().tags(), json::writeTagging)));
    }

    private ApiReply subscriptions(String id) {
        List<Subscription> choices = contact(id).links().subscriptions();
        return ApiReply.ok(JsonWriter.object(
                out -> out.put("type", "list").list("data", choices, ContactJson::writeSubscription)));
    }

    private ApiReply segments(Call call, String id) {
        List<Segment> segments = contact(id).links().segments().stream()
                .map(workspace.segments()::get)
                .filter(Objects::nonNull)
                .toList();
        return ApiReply.ok(
                JsonWriter.object(out -> out.put("type", "list").list("data", segments, CatalogueJson::segment)));
    }

    private ApiReply companies(Call call, String id) {
        List<Company> all = contact(id).links().companies().stream()
                .map(workspace.companies()::get)
                .filter(Objects::nonNull)
                .toList();
        return paged(Pager.page(call, all, SUBLIST, MOST), companies::write);
    }

    private ApiReply notes(Call call, String id) {
        Contact contact = contact(id);
        ResultPage<Note> page = Pager.page(call, contact.links().notes(), SUBLIST, MOST);
        return paged(page, (out, note) -> json.writeNote(out, contact, note));
    }

    private ApiReply note(Call call, String id) {
        for (Contact contact : workspace.contacts().current().all()) {
            for (Note note : contact.links().notes()) {
                if (note.id().equals(id)) {
                    return ApiReply.ok(JsonWriter.object(out -> json.writeNote(out, contact, note)));
                }
            }
        }
        throw Refusal.notFound("Resource Not Found");
    }

    private static <T> ApiReply paged(ResultPage<T> page, JsonWriter.Listed<T> each) {
        return ApiReply.ok(JsonWriter.object(out -> {
            out.put("type", "list").list("data", page.items(), each).put("total_count", page.totalCount());
            PagesJson.url(out, page);
        }));
    }

    private ApiReply events(Call call) {
        if (!"user".equals(call.param("type")) || call.param("intercom_user_id") == null) {
            throw new Refusal(400, "parameter_missing", "type=user and intercom_user_id are needed");
        }
        if (!call.flag("summary")) {
            return ApiReply.ok(
                    JsonWriter.object(out -> out.put("type", "event.list").value("events", List.of())));
        }
        Contact contact = contact(call.param("intercom_user_id"));
        return ApiReply.ok(JsonWriter.object(out -> EventsJson.write(out, contact, workspace.events(contact.id()))));
    }

    private Contact contact(String id) {
        Contact contact = workspace.contacts().current().get(id);
        if (contact == null) {
            throw Refusal.notFound("User Not Found");
        }
        return contact;
    }
}
