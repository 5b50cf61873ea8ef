package io.forebay.engine.unload;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.Encryption;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** One object that a statement writes, on the way of UNLOAD's: a scratch file first, and nothing is left when it fails. */
public final class WrittenObject {
    private final ObjectStore store;
    private final StatementControl control;
    private final String statement;
    private final Consumer<String> warnings;

    /** @param statement its name, for messages */
    public WrittenObject(ObjectStore store, StatementControl control, String statement, Consumer<String> warnings) {
        this.store = store;
        this.control = control;
        this.statement = statement;
        this.warnings = warnings;
    }

    /** Makes the object's bytes. */
    @FunctionalInterface
    public interface Content {
        void write(Path file) throws IOException;
    }

    /** @throws ForebayException WRONG_STATE when there is an object of that name */
    public StoredObject write(ObjectUri uri, Content content) {
        refuse(uri);
        try (Scratch scratch = Scratch.make()) {
            Path file = scratch.folder().resolve("object");
            try {
                content.write(file);
            } catch (IOException e) {
                throw Scratch.failed("write " + file, e);
            }
            refuse(uri);
            Upload upload = new Upload(store, control, statement);
            try {
                return upload.put(uri, file, Encryption.AS_BUCKET, false);
            } catch (RuntimeException e) {
                upload.takeBack(warnings);
                throw e;
            }
        }
    }

    private void refuse(ObjectUri uri) {
        if (control.waiting(() -> store.find(uri)).isPresent()) {
            throw new ForebayException(CommonError.WRONG_STATE, "there is an object '" + uri + "' already")
                    .withHint("Name another, or delete that one.");
        }
    }
}
