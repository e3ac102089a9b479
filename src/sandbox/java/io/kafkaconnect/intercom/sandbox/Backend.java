package io.kafkaconnect.intercom.sandbox;

import io.kafkaconnect.intercom.sandbox.api.Access;
import io.kafkaconnect.intercom.sandbox.api.Api;
import io.kafkaconnect.intercom.sandbox.api.Habits;
import io.kafkaconnect.intercom.sandbox.api.RateWindows;
import io.kafkaconnect.intercom.sandbox.model.App;
import io.kafkaconnect.intercom.sandbox.model.Changes;
import io.kafkaconnect.intercom.sandbox.model.Copies;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.model.WorkspaceGenerator;

/** A changing workspace and its API, without a port, so that a test can call it in the same thread. */
public final class Backend {

    private final Workspace workspace;
    private final Changes changes;
    private final Access access;
    private final RateWindows rate;
    private final Copies copies;
    private final Api api;

    /** A workspace that is generated from the options. */
    public Backend(Options options) {
        App app = new App(
                options.appId,
                "Sandbox",
                options.zone,
                options.region,
                options.clock.instant().getEpochSecond());
        WorkspaceGenerator.Founded founded = new WorkspaceGenerator(
                        options.seed,
                        options.size,
                        app,
                        options.clock,
                        options.lags(),
                        options.relationsUpdateContact,
                        options.hostileValues,
                        options.style)
                .found();
        workspace = founded.workspace();
        changes = founded.changes();
        access = new Access(options.token, options.scopes);
        copies = new Copies(options.clock, options.staleness, options.seed);
        rate = new RateWindows(options.clock, options.rateLimitPerMinute);
        api = new Api(
                workspace,
                access,
                rate,
                options.clock,
                new Habits(
                        options.contactDates(),
                        options.conversationDates(),
                        options.scrollPatience,
                        options.scrollPage,
                        options.ghostTags,
                        copies));
    }

    public Workspace workspace() {
        return workspace;
    }

    public Changes changes() {
        return changes;
    }

    public Access access() {
        return access;
    }

    public RateWindows rate() {
        return rate;
    }

    /** The copies from which responses are made. */
    public Copies copies() {
        return copies;
    }

    public Api api() {
        return api;
    }
}
