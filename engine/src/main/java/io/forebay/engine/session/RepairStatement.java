package io.forebay.engine.session;

import io.forebay.engine.repair.Caller;
import io.forebay.engine.repair.DryRun;
import io.forebay.engine.repair.Explanation;
import io.forebay.engine.repair.Reconcile;
import io.forebay.engine.repair.Reconciled;
import io.forebay.engine.repair.Repairs;
import io.forebay.engine.sql.JobVerb;
import io.forebay.spi.store.StoredObject;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What each verb of COPY JOB does in a session. */
final class RepairStatement implements JobVerb.Visitor<Prepared> {
    private static final ColumnType TEXT = ColumnType.varchar(0);
    private static final ColumnType NUMBER = ColumnType.of(TypeKind.BIGINT);
    private static final ColumnType TIME = ColumnType.of(TypeKind.TIMESTAMP);

    private final EngineSession session;
    private final String shown;
    private final String name;
    private final Repairs repairs;

    /** @param name the job's */
    RepairStatement(EngineSession session, String shown, String name) {
        this.session = session;
        this.shown = shown;
        this.name = name;
        this.repairs = session.repairs();
    }

    /** A verb that changes something. @param work gives what to tell the user */
    private Prepared change(String tag, Function<Caller, String> work) {
        return Immediate.of(() -> session.run(shown, () -> {
            cancelBy(() -> {});
            String told = work.apply(new Caller(session.who().id(), session.running()::cancelled, this::cancelBy));
            session.listener().notice(Notice.info(told));
            return new Result(ValueRows.none(), tag + " COPY JOB");
        }));
    }

    private void cancelBy(Runnable part) {
        session.running().cancelBy(() -> {
            session.jobs().cancel(name);
            part.run();
        });
    }

    /** A verb that answers with rows. */
    private Prepared rows(List<ResultColumn> columns, Supplier<Iterator<List<@Nullable Object>>> work) {
        return new Immediate(
                columns, () -> session.run(shown, () -> new Result(new ValueRows(columns, work.get()), "SELECT")));
    }

    @Override
    public Prepared retry(JobVerb.Retry verb) {
        return change(
                "RETRY",
                caller -> verb.file() == null
                        ? repairs.retry().failed(name, caller)
                        : repairs.retry().file(name, verb.file(), caller));
    }

    @Override
    public Prepared skip(JobVerb.Skip verb) {
        return change("SKIP", caller -> repairs.skip().file(name, verb.file(), caller));
    }

    @Override
    public Prepared explain(JobVerb.Explain verb) {
        return rows(
                List.of(
                        new ResultColumn("file", TEXT),
                        new ResultColumn("answer", TEXT),
                        new ResultColumn("since", TIME),
                        new ResultColumn("load", NUMBER),
                        new ResultColumn("detail", TEXT)),
                () -> {
                    Explanation answer =
                            session.running().waiting(() -> repairs.explain().file(name, verb.file()));
                    List<@Nullable Object> row = Arrays.asList(
                            answer.file().toString(),
                            answer.answer(),
                            ValueRows.micros(answer.since()),
                            answer.load(),
                            answer.detail());
                    return List.of(row).iterator();
                });
    }

    @Override
    public Prepared dryRun(JobVerb.DryRun verb) {
        return rows(
                List.of(
                        new ResultColumn("file", TEXT),
                        new ResultColumn("size", NUMBER),
                        new ResultColumn("last_modified", TIME),
                        new ResultColumn("why", TEXT)),
                () -> {
                    Iterator<DryRun.Would> files = repairs.dryRun().files(name, this::ask);
                    return ValueRows.mapped(files, RepairStatement::row);
                });
    }

    @Override
    public Prepared reconcile(JobVerb.Reconcile verb) {
        List<ResultColumn> columns = List.of(
                new ResultColumn("file", TEXT),
                new ResultColumn("status", TEXT),
                new ResultColumn("state", TEXT),
                new ResultColumn("ledger_rows", NUMBER),
                new ResultColumn("table_rows", NUMBER),
                new ResultColumn("ledger_size", NUMBER),
                new ResultColumn("store_size", NUMBER),
                new ResultColumn("ledger_etag", TEXT),
                new ResultColumn("store_etag", TEXT));
        return new Immediate(
                columns,
                () -> session.run(shown, () -> {
                    Reconcile.Files files = repairs.reconcile().files(name, this::ask, session.running()::cancelBy);
                    files.remark().ifPresent(text -> session.listener().notice(Notice.notice(text)));
                    return new Result(
                            new ValueRows(columns, ValueRows.mapped(files, RepairStatement::row), files::close),
                            "SELECT");
                }));
    }

    private static List<@Nullable Object> row(Reconciled file) {
        return Arrays.asList(
                file.file(),
                file.status().toString(),
                file.ledger().state(),
                file.ledger().rows(),
                file.tableRows(),
                file.ledger().size(),
                file.store() == null ? null : file.store().size(),
                file.ledger().etag(),
                file.store() == null ? null : file.store().etag());
    }

    private <T> T ask(Supplier<T> question) {
        T answer = session.running().waiting(question);
        session.running().throwIfCancelled();
        return answer;
    }

    private static List<@Nullable Object> row(DryRun.Would would) {
        StoredObject object = would.object();
        return Arrays.asList(
                object.uri().toString(), object.size(), ValueRows.micros(object.lastModified()), would.why());
    }

    @Override
    public Prepared remove(JobVerb.Remove verb) {
        return change("REMOVE", caller -> repairs.remove().file(name, verb.file(), caller));
    }

    @Override
    public Prepared replay(JobVerb.Replay verb) {
        return change("REPLAY", caller -> {
            // It would not see what the transaction has mended.
            session.transaction().checkNone("COPY JOB REPLAY");
            return repairs.replay().records(name, caller);
        });
    }

    @Override
    public Prepared export(JobVerb.Export verb) {
        return change("EXPORT", caller -> repairs.export()
                .to(name, verb.to(), caller, session.running(), text -> session.listener()
                        .notice(Notice.warning(text))));
    }

    @Override
    public Prepared importFrom(JobVerb.Import verb) {
        return change("IMPORT", caller -> repairs.importer().from(name, verb.from(), caller));
    }
}
