package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.item.Home;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A workspace as its items know it. */
record ItemHome(Workspace workspace) implements Home {

    @Override
    public <T> T locked(Supplier<T> work) {
        return workspace.locked(work);
    }

    @Override
    public long now() {
        return workspace.now();
    }

    @Override
    public String idCode() {
        return workspace.app().idCode();
    }

    @Override
    public Optional<String> any(Neighbour kind, RandomGenerator random) {
        IndexedList<? extends Identified> entities =
                switch (kind) {
                    case ADMIN -> workspace.admins();
                    case TEAM -> workspace.teams();
                    case TAG -> workspace.tags();
                    case CONTACT -> workspace.contacts().current();
                    case COMPANY -> workspace.companies();
                    case CONVERSATION -> workspace.conversations().current();
                };
        return entities.any(random).map(Identified::id);
    }
}
