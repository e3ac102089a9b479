package io.kafkaconnect.intercom.validation;

import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.config.ErrorPolicy;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.config.TableSettings;
import io.kafkaconnect.intercom.config.WorkspaceSettings;
import io.kafkaconnect.intercom.message.Remedy;
import io.kafkaconnect.intercom.plan.StreamPlan;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.stream.Stream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Checks by one cheap request for each selected stream and enrichment whether the token has the permissions they need. */
final class PermissionCheck {
    private final IntercomConfig config;
    /** The requests, each with the permission it needs, in the order sent. */
    private final Map<CompletableFuture<Reply>, String> asked = Collections.synchronizedMap(new LinkedHashMap<>());

    PermissionCheck(IntercomConfig config) {
        this.config = config;
    }

    /** Sends the requests. Completes with the findings when all are answered. */
    CompletableFuture<List<ConnectionValidator.Finding>> check(IntercomApi intercom) {
        for (Stream stream : StreamPlan.streams(config)) {
            // The task continues without a shortcut.
            List<Request> probes = stream.isShortcut() ? List.of() : stream.probes();
            for (Request probe : probes) {
                asked.put(intercom.send(probe), "stream " + stream.name() + " needs \"" + stream.permission() + "\"");
            }
        }
        for (Enrichment detail : StreamPlan.details(config)) {
            detail.probe()
                    .ifPresent(probe -> asked.put(
                            intercom.send(probe),
                            "table " + String.join(", ", detail.tables()) + " needs \"" + detail.permission() + "\""));
        }
        return CompletableFuture.allOf(asked.keySet().toArray(CompletableFuture[]::new))
                .thenApply(done -> findings());
    }

    /** Returns what the responses so far show. */
    List<ConnectionValidator.Finding> findings() {
        List<ConnectionValidator.Finding> findings = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        asked.forEach((answer, needs) -> {
            Reply reply = answer.getNow(null);
            if (reply instanceof Reply.Rejected rejected) {
                findings.add(new ConnectionValidator.Finding(
                        rejected.failure().code().equals("intercom_version_invalid")
                                ? WorkspaceSettings.API_VERSION
                                : TableSettings.TABLES,
                        Remedy.on(rejected)));
            } else if (reply instanceof Reply.Failed failed && isDenied(failed)) {
                missing.add(needs + " (" + failed.failure().describe() + ")");
            }
        });
        if (!missing.isEmpty() && config.onMissingPermission() == ErrorPolicy.FAIL) {
            findings.add(new ConnectionValidator.Finding(
                    TableSettings.TABLES,
                    "The app of this token lacks permissions: " + String.join("; ", missing)
                            + ". Grant them in Intercom's Developer Hub, select other tables, or set"
                            + " intercom.behavior.on.missing.permission=skip to continue without these"));
        }
        return findings;
    }

    /** Intercom has answered GET /me, so even a 401 is about a permission, not about the token. */
    private static boolean isDenied(Reply.Failed reply) {
        return reply instanceof Reply.Forbidden || reply instanceof Reply.Unauthorized;
    }
}
