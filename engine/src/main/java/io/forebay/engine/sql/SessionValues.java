package io.forebay.engine.sql;

/** What a statement may ask about its session. */
public interface SessionValues {
    /** The query id of the session's last COPY; 0 before the first. */
    long lastCopyId();

    /** The rows that the session's last COPY loaded; 0 before the first. */
    long lastCopyCount();

    /** The query id of the session's last UNLOAD that completed; -1 before the first. */
    long lastUnloadId();

    /** The rows that the session's last UNLOAD wrote; 0 before the first and when it failed. */
    long lastUnloadCount();

    /** The number of the session, as {@code stl_load_errors.session} and {@code stv_inflight.pid} show it. */
    int session();

    /**
     * The value of a session's parameter.
     *
     * @throws io.forebay.spi.ForebayException when there is no such parameter
     */
    String parameter(String name);

    /** Whose rights hold: the session's user, or the owner of the procedure that runs. */
    String user();

    /** The session's user. */
    String sessionUser();

    /** The number of {@link #user}. */
    int userId();
}
