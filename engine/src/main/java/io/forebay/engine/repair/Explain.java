package io.forebay.engine.repair;

import io.forebay.engine.job.FileProgress;
import io.forebay.engine.job.JobView;
import io.forebay.engine.ledger.FileAction;
import io.forebay.engine.ledger.JobFile;
import io.forebay.engine.load.Named;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** COPY JOB EXPLAIN: one answer to why a file is or is not loaded. Looks at the ledger, the store and what runs now. */
public final class Explain {
    private final Repairs repairs;

    Explain(Repairs repairs) {
        this.repairs = repairs;
    }

    /** Asks the store, so it may take long, and ends with CANCELLED when the thread is interrupted. */
    public Explanation file(String name, ObjectUri file) {
        JobView view = repairs.jobs().view(name);
        if (!Repairs.under(view.job(), view.text(), file)) {
            return new Explanation(
                    file,
                    "not under the prefix",
                    null,
                    null,
                    view.text().options().triggered()
                            ? "the job loads what manifests '"
                                    + view.text().options().trigger().manifests() + "' name under '"
                                    + view.job().source() + "'"
                            : "the job loads what lies under '" + view.job().source() + "'");
        }
        Optional<JobFile> known = repairs.files().find(view.job().id(), file);
        Explanation answer = known.isPresent() ? done(view, known.get()) : open(view, file);
        return withHistory(answer, repairs.files().actions(view.job().id(), file));
    }

    /** The job is done with the file. */
    private Explanation done(JobView view, JobFile known) {
        String name = view.job().name();
        return switch (known.state()) {
            case BEFORE ->
                answer(
                        known,
                        "there before the job",
                        "it is in the baseline; " + now(view, known) + "; COPY JOB RETRY " + name
                                + " FILE '…' loads it");
            case INGESTED -> answer(known, "loaded", loaded(view, known));
            case FAILED -> answer(known, "failed", failed(name, known));
            case SKIPPED ->
                answer(known, "skipped", "COPY JOB RETRY " + name + " FILE '…' takes that back; " + now(view, known));
            case DUPLICATE ->
                answer(
                        known,
                        "duplicate content",
                        "its bytes were loaded under another name; when that file is removed, COPY JOB RETRY " + name
                                + " FILE '…' loads this one");
        };
    }

    private static Explanation answer(JobFile known, String answer, String detail) {
        Long load = known.queryId() == 0 ? null : known.queryId();
        return new Explanation(known.object().uri(), answer, known.recorded(), load, detail);
    }

    private String loaded(JobView view, JobFile known) {
        return "as ETag " + known.object().etag() + ", "
                + repairs.files().rows(known.queryId(), known.object().uri()).stream()
                        .mapToObj(rows -> rows + " row(s); ")
                        .findFirst()
                        .orElse("")
                + leftOut(known)
                + namedBy(view, known)
                + Aftermath.of(repairs.jobs().owed(), view, known)
                + now(view, known);
    }

    private String leftOut(JobFile known) {
        return repairs.files()
                .failure(known.queryId(), known.object().uri())
                .map(why -> why.errors() + " bad row(s) left out; ")
                .orElse("");
    }

    private String namedBy(JobView view, JobFile known) {
        if (!view.text().options().triggered()
                || Repairs.manifest(view.text(), known.object().uri())) {
            return "";
        }
        return repairs.files()
                .source(known.queryId())
                .map(manifest -> "named by '" + manifest + "'; ")
                .orElse("");
    }

    private ObjectStore store(ObjectUri uri) {
        return repairs.tools().stores().of(uri);
    }

    /** What the store has under the name now. */
    private String now(JobView view, JobFile known) {
        ObjectUri uri = known.object().uri();
        Optional<StoredObject> object = store(uri).find(uri);
        if (object.isEmpty()) {
            return "gone from the store";
        }
        if (object.get().etag().equals(known.object().etag())) {
            return "the object in the store is the same";
        }
        return "the object in the store is another now, ETag " + object.get().etag() + " of "
                + object.get().lastModified() + " (ON CHANGE "
                + view.text().options().onChange() + ")";
    }

    private String failed(String name, JobFile known) {
        String again = "COPY JOB RETRY " + name + " FILE '…' tries again";
        return repairs.files()
                .failure(known.queryId(), known.object().uri())
                .map(why -> "code " + why.code() + ": " + why.reason()
                        + (why.line() > 0 ? " (line " + why.line() + ")" : "")
                        + (why.errors() > 1 ? ", " + why.errors() + " errors" : "") + "; " + again)
                .orElse(again);
    }

    /** The job is not done with the file. */
    private Explanation open(JobView view, ObjectUri file) {
        FileProgress progress = repairs.jobs().progress(view, file);
        if (progress.loading()) {
            return new Explanation(
                    file,
                    "loading",
                    progress.waiting(),
                    progress.running(),
                    "load " + progress.running() + " reads it");
        }
        if (view.text().options().triggered() && !Repairs.manifest(view.text(), file)) {
            return unnamed(view, file);
        }
        Optional<String> waitsFor = repairs.jobs().waitsFor(view, file);
        if (waitsFor.isPresent()) {
            return new Explanation(
                    file, "waiting for a file", progress.waiting(), null, waitsFor.get() + "; it is looked for again");
        }
        String trouble = view.activity().trouble();
        if (progress.waiting() != null && progress.running() == 0 && !trouble.isEmpty()) {
            return new Explanation(
                    file, "the job is in trouble", progress.waiting(), null, trouble + "; it is tried again");
        }
        if (progress.waiting() != null) {
            return new Explanation(file, "waiting", progress.waiting(), null, waiting(view, progress));
        }
        Optional<StoredObject> object = store(file).find(file);
        if (object.isEmpty()) {
            return new Explanation(file, "not in the store", null, null, "no object has that name now");
        }
        if (store(file).unfinished(object.get())) {
            return new Explanation(
                    file,
                    "unfinished",
                    object.get().lastModified(),
                    null,
                    "it may still be growing, or its name is one that writers use until a file is whole");
        }
        return unseen(view, object.get());
    }

    /** Data of a job that loads what manifests name. */
    private Explanation unnamed(JobView view, ObjectUri file) {
        return new Explanation(
                file,
                "not named",
                null,
                null,
                "no manifest '" + view.text().options().trigger().manifests()
                        + "' that the job has loaded names it; "
                        + (store(file).find(file).isPresent() ? "it is in the store" : "it is not in the store"));
    }

    private static String waiting(JobView view, FileProgress progress) {
        String behind = progress.running() > 0 ? "behind the running load " + progress.running() : "for its turn";
        return view.activity().trouble().isEmpty()
                ? behind
                : behind + "; what keeps the job: " + view.activity().trouble();
    }

    /** It is in the store and could be loaded. */
    private Explanation unseen(JobView view, StoredObject object) {
        Optional<String> elsewhere = repairs.jobs().elsewhere(view);
        if (elsewhere.isPresent()) {
            return unseen(object, "another server works for the job", "the one on " + elsewhere.get());
        }
        if (!view.job().auto()) {
            return unseen(
                    object,
                    "the job is off",
                    "COPY JOB RUN " + view.job().name() + " loads it, and so does COPY JOB ALTER "
                            + view.job().name() + " AUTO ON" + wouldWait(view, object));
        }
        if (!view.activity().trouble().isEmpty()) {
            return unseen(object, "the job is in trouble", view.activity().trouble() + "; it is tried again");
        }
        return unseen(object, "not seen yet", listed(view.activity().listed(), object));
    }

    private String wouldWait(JobView view, StoredObject object) {
        if (!view.text().options().triggered()) {
            return "";
        }
        try {
            Named named = repairs.jobs().naming(view).ask(object, Thread.currentThread()::isInterrupted);
            return named.awaited() == null ? "" : "; it would wait: '" + named.awaited() + "' " + named.why();
        } catch (ForebayException e) {
            if (e.is(CommonError.CANCELLED)) {
                throw e;
            }
            return "; it could not be loaded: " + e.getMessage();
        }
    }

    private static String listed(@Nullable Instant listed, StoredObject object) {
        String of = "the object is of " + object.lastModified();
        return listed == null
                ? "no listing has come to its end since the server started; " + of
                : "the last listing began at " + listed + "; " + of + "; the next listing finds it";
    }

    private static Explanation unseen(StoredObject object, String answer, String detail) {
        return new Explanation(object.uri(), answer, object.lastModified(), null, detail);
    }

    private static Explanation withHistory(Explanation answer, List<FileAction> actions) {
        if (actions.isEmpty()) {
            return answer;
        }
        List<String> told = new ArrayList<>();
        for (FileAction action : actions) {
            told.add(action.action() + (action.userId() == 0 ? "" : " by user " + action.userId()) + " at "
                    + action.recorded()
                    + (action.queryId() == 0 ? "" : ", before that in load " + action.queryId())
                    + (action.detail().isEmpty() ? "" : ", " + action.detail()));
        }
        return new Explanation(
                answer.file(),
                answer.answer(),
                answer.since(),
                answer.load(),
                answer.detail() + "; history: " + String.join("; ", told));
    }
}
