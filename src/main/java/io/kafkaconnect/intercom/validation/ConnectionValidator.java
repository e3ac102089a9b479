package io.kafkaconnect.intercom.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.config.ErrorPolicy;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.config.Setting;
import io.kafkaconnect.intercom.config.Settings;
import io.kafkaconnect.intercom.message.Remedy;
import io.kafkaconnect.intercom.plan.StreamPlan;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.value.CleanText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks Intercom whether the settings will do: {@code GET /me}, then one cheap request for each selected stream. Each finding names the
 * setting that must change. A rate limit that is used up, or an Intercom that is down, is no finding: the tasks ride that out. What
 * could not be asked in time for that is not found out.
 *
 * <p>It listens to the client that it asks with: a request that is answered 429 is asked again, and its reply may come too late.
 */
public final class ConnectionValidator implements ExchangeListener {
    /** For all of it; the worker's own limit for a REST call is longer. */
    public static final Duration LIMIT = Duration.ofSeconds(20);

    private static final int MAX_REGION_LENGTH = 20;

    /** A setting and what is wrong with it, in words for a person. */
    public record Finding(Setting setting, String message) {}

    private final IntercomConfig config;
    private final Duration limit;
    /** The requests about permissions and what each is for, in the order asked. */
    private final Map<CompletableFuture<Reply>, String> asked = Collections.synchronizedMap(new LinkedHashMap<>());

    private volatile boolean answered;

    public ConnectionValidator(IntercomConfig config) {
        this(config, LIMIT);
    }

    ConnectionValidator(IntercomConfig config, Duration limit) {
        this.config = config;
        this.limit = limit;
    }

    @Override
    public void exchanged(Request request, Reply reply, Duration latency) {
        if (!(reply instanceof Reply.Failed failed) || failed.failure().status() != 0) {
            answered = true;
        }
    }

    /** What is wrong, empty when nothing is; blocks until Intercom answered or the time is over. */
    public List<Finding> findings(IntercomApi intercom) throws InterruptedException {
        try {
            return me(intercom)
                    .thenCompose(findings ->
                            findings.isEmpty() ? streams(intercom) : CompletableFuture.completedFuture(findings))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return answered
                    ? permissions()
                    : List.of(unreachable("did not respond within " + limit.toSeconds() + " s"));
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The live check failed", failed.getCause());
        }
    }

    private CompletableFuture<List<Finding>> me(IntercomApi intercom) {
        return intercom.ask(Request.get("/me")).thenApply(reply -> {
            if (reply instanceof Reply.Success found) {
                return workspace(found.body());
            }
            return me((Reply.Failed) reply);
        });
    }

    private List<Finding> me(Reply.Failed failed) {
        String told = failed.failure().describe();
        if (failed instanceof Reply.Unauthorized) {
            return List.of(new Finding(
                    Settings.ACCESS_TOKEN,
                    "Intercom refuses the access token: " + told
                            + ". Check the token, and that the workspace is hosted in"
                            + " intercom.region (now "
                            + regionName() + "): Intercom refuses a token in any other region"));
        }
        if (failed instanceof Reply.Forbidden) {
            return List.of(
                    new Finding(
                            Settings.ACCESS_TOKEN,
                            "Intercom accepts the access token but refuses its app: " + told
                                    + ". Check the permissions of the app in Intercom's Developer Hub, and the plan of the workspace"));
        }
        if (failed.failure().code().equals("intercom_version_invalid")) {
            return List.of(new Finding(Settings.API_VERSION, "Intercom does not know this version: " + told));
        }
        return failed instanceof Reply.Unavailable unavailable
                ? network(unavailable.failure())
                : failed instanceof Reply.NotFound || failed instanceof Reply.Rejected
                        ? List.of(unreachable("does not look like Intercom's API: " + told))
                        : List.of();
    }

    /** What is wrong between the worker and Intercom, where a setting can mend it. An outage gives no finding. */
    private List<Finding> network(Failure failure) {
        String told = failure.describe();
        return switch (failure.word()) {
            case PROXY ->
                List.of(new Finding(
                        given(Settings.PROXY_USER) ? Settings.PROXY_PASSWORD : Settings.PROXY_USER,
                        "The proxy " + proxy() + " does not let the connector through: " + told));
            case CERTIFICATE ->
                List.of(
                        new Finding(
                                trust(),
                                told
                                        + ". If this host is the right one, give the authority that signed its certificate in"
                                        + " intercom.ssl.truststore.location or intercom.ssl.truststore.certificates. "
                                        + (config.trustStore().isPresent()
                                                ? "At present the connector trusts only the authorities given there"
                                                : "At present the connector trusts only the authorities of the worker's Java")));
            case CERTIFICATE_OF_ANOTHER ->
                List.of(new Finding(
                        where(),
                        told + ". Check the address, and which gateway or proxy is between the worker and Intercom"));
            case CERTIFICATE_OUT_OF_DATE ->
                List.of(new Finding(trust(), told + ". Renew it there, and check the worker's clock"));
            case REDIRECT, GATEWAY ->
                failure.status() >= 500
                        ? List.of()
                        : List.of(unreachable(
                                "does not look like Intercom's API; a gateway or proxy may answer instead: " + told));
            case CONNECTION ->
                answered ? List.of() : List.of(unreachable("gave no response (" + failure.detail() + ")"));
            case INTERCOM, BROKEN -> List.of();
        };
    }

    private List<Finding> workspace(JsonNode me) {
        JsonNode app = me.path("app");
        if (app.path("id_code").asText("").isEmpty()) {
            return List.of(new Finding(
                    Settings.ACCESS_TOKEN,
                    "GET /me names no workspace (app.id_code is missing): use the token of an app that is installed"
                            + " in a workspace"));
        }
        String region = CleanText.printable(app.path("region").asText(""), MAX_REGION_LENGTH)
                .toLowerCase(Locale.ROOT);
        boolean wrong = !given(Settings.BASE_URL) && !region.isEmpty() && !region.equals(regionName());
        return wrong
                ? List.of(new Finding(
                        Settings.REGION,
                        "The workspace of this token is hosted in region " + region + ": set intercom.region="
                                + region))
                : List.of();
    }

    private CompletableFuture<List<Finding>> streams(IntercomApi intercom) {
        for (Stream stream : StreamPlan.streams(config)) {
            for (Request probe : stream.probes()) {
                asked.put(intercom.ask(probe), "stream " + stream.name() + " needs \"" + stream.permission() + "\"");
            }
        }
        for (Enrichment detail : StreamPlan.details(config)) {
            detail.probe()
                    .ifPresent(probe -> asked.put(
                            intercom.ask(probe),
                            "table " + String.join(", ", detail.tables()) + " needs \"" + detail.permission() + "\""));
        }
        return CompletableFuture.allOf(asked.keySet().toArray(CompletableFuture[]::new))
                .thenApply(done -> permissions());
    }

    /** As far as they were answered. */
    private List<Finding> permissions() {
        List<Finding> findings = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        asked.forEach((answer, needs) -> {
            Reply reply = answer.getNow(null);
            // The token itself is not in doubt any more, since GET /me was answered.
            if (reply instanceof Reply.Forbidden || reply instanceof Reply.Unauthorized) {
                missing.add(needs + " (" + ((Reply.Failed) reply).failure().describe() + ")");
            } else if (reply instanceof Reply.Rejected rejected) {
                findings.add(new Finding(
                        rejected.failure().code().equals("intercom_version_invalid")
                                ? Settings.API_VERSION
                                : Settings.TABLES,
                        Remedy.on(rejected)));
            }
        });
        if (!missing.isEmpty() && config.onMissingPermission() == ErrorPolicy.FAIL) {
            findings.add(new Finding(
                    Settings.TABLES,
                    "The app of this token lacks permissions: " + String.join("; ", missing)
                            + ". Grant them in Intercom's Developer Hub, select other tables, or set"
                            + " intercom.behavior.on.missing.permission=skip to continue without these"));
        }
        return findings;
    }

    private Finding unreachable(String what) {
        return new Finding(
                where(),
                config.baseUrl() + " " + what + ". Check that the worker can reach it"
                        + (config.proxy().isPresent() ? " through the proxy " + proxy() : "")
                        + (given(Settings.BASE_URL) ? "" : ", and whether it needs a proxy (intercom.proxy.host)"));
    }

    /** The setting that says whom to trust. */
    private Setting trust() {
        return Settings.given(config.getPassword(Settings.TRUSTSTORE_CERTIFICATES.key()))
                ? Settings.TRUSTSTORE_CERTIFICATES
                : Settings.TRUSTSTORE_LOCATION;
    }

    /** The setting that says whom to ask. */
    private Setting where() {
        return given(Settings.BASE_URL) ? Settings.BASE_URL : Settings.REGION;
    }

    private boolean given(Setting setting) {
        return Settings.given(config.getString(setting.key()));
    }

    private String proxy() {
        return config.proxy().map(proxy -> proxy.host() + ":" + proxy.port()).orElse("on the way");
    }

    private String regionName() {
        return config.region().name().toLowerCase(Locale.ROOT);
    }
}
