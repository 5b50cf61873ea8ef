package io.forebay.torture.file;

import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.engine.load.Stores;
import io.forebay.engine.plan.CopySource;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.spi.Blame;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.torture.Target;
import io.forebay.torture.sql.PlainDialect;
import java.util.List;

/** A COPY that names a file which the input is. */
abstract class SourceTarget implements Target {
    /** A message is read by a person. */
    private static final int LONGEST_MESSAGE = 2000;

    private static final ObjectUri FILE = ObjectUri.parse("s3://lake/the-file");

    final MemoryObjectStore store = new MemoryObjectStore("lake");
    final CopySource source = new CopySource(new Stores(List.of(store)));

    SourceTarget() {
        for (int i = 0; i < 3; i++) {
            store.put("s3://lake/part-" + i, "x".repeat(i));
        }
    }

    static CopyCommand command(String sql) {
        Statement statement = new StatementParser(new PlainDialect()).parse(sql).get(0);
        return ((Statement.Copy) statement).command();
    }

    /** Reads the file {@code s3://lake/the-file} and checks what it gave. */
    abstract void read();

    @Override
    public void run(byte[] input) {
        store.put(FILE, input);
        try {
            read();
        } catch (ForebayException e) {
            int length = String.valueOf(e.getMessage()).length()
                    + e.hint().orElse("").length();
            if (e.code().blame() == Blame.BUG || length > LONGEST_MESSAGE) {
                throw new AssertionError("a message of " + length + " characters", e);
            }
        }
    }
}
