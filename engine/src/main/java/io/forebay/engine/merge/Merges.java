package io.forebay.engine.merge;

import io.forebay.engine.ledger.GuardedSchemas;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.text.SqlText;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The procedures {@code forebay.upsert}, {@code scd2}, {@code full_refresh} and {@code deduplicate}. */
public final class Merges {
    /** The schema that they are called in. */
    public static final String SCHEMA = "forebay";

    /** Their names, without the schema. */
    public static final List<String> NAMES = List.of("upsert", "scd2", "full_refresh", "deduplicate");

    private Merges() {}

    /**
     * What a CALL runs.
     *
     * @param written the arguments as they are written
     * @param connection finds the tables, along the search path
     * @throws ForebayException NOT_ALLOWED for a table that users must not change, and as below
     */
    public static List<MergeStep> steps(String procedure, List<String> written, WarehouseConnection connection) {
        return steps(procedure, MergeArguments.parse(written), name -> table(name, connection));
    }

    private static Table table(String written, WarehouseConnection connection) {
        SqlText text = SqlText.of(written);
        TokenStream in = new TokenStream(text, text.tokens());
        Name name = in.name("a table name");
        in.expectEnd();
        Table table = connection.load(name.schema(), name.name());
        if (GuardedSchemas.contains(table.name().schema())) {
            throw new ForebayException(
                    CommonError.NOT_ALLOWED,
                    "permission denied for schema " + table.name().schema());
        }
        return table;
    }

    /**
     * What a call runs, in order, as one transaction.
     *
     * @param procedure one of {@link #NAMES}
     * @param tables finds a table by its name, {@code schema.table} or {@code table} as it is written
     * @throws ForebayException INVALID_PARAMETER, UNDEFINED_COLUMN, WRONG_TYPE
     */
    public static List<MergeStep> steps(
            String procedure, List<MergeArgument> arguments, Function<String, Table> tables) {
        String name = procedure.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "upsert" -> {
                MergeCall call = MergeCall.of(name, Upsert.SIGNATURE, Upsert.REQUIRED, arguments);
                yield new Upsert(call, source(call, tables), target(call, tables)).steps();
            }
            case "scd2" -> {
                MergeCall call = MergeCall.of(name, ScdTwo.SIGNATURE, ScdTwo.REQUIRED, arguments);
                yield new ScdTwo(call, source(call, tables), target(call, tables)).steps();
            }
            case "full_refresh" -> {
                MergeCall call = MergeCall.of(name, FullRefresh.SIGNATURE, FullRefresh.REQUIRED, arguments);
                yield new FullRefresh(call, source(call, tables), target(call, tables)).steps();
            }
            case "deduplicate" -> {
                MergeCall call = MergeCall.of(name, Deduplicate.SIGNATURE, Deduplicate.REQUIRED, arguments);
                yield new Deduplicate(call, target(call, tables)).steps();
            }
            default ->
                throw new ForebayException(
                                CommonError.UNDEFINED_FUNCTION, "procedure forebay." + name + " does not exist")
                        .withHint("There are " + String.join(", ", NAMES) + ".");
        };
    }

    private static Table source(MergeCall call, Function<String, Table> tables) {
        Table source = tables.apply(call.required("source"));
        if (source.name().equals(tables.apply(call.required("target")).name())) {
            throw new ForebayException(CommonError.INVALID_PARAMETER, "source and target are the same table");
        }
        return source;
    }

    private static Table target(MergeCall call, Function<String, Table> tables) {
        return tables.apply(call.required("target"));
    }
}
