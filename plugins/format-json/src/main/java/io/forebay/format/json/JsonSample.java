package io.forebay.format.json;

import io.forebay.format.json.path.PathTree;
import io.forebay.format.json.text.JsonTokens;
import io.forebay.format.json.text.RecordScan;
import io.forebay.format.kit.schema.SampleText;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.SchemaSample;
import io.forebay.spi.store.StoredObject;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at the first documents of files. One that is cut by the sample's end is left out, and so is what is no JSON. */
abstract class JsonSample implements SchemaSample {
    private final ReadOptions options;

    /** Reads each document before {@link #document} is told of it. */
    final DocumentReader reader;

    JsonSample(ReadOptions options, PathTree tree, @Nullable Extras extras) {
        this.options = options;
        this.reader = new DocumentReader(tree, extras);
    }

    /** One document more, from {@code from} on. @return whether it could be a row */
    abstract boolean document(byte[] bytes, int from);

    @Override
    public final void add(StoredObject object, InputStream stored) {
        try (SampleText text = new SampleText(object, stored, options)) {
            int from = text.behindLines(options.ignoreHeader());
            int end = end(text, from);
            if (end == from && text.grow()) {
                from = text.behindLines(options.ignoreHeader());
                end = end(text, from);
            }
            if (end == from && !text.whole()) {
                throw text.tooLong();
            }
            if (!look(text.bytes(), from, end)) {
                throw new ForebayException(FormatError.DAMAGED_FILE, object.uri() + nothing());
            }
        }
    }

    /** What is said behind the name of an object that has text but no document that could be a row. */
    String nothing() {
        return " has no JSON object or array among its first records";
    }

    private static int end(SampleText text, int from) {
        return text.whole() ? text.length() : JsonCutter.lastDocumentEnd(text.bytes(), from, text.length());
    }

    /** @return whether there was a row, or no text at all */
    private boolean look(byte[] bytes, int from, int end) {
        bytes[end] = 0;
        int at = JsonTokens.space(bytes, from);
        boolean any = at >= end;
        while (at < end) {
            boolean isDocument = bytes[at] == '{' || bytes[at] == '[';
            int next = isDocument ? reader.read(bytes, at) : JsonTokens.BAD;
            any |= next != JsonTokens.BAD && document(bytes, at);
            if (next == JsonTokens.BAD) {
                int found = new RecordScan().find(bytes, at, end);
                next = found < 0 ? end : found;
            }
            at = JsonTokens.space(bytes, next);
        }
        return any;
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }
}
