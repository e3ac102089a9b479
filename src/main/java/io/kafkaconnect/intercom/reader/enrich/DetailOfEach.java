package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ListPass.EntryFlaw;
import io.kafkaconnect.intercom.value.EntityId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Details that need a request for each entity. An entity that is gone meanwhile is left out. */
public final class DetailOfEach implements ListDetails {
    private final EnrichmentCalls calls;
    private final Enrichment detail;
    private final String what;
    private final Function<String, CompletableFuture<CallResult>> request;
    private final BiFunction<String, CallResult, Optional<ObjectNode>> entity;

    private DetailOfEach(
            EnrichmentCalls calls,
            Enrichment detail,
            String what,
            Function<String, CompletableFuture<CallResult>> request,
            BiFunction<String, CallResult, Optional<ObjectNode>> entity) {
        this.calls = calls;
        this.detail = detail;
        this.what = what;
        this.request = request;
        this.entity = entity;
    }

    /** The single article. Only it contains statistics. */
    public static ListDetails articles(EnrichmentCalls calls) {
        return new DetailOfEach(
                calls,
                Enrichment.STATISTICS,
                "article ",
                id -> calls.request(
                        Enrichment.STATISTICS,
                        id,
                        Request.get("/articles/{}", id).about(id),
                        article -> Optional.empty()),
                (id, result) -> result instanceof CallResult.Data found
                        ? Optional.of(found.reply().body())
                        : Optional.empty());
    }

    /**
     * The notes of each company, in an object with the id of the company and a type of its own: the object is no company. It has no list if Intercom
     * refuses the notes.
     */
    public static ListDetails companyNotes(EnrichmentCalls calls) {
        return new DetailOfEach(
                calls,
                Enrichment.COMPANY_NOTES,
                "the notes of company ",
                id -> calls.requestAll(
                        Enrichment.COMPANY_NOTES,
                        id,
                        // Without a page size: how large a page may be is not documented, and few companies have many
                        // notes.
                        Request.get("/companies/{}/notes", id),
                        new ItemList(List.of("data", "notes"), 0, Set.of())),
                DetailOfEach::notes);
    }

    private static Optional<ObjectNode> notes(String company, CallResult result) {
        ObjectNode holder =
                JsonNodeFactory.instance.objectNode().put("type", "note.list").put("id", company);
        if (result instanceof CallResult.AllItems all) {
            holder.putObject("notes").set("data", all.items());
        }
        return result instanceof CallResult.Absent ? Optional.empty() : Optional.of(holder);
    }

    @Override
    public CompletableFuture<Detailed> of(List<ObjectNode> listed) {
        List<String> ids = listed.stream()
                .flatMap(entry -> EntityId.of(entry.path("id")).stream())
                .toList();
        List<CompletableFuture<CallResult>> results = ids.stream()
                .map(id -> calls.mayRequest(detail)
                        ? request.apply(id)
                        : CompletableFuture.<CallResult>completedFuture(new CallResult.NotRequested()))
                .toList();
        return CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .thenApply(done -> detailed(
                        ids, results.stream().map(CompletableFuture::join).toList()));
    }

    private Detailed detailed(List<String> ids, List<CallResult> results) {
        List<ObjectNode> entities = new ArrayList<>();
        List<EntryFlaw> flaws = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            entity.apply(ids.get(i), results.get(i)).ifPresent(entities::add);
            if (results.get(i) instanceof CallResult.RefusedForEntity refused) {
                flaws.add(flaw(what + ids.get(i), refused.failure()));
            }
        }
        return new Detailed(entities, flaws);
    }

    static EntryFlaw flaw(String what, Failure failure) {
        return new EntryFlaw(EntryFlaw.FlawKind.WITHHELD, what + " (" + failure.describe() + ")");
    }
}
