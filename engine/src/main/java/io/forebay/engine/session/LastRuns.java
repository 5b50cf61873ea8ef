package io.forebay.engine.session;

import io.forebay.engine.sql.SessionValues;

/** What a session's own statements did last. */
record LastRuns(CopyStatement copies, UnloadStatement unloads, int session, String user) implements SessionValues {
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
    public int userId() {
        return EngineSession.USER_ID;
    }
}
