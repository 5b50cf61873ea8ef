package io.forebay.engine.trigger;

import io.forebay.engine.ledger.Changes;
import io.forebay.engine.ledger.FileState;
import io.forebay.engine.ledger.JobFile;
import io.forebay.engine.load.AtOnce;
import io.forebay.engine.load.Named;
import io.forebay.engine.load.Naming;
import io.forebay.engine.load.Stores;
import io.forebay.engine.plan.ManifestText;
import io.forebay.engine.plan.ManifestText.Entry;
import io.forebay.engine.sql.JobOptions.Trigger;
import io.forebay.engine.sql.ManifestPattern;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Reads the manifests of one job. Thread-safe. */
public final class ManifestReader implements Naming {
    private static final String MISSING = "is not there";
    private static final String UNFINISHED = "may still be growing";
    /** Is never what {@link #waitsFor} says of one file: any of the others may come. */
    private static final String NONE = "is not there, nor is another of its files";
    /** Files that are looked for before it is known whether one of them is missing. */
    private static final int AHEAD = 256;

    private final Stores stores;
    private final Changes ledger;
    private final Subject subject;
    private final ManifestPattern pattern;

    /**
     * Of which job.
     *
     * @param source what the files must lie under
     * @param sized whether a manifest must tell each file's size
     */
    public record Subject(long jobId, ObjectUri source, Trigger trigger, boolean sized) {}

    public ManifestReader(Stores stores, Changes ledger, Subject subject) {
        this.stores = stores;
        this.ledger = ledger;
        this.subject = subject;
        this.pattern = subject.trigger().pattern();
    }

    /** What is looked up is not held back: the first file that is missing ends it. */
    @Override
    public Named ask(StoredObject manifest, BooleanSupplier stopped) {
        List<Entry> entries = ManifestText.parse(bytes(manifest), subject.sized());
        entries.forEach(this::check);
        Map<ObjectUri, JobFile> known = known(entries.stream().map(Entry::uri).toList());
        List<StoredObject> files = new ArrayList<>();
        Map<StoredObject, JobFile> again = new LinkedHashMap<>();
        List<JobFile> done = new ArrayList<>();
        List<ObjectUri> absent = new ArrayList<>();
        Map<ObjectUri, Optional<StoredObject>> there = new HashMap<>();
        for (int place = 0; place < entries.size(); place++) {
            Entry entry = entries.get(place);
            if (place % AHEAD == 0) {
                look(entries.subList(place, Math.min(place + AHEAD, entries.size())), known, there, stopped);
            }
            JobFile file = known.get(entry.uri());
            if (file != null && done(file)) {
                done.add(file);
                continue;
            }
            Optional<StoredObject> object = there.getOrDefault(entry.uri(), Optional.empty());
            if (object.isEmpty() && entry.mandatory()) {
                return missing(manifest, entry.uri(), MISSING, "mandatory");
            }
            if (object.isEmpty()) {
                absent.add(entry.uri());
                continue;
            }
            if (unfinished(object.get())) {
                return Named.waiting(manifest, entry.uri(), UNFINISHED);
            }
            checkSize(entry, object.get());
            files.add(object.get());
            if (file != null) {
                again.put(object.get(), file);
            }
        }
        if (files.isEmpty() && done.isEmpty()) {
            return missing(manifest, absent.get(0), NONE, "one of those of which none is there");
        }
        return new Named(manifest, files, again, done, absent, null, "");
    }

    private void look(
            List<Entry> entries,
            Map<ObjectUri, JobFile> known,
            Map<ObjectUri, Optional<StoredObject>> there,
            BooleanSupplier stopped) {
        there.clear();
        List<ObjectUri> open = entries.stream()
                .map(Entry::uri)
                .filter(uri -> !known.containsKey(uri) || !done(known.get(uri)))
                .toList();
        AtOnce.each(
                open, uri -> stores.findSteady(uri, stopped), stopped, (uri, object) -> there.put(uri, object.get()));
    }

    /** Why the file is still waited for; empty when it is there, or the job is done with it. */
    Optional<String> waitsFor(ObjectUri awaited, BooleanSupplier stopped) {
        Optional<StoredObject> object = stores.findSteady(awaited, stopped);
        if (object.isEmpty()) {
            JobFile known = known(List.of(awaited)).get(awaited);
            return known == null || !done(known) ? Optional.of(MISSING) : Optional.empty();
        }
        return unfinished(object.get()) ? Optional.of(UNFINISHED) : Optional.empty();
    }

    private Named missing(StoredObject manifest, ObjectUri file, String why, String what) {
        if (subject.trigger().onMissing() == Trigger.OnMissing.WAIT) {
            return Named.waiting(manifest, file, why);
        }
        throw new ForebayException(CommonError.UNDEFINED_OBJECT, "'" + file + "' is not there, " + what);
    }

    private byte[] bytes(StoredObject manifest) {
        if (manifest.size() > ManifestText.MOST_BYTES) {
            throw ManifestText.invalid("it is larger than " + ManifestText.MOST_BYTES + " bytes");
        }
        try (InputStream in = stores.openSteady(manifest)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ForebayException(
                    StoreError.STORE_AWAY, "manifest '" + manifest.uri() + "' could not be read: " + e.getMessage(), e);
        }
    }

    /** A job reads with its owner's rights: whoever may write manifests gets at nothing else by them. */
    private void check(Entry entry) {
        ObjectUri source = subject.source();
        ObjectUri uri = entry.uri();
        if (!uri.scheme().equals(source.scheme())
                || !uri.bucket().equals(source.bucket())
                || !uri.key().startsWith(source.key())) {
            throw ManifestText.invalid("'" + uri + "' does not lie under '" + source + "', the source of the job");
        }
        if (pattern.matches(uri)) {
            throw ManifestText.invalid("'" + uri + "' is a manifest itself");
        }
    }

    private static void checkSize(Entry entry, StoredObject object) {
        Long size = entry.size();
        if (size != null && size != object.size()) {
            throw ManifestText.invalid("content_length of '" + object.uri() + "' is " + size + ", but the file has "
                    + object.size() + " bytes");
        }
    }

    /** What was there before the job, or failed, is loaded when a manifest names it: none of its rows is there. */
    private static boolean done(JobFile file) {
        return file.state() != FileState.BEFORE && file.state() != FileState.FAILED;
    }

    private Map<ObjectUri, JobFile> known(List<ObjectUri> files) {
        List<StoredObject> named = files.stream()
                .map(uri -> new StoredObject(uri, 0, "", Instant.EPOCH))
                .toList();
        Map<ObjectUri, JobFile> known = new LinkedHashMap<>();
        ledger.known(subject.jobId(), named).forEach((object, file) -> known.put(object.uri(), file));
        return known;
    }

    private boolean unfinished(StoredObject object) {
        return stores.of(object.uri()).unfinished(object);
    }
}
