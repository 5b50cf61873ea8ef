package io.forebay.warehouse.redshift.text;

import io.forebay.spi.warehouse.ObjectLoad;
import io.forebay.spi.warehouse.TableName;
import java.util.stream.Collectors;

/** The COPY of a load, with the job's own parameters. SOURCE: Amazon Redshift Database Developer Guide, "COPY". */
public final class CopyText {
    /** The most that MAXERROR takes. */
    private static final int MOST_ERRORS = 100_000;

    private CopyText() {}

    public static String load(ObjectLoad load) {
        String parameters = load.parameters().isEmpty() ? "" : load.parameters() + " ";
        return "COPY " + load.batch().table().name().quoted() + columns(load) + " FROM '" + literal(load) + "' "
                + parameters + "MANIFEST";
    }

    /** Loads nothing and finds what is bad in all the files, not only in the first. */
    public static String check(ObjectLoad load) {
        return load(load) + " NOLOAD MAXERROR " + MOST_ERRORS;
    }

    private static String literal(ObjectLoad load) {
        return load.manifest().toString().replace("'", "''");
    }

    private static String columns(ObjectLoad load) {
        return load.columns().isEmpty()
                ? ""
                : load.columns().stream().map(TableName::quote).collect(Collectors.joining(", ", " (", ")"));
    }
}
