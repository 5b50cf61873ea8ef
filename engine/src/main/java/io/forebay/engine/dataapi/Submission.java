package io.forebay.engine.dataapi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked to run, as it was asked.
 *
 * @param batch whether it came by BatchExecuteStatement
 * @param autoCommit whether each statement of a batch is a transaction of its own
 * @param sessionId the kept session that it runs in; null for one of its own
 * @param token what tells a call that is sent again from another one
 * @param csv whether its result is kept as CSV
 * @param caller whose statement it is: nobody else may ask about it
 */
record Submission(
        String id,
        boolean batch,
        List<String> sqls,
        List<Parameter> parameters,
        @Nullable String name,
        Target target,
        boolean autoCommit,
        @Nullable String sessionId,
        @Nullable String token,
        boolean csv,
        boolean withEvent,
        String caller) {
    /** The same, in a session that there is. */
    Submission in(@Nullable String session, Target where) {
        return new Submission(
                id, batch, sqls, parameters, name, where, autoCommit, session, token, csv, withEvent, caller);
    }

    Submission withoutToken() {
        return new Submission(
                id, batch, sqls, parameters, name, target, autoCommit, sessionId, null, csv, withEvent, caller);
    }

    /** Whether it asks for what another has asked for. A session says where both run. */
    boolean repeats(Submission before) {
        Target where = before.sessionId == null ? target : before.target;
        return new Submission(
                        before.id,
                        batch,
                        sqls,
                        parameters,
                        name,
                        where,
                        autoCommit,
                        before.sessionId,
                        token,
                        csv,
                        withEvent,
                        caller)
                .equals(before);
    }
}
