package io.forebay.engine.session;

import io.forebay.engine.merge.MergeRun;
import io.forebay.engine.merge.MergeStep;
import io.forebay.engine.merge.Merges;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CALL of a merge that is built in, and EXPLAIN of it. */
final class MergeStatement {
    private final EngineSession session;
    private final Statement.Call call;

    MergeStatement(EngineSession session, Statement.Call call) {
        this.session = session;
        this.call = call;
    }

    String run() {
        return session.within(() -> {
            MergeRun.run(session.connection(), steps());
            return "CALL";
        });
    }

    private List<MergeStep> steps() {
        return Merges.steps(call.name().name(), call.arguments(), session.connection());
    }

    /** One row for each statement. */
    List<List<@Nullable Object>> explain() {
        if (!Merges.SCHEMA.equals(call.name().schema())) {
            throw new ForebayException(
                            CommonError.NOT_SUPPORTED, "EXPLAIN CALL is for the procedures of schema forebay")
                    .withHint("SHOW PROCEDURE shows what another one does.");
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (MergeStep step : steps()) {
            String refusal = step.refusal();
            rows.add(List.of(refusal == null ? step.sql() + ";" : step.sql() + "; -- a row is an error: " + refusal));
        }
        return rows;
    }
}
