package io.forebay.torture.format;

import io.forebay.contract.format.Loaded;
import io.forebay.contract.format.Sampled;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.format.RejectedRow;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.TableDefinition;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** The columns that a file needs: whatever it holds, they are told or an error of the file is, and they take its records. */
final class Sampling {
    private Sampling() {}

    /**
     * Reads a file into the columns that it needs.
     *
     * @param asked with the options and the limit; its columns are not looked at
     * @param refusable whether a record may be refused by the columns that were told of it
     */
    static void check(RecordFormat format, ReadRequest asked, byte[] file, Predicate<RejectedRow> refusable) {
        Sampled sampled;
        try {
            sampled = Sampled.from(format, asked.options(), file);
        } catch (ForebayException e) {
            if (!(e.code() instanceof FormatError)) {
                throw e;
            }
            return;
        }
        checkNames(sampled);
        if (!sampled.columns().isEmpty()) {
            ReadRequest request =
                    new ReadRequest(asked.options(), sampled.columns(), ExtraFields.IGNORED, asked.inflatedLimit());
            load(format, request, file, refusable);
        }
    }

    private static void checkNames(Sampled sampled) {
        Set<String> names = new HashSet<>();
        for (Column column : sampled.columns()) {
            String name = column.name();
            boolean folded = name.chars().noneMatch(each -> each >= 'A' && each <= 'Z');
            if (name.isEmpty() || name.indexOf(0) >= 0 || !folded || !names.add(name.toLowerCase(Locale.ROOT))) {
                throw new AssertionError("no name for a column beside " + names + ": " + name);
            }
        }
        if (sampled.columns().size() > TableDefinition.MAX_COLUMNS) {
            throw new AssertionError("more columns than a table may have");
        }
    }

    private static void load(RecordFormat format, ReadRequest request, byte[] file, Predicate<RejectedRow> refusable) {
        try {
            for (RejectedRow row : Loaded.from(format, request, file).rejected()) {
                if (row.column() != null && !refusable.test(row)) {
                    throw new AssertionError(request.columns() + " refuse " + row);
                }
            }
        } catch (ForebayException e) {
            if (!(e.code() instanceof FormatError)) {
                throw e;
            }
        }
    }
}
