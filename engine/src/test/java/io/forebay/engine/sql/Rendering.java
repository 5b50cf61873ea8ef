package io.forebay.engine.sql;

import io.forebay.engine.sql.CopyCommand.LoadFlag;
import io.forebay.engine.sql.procedure.ArgumentParser;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ValueRules;
import io.forebay.spi.warehouse.Column;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A statement as text that is the same in every run. */
final class Rendering implements Statement.Visitor<String> {
    static String of(Statement statement) {
        return statement.position().line() + ":" + statement.position().column() + " "
                + statement.accept(new Rendering());
    }

    @Override
    public String access(Statement.Access statement) {
        return statement.command().toString();
    }

    @Override
    public String copy(Statement.Copy statement) {
        return "COPY" + command(statement.command());
    }

    @Override
    public String copyIn(Statement.CopyIn statement) {
        return "COPY IN" + command(statement.command());
    }

    @Override
    public String copyOut(Statement.CopyOut statement) {
        return "COPY OUT " + statement.text() + "\n  " + statement.query().sql();
    }

    @Override
    public String createJob(Statement.CreateJob statement) {
        return "CREATE JOB " + statement.name() + (statement.auto() ? " auto" : " manual")
                + options(statement.options())
                + command(statement.command());
    }

    @Override
    public String redefineJob(Statement.RedefineJob statement) {
        Boolean auto = statement.auto();
        return "REDEFINE JOB " + statement.name() + (auto == null ? " as it is" : auto ? " auto" : " manual")
                + options(statement.options())
                + command(statement.command());
    }

    private static String options(JobOptions options) {
        return options.equals(JobOptions.DEFAULT) ? "" : " <" + options.text() + ">";
    }

    @Override
    public String repairJob(Statement.RepairJob statement) {
        return "JOB " + statement.name() + " " + statement.verb();
    }

    private static String command(CopyCommand command) {
        ReadOptions options = command.options();
        String read = options.flags().stream().map(ReadFlag::name).sorted().collect(Collectors.joining(" "));
        String load =
                command.load().flags().stream().map(LoadFlag::name).sorted().collect(Collectors.joining(" "));
        ValueRules values = options.values();
        return "\n  table " + command.table() + command.columns()
                + "\n  source <" + command.source() + ">"
                + "\n  layout " + options.layout()
                + "\n  " + options.compression() + " " + options.encoding() + " header " + options.ignoreHeader()
                + "\n  null <" + values.nullAs().replace("\0", "NUL") + "> replacement " + values.replacement()
                + " date "
                + values.dateFormat() + " time " + values.timeFormat()
                + "\n  read [" + read + "] load [" + load + "] maxerror "
                + command.load().maxError()
                + (command.load().maxErrorGiven() ? " given" : "") + " region <"
                + command.load().region() + ">"
                + command.load().findRejects().map(r -> " rejects " + r).orElse("")
                + "\n  " + command.authorization().kind() + " <"
                + command.authorization().role() + ">"
                + "\n  text <" + command.text() + ">";
    }

    @Override
    public String unload(Statement.Unload statement) {
        UnloadCommand command = statement.command();
        UnloadCommand.Target target = command.target();
        String flags = command.write().flags().stream().map(Enum::name).sorted().collect(Collectors.joining(" "));
        return "UNLOAD"
                + "\n  query <" + command.query().sql() + ">" + command.sources()
                + "\n  to <" + target.prefix() + "> " + target.existing()
                + (target.parallel() ? " parallel" : " serial")
                + " max " + target.maxFileBytes() + " extension " + target.extension()
                + "\n  layout " + command.write().layout() + " "
                + command.write().compression() + " row group "
                + command.write().rowGroupBytes()
                + "\n  null <" + command.write().nullAs() + "> [" + flags + "] manifest " + target.manifest()
                + "\n  " + target.partition() + " " + target.encryption() + " region <" + target.region() + ">"
                + "\n  " + command.authorization().kind() + " <"
                + command.authorization().role() + ">";
    }

    @Override
    public String alterJob(Statement.AlterJob statement) {
        return "ALTER JOB " + statement.name()
                + (statement.auto() == null ? "" : statement.auto() ? " auto" : " manual")
                + (statement.then() == null ? "" : " then <" + statement.then() + ">");
    }

    @Override
    public String runJob(Statement.RunJob statement) {
        return "RUN JOB " + statement.name();
    }

    @Override
    public String listJobs(Statement.ListJobs statement) {
        return "LIST JOBS";
    }

    @Override
    public String showJob(Statement.ShowJob statement) {
        return "SHOW JOB " + statement.name();
    }

    @Override
    public String dropJob(Statement.DropJob statement) {
        return "DROP JOB " + statement.name();
    }

    @Override
    public String transaction(Statement.Transaction statement) {
        return statement.kind().name();
    }

    @Override
    public String setParameter(Statement.SetParameter statement) {
        return (statement.local() ? "SET LOCAL " : "SET ") + statement.name() + " = <" + statement.value() + ">";
    }

    @Override
    public String showParameter(Statement.ShowParameter statement) {
        return "SHOW " + statement.name();
    }

    @Override
    public String nothing(Statement.Nothing statement) {
        return "NOTHING " + statement.tag() + (statement.notice() == null ? "" : " notice " + statement.notice());
    }

    @Override
    public String createTable(Statement.CreateTable statement) {
        String columns = statement.columns().stream().map(Rendering::column).collect(Collectors.joining());
        return "CREATE TABLE " + statement.name() + (statement.temporary() ? " temporary" : "")
                + (statement.ifNotExists() ? " if not exists" : "")
                + (statement.like() == null ? "" : " " + statement.like())
                + columns
                + (statement.notes().equals(Statement.TableNotes.NONE) ? "" : "\n  " + statement.notes());
    }

    private static String column(Column column) {
        return "\n  " + column.name() + " " + column.type().sqlName() + (column.nullable() ? "" : " not null")
                + (column.defaultExpression() == null ? "" : " default <" + column.defaultExpression() + ">")
                + (column.identity() == null ? "" : " " + column.identity());
    }

    @Override
    public String createTableAs(Statement.CreateTableAs statement) {
        return "CREATE TABLE AS " + statement.name() + (statement.temporary() ? " temporary" : "")
                + (statement.ifNotExists() ? " if not exists" : "") + "\n  <" + statement.sql() + ">"
                + statement.sources().stream()
                        .map(s -> "\n  " + s.target() + " from " + s.table() + "." + s.column())
                        .collect(Collectors.joining());
    }

    @Override
    public String createTableFrom(Statement.CreateTableFrom statement) {
        return "CreateTableFrom " + statement.name() + (statement.temporary() ? " temporary" : "")
                + (statement.ifNotExists() ? " ifNotExists" : "") + "\n  source "
                + statement.files().source()
                + "\n  layout " + statement.files().options().layout();
    }

    @Override
    public String createExternalSchema(Statement.CreateExternalSchema statement) {
        return "EXTERNAL SCHEMA " + statement.name() + (statement.ifNotExists() ? " ifNotExists" : "") + " database "
                + statement.database() + " " + new TreeMap<>(statement.options());
    }

    @Override
    public String createExternalTable(Statement.CreateExternalTable statement) {
        ExternalStorage storage = statement.storage();
        return "EXTERNAL TABLE " + statement.name()
                + statement.columns().stream().map(Rendering::column).collect(Collectors.joining())
                + (statement.partitionColumns().isEmpty() ? "" : "\n  partitioned by")
                + statement.partitionColumns().stream().map(Rendering::column).collect(Collectors.joining())
                + "\n  serde " + storage.serde() + " " + new TreeMap<>(storage.properties())
                + "\n  input " + storage.input()
                + "\n  location " + statement.location() + " " + new TreeMap<>(statement.properties());
    }

    @Override
    public String alterExternalTable(Statement.AlterExternalTable statement) {
        return "ALTER EXTERNAL " + statement.name() + " " + statement.change();
    }

    @Override
    public String showExternalTable(Statement.ShowExternalTable statement) {
        return "SHOW EXTERNAL TABLE " + statement.name() + (statement.partitions() ? " partitions" : "");
    }

    @Override
    public String showSchema(Statement.ShowSchema statement) {
        return "ShowSchema\n  source " + statement.files().source() + "\n  layout "
                + statement.files().options().layout();
    }

    @Override
    public String alterColumn(Statement.AlterColumn statement) {
        return (statement.add() ? "ADD COLUMN " : "ALTER COLUMN ") + statement.table() + column(statement.column());
    }

    @Override
    public String several(Statement.Several statement) {
        Statement.Several.Check check = statement.check();
        return "SEVERAL " + statement.tag() + " " + statement.targets()
                + (check == null ? "" : "\n  <none of " + check.query() + ">") + "\n  <"
                + String.join("; ", statement.steps()) + ">";
    }

    @Override
    public String appendTable(Statement.AppendTable statement) {
        return "APPEND " + statement.target() + " " + statement.source()
                + (statement.ignoreExtra() ? " IGNOREEXTRA" : "") + (statement.fillTarget() ? " FILLTARGET" : "");
    }

    @Override
    public String materializedView(Statement.MaterializedView statement) {
        return statement.verb() + " MATERIALIZED VIEW " + statement.name() + (statement.lenient() ? " IF EXISTS" : "")
                + "\n  <" + statement.query() + ">";
    }

    @Override
    public String sql(Statement.Sql statement) {
        return statement.kind() + " " + statement.tag() + " " + statement.targets() + "\n  <" + statement.sql() + ">";
    }

    @Override
    public String createProcedure(Statement.CreateProcedure statement) {
        Procedure procedure = statement.procedure();
        return "CREATE PROCEDURE " + procedure.name() + "(" + ArgumentParser.text(procedure.arguments()) + ")"
                + (statement.replace() ? " replace" : "")
                + (procedure.nonatomic() ? " nonatomic" : "")
                + (procedure.definer() ? " definer" : "")
                + (procedure.settings().isEmpty() ? "" : " " + procedure.settings())
                + " at " + statement.bodyAt();
    }

    @Override
    public String dropProcedure(Statement.DropProcedure statement) {
        return "DROP PROCEDURE " + statement.name() + "(" + statement.signature() + ")"
                + (statement.ifExists() ? " if exists" : "");
    }

    @Override
    public String showProcedure(Statement.ShowProcedure statement) {
        return "SHOW PROCEDURE " + statement.name() + " " + statement.signature();
    }

    @Override
    public String createFunction(Statement.CreateFunction statement) {
        ScalarFunction function = statement.function();
        return "CREATE FUNCTION " + function.name() + "(" + function.signature() + ") "
                + function.returns().sqlName() + " " + function.volatility()
                + (statement.replace() ? " replace" : "") + " " + function.body() + " at " + statement.bodyAt();
    }

    @Override
    public String dropFunction(Statement.DropFunction statement) {
        return "DROP FUNCTION " + statement.name() + "(" + statement.signature() + ")"
                + (statement.ifExists() ? " if exists" : "");
    }

    @Override
    public String showFunction(Statement.ShowFunction statement) {
        return "SHOW FUNCTION " + statement.name() + " " + statement.signature();
    }

    @Override
    public String explainCall(Statement.ExplainCall statement) {
        return "EXPLAIN " + call(statement.call());
    }

    @Override
    public String call(Statement.Call statement) {
        return "CALL " + statement.name() + " " + statement.arguments();
    }

    @Override
    public String fetch(Statement.Fetch statement) {
        return "FETCH " + statement.most() + " " + statement.cursor();
    }

    @Override
    public String closeCursor(Statement.CloseCursor statement) {
        return "CLOSE " + statement.cursor();
    }

    @Override
    public String lateView(Statement.LateView statement) {
        return "LATE " + sql(statement.view());
    }

    @Override
    public String commentOn(Statement.CommentOn statement) {
        return "COMMENT " + statement.relation() + " " + statement.column() + " <" + statement.text() + ">";
    }

    @Override
    public String declareCursor(Statement.DeclareCursor statement) {
        return "DECLARE " + statement.cursor() + " " + sql(statement.query());
    }

    @Override
    public String prepareSql(Statement.PrepareSql statement) {
        return "PREPARE " + statement.name() + " " + statement.types() + " " + statement.body();
    }

    @Override
    public String executePrepared(Statement.ExecutePrepared statement) {
        return "EXECUTE " + statement.name() + " " + statement.arguments();
    }

    @Override
    public String deallocate(Statement.Deallocate statement) {
        return "DEALLOCATE " + statement.name();
    }

    @Override
    public String empty(Statement.Empty statement) {
        return "EMPTY";
    }
}
