package io.forebay.torture.format;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.format.RecordReaders;
import io.forebay.spi.format.RejectedRow;
import io.forebay.torture.Input;
import io.forebay.torture.Target;

/**
 * A format of records: rows and errors are the same for chunks of any size and for a store that gives any number of
 * bytes at once. A format needs no more than {@link #name}, {@link #seeds} and {@link #request}.
 */
public abstract class RecordTarget implements Target {
    private static final int LARGE_CHUNK = 2048;

    private final RecordFormat format;

    protected RecordTarget(RecordFormat format) {
        this.format = format;
    }

    /** Opens the readers; a format whose buffers are large may open them with smaller ones. */
    protected RecordReaders open(ReadRequest request) {
        return format.open(request);
    }

    /** Takes the options from the input's front; what is left is the file. */
    protected abstract ReadRequest request(Input input);

    /** What must hold beyond that; by default nothing. */
    protected void check(ReadRequest request, byte[] file, Reading.Outcome outcome) {}

    /** Whether the columns that were told of a file may refuse a record of it: by default, as they will. */
    protected boolean refusable(ReadRequest request, RejectedRow row) {
        return true;
    }

    @Override
    public void run(byte[] bytes) {
        Input input = new Input(bytes);
        int most = 1 + input.below(64);
        int chunkRows = 1 + input.below(8);
        ReadRequest request = request(input);
        byte[] file = input.rest();
        try (RecordReaders readers = open(request)) {
            Reading.Outcome outcome = Reading.of(readers, request, file, LARGE_CHUNK, Integer.MAX_VALUE);
            same(outcome, Reading.of(readers, request, file, chunkRows, most));
            check(request, file, outcome);
            Sampling.check(format, request, file, row -> refusable(request, row));
        } catch (ForebayException e) {
            refused(e);
        }
    }

    /** The options were refused: only an error of the user's. */
    private static void refused(ForebayException e) {
        if (!e.is(io.forebay.spi.format.FormatError.BAD_OPTIONS)) {
            throw e;
        }
    }

    /** Two readings of one file must have the same outcome. */
    protected void same(Reading.Outcome one, Reading.Outcome other) {
        if (!one.whole().equals(other.whole())) {
            throw new AssertionError("read in one way " + one + "\nin another " + other);
        }
    }
}
