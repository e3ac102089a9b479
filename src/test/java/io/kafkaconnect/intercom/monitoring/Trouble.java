package io.kafkaconnect.intercom.monitoring;

import io.kafkaconnect.intercom.quickstart.Rest;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.http.Fault;
import io.kafkaconnect.intercom.sandbox.model.Conversation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What goes wrong, and the alerts that tell it. */
enum Trouble {
    A_WORKER_IS_KILLED(
            List.of("ConnectWorkerDown"), there -> there.worker().process().close(), there -> {
                there.worker().process().start();
                there.worker().process().awaitReady();
            }),
    INTERCOM_FAILS_AT_A_LIST(
            List.of("IntercomStreamBehind", "IntercomDoesNotAnswer"),
            faults(Call.to("GET /admins"), Fault.error(503, "service_unavailable"))),
    INTERCOM_FORBIDS_A_LIST(
            List.of("IntercomStreamRefused", "IntercomStreamBehind"),
            faults(Call.to("GET /segments"), Fault.error(422, "unprocessable_entity"))),
    INTERCOM_FAILS_AT_A_CONVERSATION(
            List.of("IntercomEntitiesParked"), Trouble::failAtOneConversation, Trouble::endFaults),
    A_FIELD_HAS_ANOTHER_TYPE(
            List.of("IntercomBadValues"),
            there -> {
                changeBodies(
                        there,
                        Call.to("GET /conversations/{id}"),
                        body -> body.replaceAll("\"waiting_since\":\\s*[^,}]+", "\"waiting_since\":\"soon\""));
                there.answerAll("A new answer");
            },
            Trouble::endFaults),
    AN_ENTRY_HAS_NO_ID(
            List.of("IntercomRowsLeftOut"),
            there -> changeBodies(there, Call.to("GET /tags"), body -> body.replaceFirst("\"id\":", "\"no_id\":")),
            Trouble::endFaults),
    A_PART_IS_LARGE(
            List.of("IntercomLargeRecords"),
            there -> there.answer(there.conversation().id(), "x".repeat(900_000)),
            there -> {}),
    ANOTHER_PROGRAM_USES_THE_LIMIT(List.of("IntercomLimitUsedByOthers"), Trouble::useLimit, Trouble::leaveLimit),
    THE_TOKEN_IS_REVOKED(
            List.of("IntercomTokenRefused", "ConnectTaskFailed"),
            there -> there.sandbox().access().token("another-token"),
            there -> {
                there.sandbox().access().token("sandbox-token");
                there.rest().post("/connectors/intercom/restart?includeTasks=true&onlyFailed=true", null);
            });

    @SuppressWarnings("ImmutableEnumChecker") // An unmodifiable list.
    private final List<String> alerts;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Consumer<Scene> cause;

    @SuppressWarnings("ImmutableEnumChecker") // A function without state.
    private final Consumer<Scene> end;

    Trouble(List<String> alerts, Consumer<Scene> causeAlone) {
        this(alerts, causeAlone, Trouble::endFaults);
    }

    Trouble(List<String> alerts, Consumer<Scene> cause, Consumer<Scene> end) {
        this.alerts = alerts;
        this.cause = cause;
        this.end = end;
    }

    /** What the trouble happens to. */
    record Scene(Sandbox sandbox, MonitoredWorker worker, OtherProgram other) {
        Rest rest() {
            return new Rest(worker.process().restUrl());
        }

        Conversation conversation() {
            return sandbox.workspace()
                    .conversations()
                    .current()
                    .all()
                    .iterator()
                    .next();
        }

        void answer(String id, String text) {
            sandbox.changes().conversations().answer(id, text);
        }

        void answerAll(String text) {
            List.copyOf(sandbox.workspace().conversations().current().all())
                    .forEach(conversation -> answer(conversation.id(), text));
        }
    }

    /** The alerts that must fire. */
    List<String> alerts() {
        return alerts;
    }

    void begin(Scene scene) {
        cause.accept(scene);
    }

    void end(Scene scene) {
        end.accept(scene);
    }

    private static Consumer<Scene> faults(Predicate<Call> calls, Fault fault) {
        return there -> there.sandbox().faults().always(calls, fault);
    }

    private static void endFaults(Scene there) {
        there.sandbox().faults().clear();
    }

    private static void failAtOneConversation(Scene there) {
        String id = there.conversation().id();
        there.sandbox()
                .faults()
                .always(call -> call.path().equals("/conversations/" + id), Fault.error(500, "server_error"));
        there.answerAll("An answer that one conversation does not give");
    }

    private static void changeBodies(Scene there, Predicate<Call> calls, UnaryOperator<String> change) {
        there.sandbox().faults().always(calls, exchange -> {
            ApiReply reply = exchange.answer();
            String body = new String(reply.body(), StandardCharsets.UTF_8);
            exchange.send(reply.with(change.apply(body).getBytes(StandardCharsets.UTF_8)));
        });
    }

    private static void useLimit(Scene there) {
        there.sandbox().rate().perMinute(300);
        there.other().begin(there.sandbox().baseUrl());
    }

    private static void leaveLimit(Scene there) {
        there.other().end();
        there.sandbox().rate().perMinute(10_000);
    }

    /** A program with the same token that asks without a pause. */
    static final class OtherProgram {
        private volatile Thread thread;

        void begin(String baseUrl) {
            HttpClient http = HttpClient.newHttpClient();
            HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/me"))
                    .header("Authorization", "Bearer sandbox-token")
                    .build();
            thread = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                            .handle((response, failed) -> response)
                            .join();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        void end() {
            thread.interrupt();
        }
    }

    /** All alerts that some trouble sets off. */
    static List<String> allAlerts() {
        return Arrays.stream(values())
                .flatMap(trouble -> trouble.alerts.stream())
                .distinct()
                .sorted()
                .toList();
    }
}
