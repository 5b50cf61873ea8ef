package io.forebay.engine.dataapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.session.Prepared;
import io.forebay.engine.session.Result;
import io.forebay.engine.session.Session;
import io.forebay.engine.sql.PositionMap;
import io.forebay.engine.sql.Statement;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one statement that was submitted, in a session. */
final class StatementRun {
    private static final Logger log = LoggerFactory.getLogger(StatementRun.class);

    private static final Pattern COUNT = Pattern.compile(".* (\\d+)");

    private final Statements statements;
    private final CommitMarks marks;
    private final LiveStatement live;
    private final Session session;
    private final boolean again;
    private final BooleanSupplier stopping;
    private final Runnable over;
    private boolean ending;
    private final long begun = System.nanoTime();

    /**
     * @param again whether a server that has crashed may have run it
     * @param stopping whether the server stops: what it ends is left to the next one
     * @param over what is done before anybody sees that it is over
     */
    StatementRun(
            Statements statements,
            CommitMarks marks,
            LiveStatement live,
            Session session,
            boolean again,
            BooleanSupplier stopping,
            Runnable over) {
        this.over = over;
        this.again = again;
        this.stopping = stopping;
        this.statements = statements;
        this.marks = marks;
        this.live = live;
        this.session = session;
    }

    void run() {
        Submission submission = live.now().submission();
        int parts = submission.sqls().size();
        boolean together = submission.batch() && !submission.autoCommit() && parts > 0;
        live.change(kept -> kept.at(Status.STARTED, session.id(), statements.now()));
        String failure = null;
        CommitMarks.Found found = together && again ? marks.find(submission.id()) : CommitMarks.Found.NOTHING;
        if (found == CommitMarks.Found.ALL) {
            done(statements, live, begun);
            end(null);
            return;
        }
        if (found == CommitMarks.Found.PART || again && !together && parts > 1 && blocks(submission)) {
            end(message(interrupted(), null));
            return;
        }
        boolean own = together && session.status() == Session.Status.IDLE;
        if (together) {
            marks.set(session, submission.id(), () -> ending);
        }
        for (int i = 0; i < parts && (failure == null || !together); i++) {
            if (own) {
                session.beginImplicit(); // TRUNCATE has ended what was open
            }
            if (live.now().parts().get(i).status().over()) {
                continue;
            }
            String why = part(submission, i, together);
            failure = failure == null ? why : failure;
        }
        if (together) {
            failure = endTogether(failure, own);
        }
        end(failure);
    }

    /** All of them are done. */
    static void done(Statements statements, LiveStatement live, long begun) {
        live.change(kept -> {
            Kept done = kept;
            for (int i = 0; i < kept.parts().size(); i++) {
                Part part = kept.parts().get(i);
                Part ended = part.ended(Status.FINISHED, null, statements.now(), System.nanoTime() - begun, -1);
                done = done.with(i, part.status().over() ? part : ended, statements.now());
            }
            return done;
        });
    }

    /** Whether there are blocks of the user's, in which nothing has a mark. */
    private boolean blocks(Submission submission) {
        for (String sql : submission.sqls()) {
            try {
                if (session
                        .parse(NamedParameters.bind(sql, submission.parameters())
                                .sql())
                        .stream()
                        .anyMatch(Statement.Transaction.class::isInstance)) {
                    return true;
                }
            } catch (ForebayException | DataApiException e) {
                continue; // it fails when it runs, as it did before
            }
        }
        return false;
    }

    private @Nullable String endTogether(@Nullable String failure, boolean own) {
        try {
            if (own && failure == null) {
                session.beginImplicit(); // what is last says that all is done
            }
            ending = true;
            session.endImplicit(failure == null);
            if (own && session.status() != Session.Status.IDLE) {
                close(failure == null ? "COMMIT" : "ROLLBACK");
            }
            return failure;
        } catch (ForebayException e) {
            return message(e, null);
        } finally {
            marks.none(session);
        }
    }

    /** Ends a block that a statement of the batch has begun. */
    private void close(String how) {
        try (Prepared prepared = session.prepare(session.parse(how).get(0), List.of());
                Result result = prepared.execute(List.of())) {
            if (!result.tag().equals(how)) {
                throw new ForebayException(CommonError.FAILED_TRANSACTION, "the batch was rolled back");
            }
        }
    }

    private void end(@Nullable String failure) {
        if (failure != null && stopping.getAsBoolean() && !live.cancelled()) {
            return;
        }
        Status status = failure == null ? Status.FINISHED : live.cancelled() ? Status.ABORTED : Status.FAILED;
        long took = System.nanoTime() - begun;
        over.run();
        try {
            statements.update(live, kept -> kept.ended(status, failure, statements.now(), took));
        } catch (ForebayException e) {
            log.error(
                    "the end of a statement could not be kept statement={}",
                    live.now().id(),
                    e);
            live.change(kept -> kept.ended(status, failure, statements.now(), took));
        }
    }

    /** @return why it failed; null when it went well */
    private @Nullable String part(Submission submission, int index, boolean together) {
        long start = System.nanoTime();
        live.change(kept ->
                kept.with(index, kept.parts().get(index).at(Status.STARTED, statements.now()), statements.now()));
        PositionMap positions = null;
        try {
            if (live.cancelled()) {
                throw ForebayException.cancelled();
            }
            NamedParameters.Bound bound = NamedParameters.bind(submission.sqls().get(index), submission.parameters());
            positions = bound.positions();
            Part done = execute(submission, index, bound, together, start);
            live.change(kept -> kept.with(index, done, statements.now()));
            return null;
        } catch (ForebayException | DataApiException e) {
            String why = e instanceof ForebayException error ? message(error, positions) : e.getMessage();
            Status status = live.cancelled() ? Status.ABORTED : Status.FAILED;
            live.change(kept -> kept.with(
                    index,
                    kept.parts()
                            .get(index)
                            .ended(status, why, statements.now(), System.nanoTime() - start, session.lastQuery()),
                    statements.now()));
            return why;
        }
    }

    private Part execute(Submission submission, int index, NamedParameters.Bound bound, boolean together, long start) {
        List<Statement> parsed = session.parse(bound.sql());
        if (parsed.size() != 1) {
            throw new ForebayException(
                    CommonError.SYNTAX,
                    parsed.isEmpty()
                            ? "the statement is empty"
                            : "cannot insert multiple commands into a prepared statement");
        }
        Statement statement = parsed.get(0);
        if (together || session.status() != Session.Status.IDLE) {
            return ran(submission, index, statement, bound.values(), start);
        }
        if (again && done(submission, index, statement)) {
            return ended(submission, index, start);
        }
        boolean marked = CommitMarks.holds(statement);
        if (marked || statement instanceof Statement.Call) {
            marks.set(session, CommitMarks.part(submission, index));
        }
        try {
            return marked
                    ? alone(() -> ran(submission, index, statement, bound.values(), start))
                    : ran(submission, index, statement, bound.values(), start);
        } finally {
            marks.none(session);
        }
    }

    private Part alone(Supplier<Part> work) {
        session.beginImplicit();
        boolean went = false;
        try {
            Part part = work.get();
            went = true;
            return part;
        } finally {
            session.endImplicit(went);
        }
    }

    /**
     * Whether the server has committed the statement before it crashed.
     *
     * @throws ForebayException when nobody can tell, or it has committed a part of its work
     */
    private boolean done(Submission submission, int index, Statement statement) {
        CommitMarks.Found found = marks.find(CommitMarks.part(submission, index));
        if (found == CommitMarks.Found.ALL) {
            return true;
        }
        if (found == CommitMarks.Found.PART || !CommitMarks.repeatable(statement)) {
            throw interrupted();
        }
        if (statement instanceof Statement.Call) {
            try (Prepared prepared = session.prepare(statement, List.of())) {
                if (!prepared.atomic()) {
                    throw interrupted();
                }
            }
        }
        return false;
    }

    private static ForebayException interrupted() {
        return new ForebayException(
                CommonError.SHUTTING_DOWN,
                "the server stopped while the statement ran; what it had committed by then has stayed");
    }

    /** What a statement has given is not known any more. */
    private Part ended(Submission submission, int index, long start) {
        Part part = live.now().parts().get(index);
        return part.ended(Status.FINISHED, null, statements.now(), System.nanoTime() - start, -1);
    }

    private Part ran(Submission submission, int index, Statement statement, List<String> values, long start) {
        Part part = live.now().parts().get(index);
        try (Prepared prepared = session.prepare(statement, List.of());
                Result result = prepared.execute(new ArrayList<>(values))) {
            if (result.rows().columns().isEmpty()) {
                long took = System.nanoTime() - start;
                return part.gave(count(result.tag()), 0, null, 0, statements.now(), took, session.lastQuery());
            }
            JsonNode columns = Columns.of(result.rows().columns());
            ResultFiles.Written written = statements
                    .results()
                    .write(submission.id(), index, submission.csv(), result.rows(), live::cancelled);
            return part.gave(
                    written.rows(),
                    written.bytes(),
                    columns,
                    written.pages(),
                    statements.now(),
                    System.nanoTime() - start,
                    session.lastQuery());
        }
    }

    private static long count(String tag) {
        Matcher count = COUNT.matcher(tag);
        return count.matches() ? Long.parseLong(count.group(1)) : 0;
    }

    /** As Redshift's driver words it. */
    static String message(ForebayException e, @Nullable PositionMap positions) {
        StringBuilder message = new StringBuilder("ERROR: ").append(e.getMessage());
        e.hint().ifPresent(hint -> message.append("\n  Hint: ").append(hint));
        if (positions != null && e.position().isPresent()) {
            message.append("\n  Position: ")
                    .append(positions.inUserText(e.position().getAsInt()));
        }
        return message.toString();
    }
}
