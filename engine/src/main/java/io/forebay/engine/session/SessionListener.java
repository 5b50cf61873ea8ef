package io.forebay.engine.session;

/** What a session tells its client besides results; called by the session's thread. */
public interface SessionListener {
    void notice(Notice notice);

    /** A setting of {@link Session#reportedParameters} changed. */
    void parameterChanged(String name, String value);
}
