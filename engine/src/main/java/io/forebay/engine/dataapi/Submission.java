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
        String caller) {}
