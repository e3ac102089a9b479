package io.kafkaconnect.intercom.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.config.ProxySettings;
import io.kafkaconnect.intercom.config.Setting;
import io.kafkaconnect.intercom.config.TlsSettings;
import io.kafkaconnect.intercom.config.WorkspaceSettings;
import io.kafkaconnect.intercom.value.CleanText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks the settings against Intercom: {@code GET /me}, then the requests of {@link PermissionCheck}. Each finding names the setting
 * that must change. An exhausted rate limit or an outage of Intercom is no finding, because tasks wait until it is over. A request
 * without a response in time gives no finding.
 *
 * <p>It listens to its client: after a 429 the client retries, and the final reply may come too late.
 */
public final class ConnectionValidator implements ExchangeListener {
    /** Time limit of the whole check, shorter than the worker's own limit for a REST call. */
    public static final Duration LIMIT = Duration.ofSeconds(20);

    private static final int MAX_REGION_LENGTH = 20;

    /** A setting and what is wrong with it, in words for the user. */
    public record Finding(Setting setting, String message) {}

    private final IntercomConfig config;
    private final Duration limit;
    private final PermissionCheck permissions;
    private volatile boolean answered;

    public ConnectionValidator(IntercomConfig config) {
        this(config, LIMIT);
    }

    ConnectionValidator(IntercomConfig config, Duration limit) {
        this.config = config;
        this.limit = limit;
        this.permissions = new PermissionCheck(config);
    }

    @Override
    public void exchanged(Request request, Reply reply, Duration latency) {
        if (!(reply instanceof Reply.Failed failed) || failed.failure().status() != 0) {
            answered = true;
        }
    }

    /** Returns what is wrong; empty if nothing is. Blocks until all responses are there or the time is over. */
    public List<Finding> findings(IntercomApi intercom) throws InterruptedException {
        try {
            return me(intercom)
                    .thenCompose(findings -> findings.isEmpty()
                            ? permissions.check(intercom)
                            : CompletableFuture.completedFuture(findings))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return answered
                    ? permissions.findings()
                    : List.of(unreachable("did not respond within " + limit.toSeconds() + " s"));
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The live check failed", failed.getCause());
        }
    }

    private CompletableFuture<List<Finding>> me(IntercomApi intercom) {
        return intercom.send(Request.get("/me"))
                .thenApply(reply -> reply instanceof Reply.Failed failed
                        ? me(failed)
                        : workspace(reply.orThrow().body()));
    }

    private List<Finding> me(Reply.Failed failed) {
        String told = failed.failure().describe();
        if (failed instanceof Reply.Unauthorized) {
            return List.of(new Finding(
                    WorkspaceSettings.ACCESS_TOKEN,
                    "Intercom refuses the access token: " + told
                            + ". Check the token, and that the workspace is hosted in"
                            + " intercom.region (now "
                            + regionName() + "): Intercom refuses a token in any other region"));
        }
        if (failed instanceof Reply.Forbidden) {
            return List.of(
                    new Finding(
                            WorkspaceSettings.ACCESS_TOKEN,
                            "Intercom accepts the access token but refuses its app: " + told
                                    + ". Check the permissions of the app in Intercom's Developer Hub, and the plan of the workspace"));
        }
        if (failed.failure().code().equals("intercom_version_invalid")) {
            return List.of(new Finding(WorkspaceSettings.API_VERSION, "Intercom does not know this version: " + told));
        }
        return failed instanceof Reply.Unavailable unavailable
                ? network(unavailable.failure())
                : failed instanceof Reply.NotFound || failed instanceof Reply.Rejected
                        ? List.of(unreachable("does not look like Intercom's API: " + told))
                        : List.of();
    }

    /** What is wrong between the worker and Intercom, if a setting can solve it. An outage gives no finding. */
    private List<Finding> network(Failure failure) {
        String told = failure.describe();
        return switch (failure.origin()) {
            case PROXY ->
                List.of(new Finding(
                        given(ProxySettings.PROXY_USER) ? ProxySettings.PROXY_PASSWORD : ProxySettings.PROXY_USER,
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
                    WorkspaceSettings.ACCESS_TOKEN,
                    "GET /me names no workspace (app.id_code is missing): use the token of an app that is installed"
                            + " in a workspace"));
        }
        String region = CleanText.printable(app.path("region").asText(""), MAX_REGION_LENGTH)
                .toLowerCase(Locale.ROOT);
        boolean wrong = !given(WorkspaceSettings.BASE_URL) && !region.isEmpty() && !region.equals(regionName());
        return wrong
                ? List.of(new Finding(
                        WorkspaceSettings.REGION,
                        "The workspace of this token is hosted in region " + region + ": set intercom.region="
                                + region))
                : List.of();
    }

    private Finding unreachable(String what) {
        return new Finding(
                where(),
                config.baseUrl() + " " + what + ". Check that the worker can reach it"
                        + (config.proxy().isPresent() ? " through the proxy " + proxy() : "")
                        + (given(WorkspaceSettings.BASE_URL)
                                ? ""
                                : ", and whether it needs a proxy (intercom.proxy.host)"));
    }

    /** The setting that names the trusted authorities. */
    private Setting trust() {
        return Setting.given(config.getPassword(TlsSettings.TRUSTSTORE_CERTIFICATES.key()))
                ? TlsSettings.TRUSTSTORE_CERTIFICATES
                : TlsSettings.TRUSTSTORE_LOCATION;
    }

    /** The setting that decides the address. */
    private Setting where() {
        return given(WorkspaceSettings.BASE_URL) ? WorkspaceSettings.BASE_URL : WorkspaceSettings.REGION;
    }

    private boolean given(Setting setting) {
        return Setting.given(config.getString(setting.key()));
    }

    private String proxy() {
        return config.proxy().map(proxy -> proxy.host() + ":" + proxy.port()).orElse("on the way");
    }

    private String regionName() {
        return config.region().name().toLowerCase(Locale.ROOT);
    }
}
