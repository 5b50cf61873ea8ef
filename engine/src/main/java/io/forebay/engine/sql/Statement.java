package io.forebay.engine.sql;

import io.forebay.spi.warehouse.Column;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One statement of a user. */
public sealed interface Statement {
    /** Where it starts. */
    Position position();

    <R> R accept(Visitor<R> visitor);

    /** COPY … FROM. */
    record Copy(Position position, CopyCommand command) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.copy(this);
        }
    }

    /** COPY … FROM STDIN: a client sends the data. @param command its source is empty */
    record CopyIn(Position position, CopyCommand command) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.copyIn(this);
        }
    }

    /** COPY … TO STDOUT: a client takes the rows of a query as text. */
    record CopyOut(Position position, Sql query, ClientText text) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.copyOut(this);
        }
    }

    /** UNLOAD ('SELECT …') TO. */
    record Unload(Position position, UnloadCommand command) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unload(this);
        }
    }

    /** COPY … JOB CREATE name. */
    record CreateJob(Position position, String name, CopyCommand command, boolean auto, JobOptions options)
            implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createJob(this);
        }
    }

    /** COPY … JOB ALTER name: another COPY and other options for a job that is there. @param auto null for as it is */
    record RedefineJob(Position position, String name, CopyCommand command, @Nullable Boolean auto, JobOptions options)
            implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.redefineJob(this);
        }
    }

    /**
     * COPY JOB ALTER name AUTO ON | OFF and THEN.
     *
     * @param auto null when it is not said
     * @param then the call that each load ends with, as in {@link JobOptions#then}; null when it is not said
     */
    record AlterJob(Position position, String name, @Nullable Boolean auto, @Nullable String then)
            implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.alterJob(this);
        }
    }

    /** COPY JOB RUN name. */
    record RunJob(Position position, String name) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.runJob(this);
        }
    }

    /** COPY JOB LIST. */
    record ListJobs(Position position) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.listJobs(this);
        }
    }

    /** COPY JOB SHOW name. */
    record ShowJob(Position position, String name) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.showJob(this);
        }
    }

    /** COPY JOB verb name, with one of the verbs that repair, explain or carry over. */
    record RepairJob(Position position, String name, JobVerb verb) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.repairJob(this);
        }
    }

    /** COPY JOB DROP name. */
    record DropJob(Position position, String name) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropJob(this);
        }
    }

    /** BEGIN, START TRANSACTION; COMMIT, END; ROLLBACK, ABORT. */
    record Transaction(Position position, Kind kind) implements Statement {
        /** What happens to the transaction. */
        public enum Kind {
            BEGIN,
            COMMIT,
            ROLLBACK
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.transaction(this);
        }
    }

    /**
     * SET name TO value, RESET name (value null), SET … TO DEFAULT (value null), RESET ALL (name {@code all}). A list
     * of values is kept as its items joined with {@code ", "}. Names are lower case.
     */
    record SetParameter(Position position, String name, @Nullable String value, boolean local) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.setParameter(this);
        }
    }

    /** SHOW name; {@code all} for SHOW ALL. */
    record ShowParameter(Position position, String name) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.showParameter(this);
        }
    }

    /** A statement that needs nothing done: ANALYZE, VACUUM, GRANT … @param tag what the client is answered */
    record Nothing(Position position, String tag, @Nullable String notice) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.nothing(this);
        }
    }

    /**
     * CREATE TABLE with its columns spelled out.
     *
     * @param like the table of LIKE, whose columns come first; null without one
     * @param columns as declared (identity and lengths included), DEFAULTs in the warehouse's SQL
     * @param notes informational keys and physical attributes, as text to keep beside the table
     */
    record CreateTable(
            Position position,
            Name name,
            boolean temporary,
            boolean ifNotExists,
            @Nullable Like like,
            List<Column> columns,
            TableNotes notes)
            implements Statement {
        public CreateTable {
            columns = List.copyOf(columns);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createTable(this);
        }
    }

    /** @param defaults INCLUDING DEFAULTS */
    record Like(Name table, boolean defaults) {}

    /**
     * @param primaryKey column names of the informational primary key; empty without one
     * @param distribution such as {@code KEY(ss_item_sk)}, {@code EVEN}, {@code ALL}; empty when not given
     * @param sortKey such as {@code a, b}; empty when not given
     */
    record TableNotes(List<String> primaryKey, String distribution, String sortKey) {
        public static final TableNotes NONE = new TableNotes(List.of(), "", "");

        public TableNotes {
            primaryKey = List.copyOf(primaryKey);
        }
    }

    /**
     * CREATE TABLE … AS, SELECT … INTO.
     *
     * @param sql the whole statement in the warehouse's SQL
     * @param sources where result columns are plain columns of one table, so that their declared types live on
     * @param positions from {@code sql} to the user's text
     */
    record CreateTableAs(
            Position position,
            Name name,
            boolean temporary,
            boolean ifNotExists,
            String sql,
            List<Source> sources,
            PositionMap positions)
            implements Statement {
        public CreateTableAs {
            sources = List.copyOf(sources);
        }

        public CreateTableAs(
                Position position,
                Name name,
                boolean temporary,
                boolean ifNotExists,
                String sql,
                List<Source> sources) {
            this(position, name, temporary, ifNotExists, sql, sources, PositionMap.startOf(position.offset()));
        }

        /** The same statement in another text. */
        public CreateTableAs with(String text, PositionMap places) {
            return new CreateTableAs(position, name, temporary, ifNotExists, text, sources, places);
        }

        /** @param target the result column's name; with {@code column}, {@code *} for all columns of the table */
        public record Source(String target, Name table, String column) {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createTableAs(this);
        }
    }

    /** CREATE TABLE name FROM 's3://…' …: columns as the files have them. */
    record CreateTableFrom(Position position, Name name, boolean temporary, boolean ifNotExists, CopyCommand files)
            implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createTableFrom(this);
        }
    }

    /**
     * CREATE EXTERNAL SCHEMA … FROM DATA CATALOG.
     *
     * @param options what else is said, such as IAM_ROLE and REGION
     */
    record CreateExternalSchema(
            Position position, String name, boolean ifNotExists, String database, Map<String, String> options)
            implements Statement {
        public CreateExternalSchema {
            options = Map.copyOf(options);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createExternalSchema(this);
        }
    }

    /** CREATE EXTERNAL TABLE. @param properties of TABLE PROPERTIES */
    record CreateExternalTable(
            Position position,
            Name name,
            List<Column> columns,
            List<Column> partitionColumns,
            ExternalStorage storage,
            String location,
            Map<String, String> properties)
            implements Statement {
        public CreateExternalTable {
            columns = List.copyOf(columns);
            partitionColumns = List.copyOf(partitionColumns);
            properties = Map.copyOf(properties);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createExternalTable(this);
        }
    }

    /** ALTER TABLE of an external table. */
    record AlterExternalTable(Position position, Name name, ExternalChange change) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.alterExternalTable(this);
        }
    }

    /** SHOW EXTERNAL TABLE. @param partitions whether ALTER TABLE … ADD PARTITION is shown too */
    record ShowExternalTable(Position position, Name name, boolean partitions) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.showExternalTable(this);
        }
    }

    /** SHOW SCHEMA FROM 's3://…' …: the CREATE TABLE that the files would need. */
    record ShowSchema(Position position, CopyCommand files) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.showSchema(this);
        }
    }

    /** ALTER TABLE … ADD COLUMN, ALTER COLUMN … TYPE: what changes the declared type of a column. */
    record AlterColumn(Position position, Name table, Column column, boolean add) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.alterColumn(this);
        }
    }

    /**
     * Everything else, in the warehouse's SQL.
     *
     * @param sql rewritten; parameters are {@code $1} …
     * @param tag the first words of the command tag: SELECT, INSERT, CREATE TABLE, DROP TABLE …
     * @param targets the relations and schemas that the statement writes, creates, alters or drops, as written; a schema
     *     alone is {@code Name(schema, "")}; a database in front of the schema is left out
     * @param positions from {@code sql} to the user's text
     */
    record Sql(Position position, Kind kind, String sql, String tag, List<Name> targets, PositionMap positions)
            implements Statement {
        public Sql {
            targets = List.copyOf(targets);
        }

        public Sql(Position position, Kind kind, String sql, String tag, List<Name> targets) {
            this(position, kind, sql, tag, targets, PositionMap.startOf(position.offset()));
        }

        /** The same statement in another text. */
        public Sql with(String text, PositionMap places) {
            return new Sql(position, kind, text, tag, targets, places);
        }

        /** What a statement does. */
        public enum Kind {
            /** Gives rows, changes nothing. */
            QUERY,
            /** Changes rows. */
            DML,
            /** Changes the catalog. */
            DDL,
            /** TRUNCATE, which commits in Redshift. */
            TRUNCATE
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sql(this);
        }
    }

    /**
     * Several statements of the warehouse that are one to the user: all or none of them.
     *
     * @param check is asked first
     * @param steps in the warehouse's SQL
     * @param counted whether the client is told how many rows the last step has changed
     */
    record Several(
            Position position,
            @Nullable Check check,
            List<String> steps,
            String tag,
            boolean counted,
            List<Name> targets)
            implements Statement {
        public Several {
            steps = List.copyOf(steps);
            targets = List.copyOf(targets);
        }

        /** @param query gives a row where the statement is refused @param message then */
        public record Check(String query, String message) {}

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.several(this);
        }
    }

    /**
     * ALTER TABLE target APPEND FROM source: moves all rows.
     *
     * @param ignoreExtra columns that only the source has are left out, instead of refused
     * @param fillTarget columns that only the target has get their default, instead of being refused
     */
    record AppendTable(Position position, Name target, Name source, boolean ignoreExtra, boolean fillTarget)
            implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.appendTable(this);
        }
    }

    /**
     * CREATE, REFRESH or DROP MATERIALIZED VIEW.
     *
     * @param query in the warehouse's SQL; empty but for CREATE
     * @param lenient IF EXISTS of DROP
     * @param positions from {@code query} to the user's text
     */
    record MaterializedView(
            Position position, Verb verb, Name name, String query, boolean lenient, PositionMap positions)
            implements Statement {
        /** What is done to it. */
        public enum Verb {
            CREATE,
            REFRESH,
            DROP
        }

        /** REFRESH and DROP, which have no query. */
        public MaterializedView(Position position, Verb verb, Name name, boolean lenient) {
            this(position, verb, name, "", lenient, PositionMap.startOf(position.offset()));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.materializedView(this);
        }
    }

    /** CREATE [OR REPLACE] PROCEDURE. @param bodyAt where the body starts in the user's text, from 0 */
    record CreateProcedure(Position position, Procedure procedure, boolean replace, int bodyAt) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createProcedure(this);
        }
    }

    /** DROP PROCEDURE. @param signature as {@link Procedure#signature} gives it */
    record DropProcedure(Position position, Name name, String signature, boolean ifExists) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropProcedure(this);
        }
    }

    /** SHOW PROCEDURE. @param signature null when only a name is given */
    record ShowProcedure(Position position, Name name, @Nullable String signature) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.showProcedure(this);
        }
    }

    /** CREATE [OR REPLACE] [EXTERNAL] FUNCTION. @param bodyAt where the body starts in the user's text, from 0 */
    record CreateFunction(Position position, ScalarFunction function, boolean replace, int bodyAt)
            implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.createFunction(this);
        }
    }

    /** DROP FUNCTION. @param signature as {@link ScalarFunction#signature} gives it */
    record DropFunction(Position position, Name name, String signature, boolean ifExists) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dropFunction(this);
        }
    }

    /** SHOW FUNCTION. @param signature null when only a name is given */
    record ShowFunction(Position position, Name name, @Nullable String signature) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.showFunction(this);
        }
    }

    /** CALL. @param arguments the expressions, as the user wrote them */
    record Call(Position position, Name name, List<String> arguments) implements Statement {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }
    }

    /** EXPLAIN CALL of one of Forebay's own procedures: the statements that it would run. */
    record ExplainCall(Position position, Call call) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.explainCall(this);
        }
    }

    /** FETCH from a cursor. @param most rows; Long.MAX_VALUE for all */
    record Fetch(Position position, String cursor, long most) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.fetch(this);
        }
    }

    /** CLOSE a cursor. @param cursor null for all */
    record CloseCursor(Position position, @Nullable String cursor) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.closeCursor(this);
        }
    }

    /**
     * CREATE VIEW … WITH NO SCHEMA BINDING: what it reads need not be there yet.
     *
     * @param view as the warehouse makes it, without these words
     */
    record LateView(Position position, Sql view) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.lateView(this);
        }
    }

    /** COMMENT ON TABLE, VIEW or COLUMN. @param column null for the relation's own @param text null to remove it */
    record CommentOn(Position position, Name relation, @Nullable String column, @Nullable String text)
            implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.commentOn(this);
        }
    }

    /** DECLARE name CURSOR FOR query. */
    record DeclareCursor(Position position, String cursor, Sql query) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.declareCursor(this);
        }
    }

    /** PREPARE name AS statement. @param types of {@code $1} …, may be fewer @param body the user's text of it */
    record PrepareSql(Position position, String name, List<String> types, String body) implements Statement {
        public PrepareSql {
            types = List.copyOf(types);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.prepareSql(this);
        }
    }

    /** EXECUTE name (arguments). @param arguments expressions as the user wrote them */
    record ExecutePrepared(Position position, String name, List<String> arguments) implements Statement {
        public ExecutePrepared {
            arguments = List.copyOf(arguments);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.executePrepared(this);
        }
    }

    /** DEALLOCATE name. @param name null for all */
    record Deallocate(Position position, @Nullable String name) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.deallocate(this);
        }
    }

    /** About users, groups and rights. */
    record Access(Position position, AccessCommand command) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.access(this);
        }
    }

    /** An empty text, or only comments. */
    record Empty(Position position) implements Statement {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.empty(this);
        }
    }

    interface Visitor<R> {
        R copy(Copy statement);

        R copyIn(CopyIn statement);

        R copyOut(CopyOut statement);

        R unload(Unload statement);

        R createJob(CreateJob statement);

        R redefineJob(RedefineJob statement);

        R alterJob(AlterJob statement);

        R runJob(RunJob statement);

        R listJobs(ListJobs statement);

        R showJob(ShowJob statement);

        R repairJob(RepairJob statement);

        R dropJob(DropJob statement);

        R transaction(Transaction statement);

        R setParameter(SetParameter statement);

        R showParameter(ShowParameter statement);

        R nothing(Nothing statement);

        R createTable(CreateTable statement);

        R createTableAs(CreateTableAs statement);

        R createTableFrom(CreateTableFrom statement);

        R createExternalSchema(CreateExternalSchema statement);

        R createExternalTable(CreateExternalTable statement);

        R alterExternalTable(AlterExternalTable statement);

        R showExternalTable(ShowExternalTable statement);

        R showSchema(ShowSchema statement);

        R alterColumn(AlterColumn statement);

        R sql(Sql statement);

        R several(Several statement);

        R appendTable(AppendTable statement);

        R materializedView(MaterializedView statement);

        R createProcedure(CreateProcedure statement);

        R dropProcedure(DropProcedure statement);

        R showProcedure(ShowProcedure statement);

        R createFunction(CreateFunction statement);

        R dropFunction(DropFunction statement);

        R showFunction(ShowFunction statement);

        R call(Call statement);

        R explainCall(ExplainCall statement);

        R fetch(Fetch statement);

        R closeCursor(CloseCursor statement);

        R lateView(LateView statement);

        R commentOn(CommentOn statement);

        R declareCursor(DeclareCursor statement);

        R prepareSql(PrepareSql statement);

        R executePrepared(ExecutePrepared statement);

        R deallocate(Deallocate statement);

        R access(Access statement);

        R empty(Empty statement);
    }
}
