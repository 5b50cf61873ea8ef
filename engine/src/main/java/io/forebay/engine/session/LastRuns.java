package io.forebay.engine.session;

import io.forebay.engine.access.Who;
import io.forebay.engine.sql.SessionValues;

/** What a session's own statements did last. */
record LastRuns(CopyStatement copies, UnloadStatement unloads, int session, Who who, Who login, Parameters parameters)
        implements SessionValues {
    @Override
    public long lastCopyId() {
        return copies.lastCopyId();
    }

    @Override
    public long lastCopyCount() {
        return copies.lastCopyCount();
    }

    @Override
    public long lastUnloadId() {
        return unloads.lastId();
    }

    @Override
    public long lastUnloadCount() {
        return unloads.lastCount();
    }

    @Override
    public String parameter(String name) {
        return parameters.value(name);
    }

    @Override
    public String user() {
        return who.name();
    }

    @Override
    public String sessionUser() {
        return login.name();
    }

    @Override
    public int userId() {
        return who.id();
    }
}
