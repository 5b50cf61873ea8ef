package io.forebay.engine.sql;

/** What a statement may ask about its session. */
public interface SessionValues {
    /** The query id of the session's last COPY; 0 before the first. */
    long lastCopyId();

    /** The rows that the session's last COPY loaded; 0 before the first. */
    long lastCopyCount();
}
