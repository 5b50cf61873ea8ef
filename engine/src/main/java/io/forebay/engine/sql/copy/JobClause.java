package io.forebay.engine.sql.copy;

import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.JobOptions;
import io.forebay.engine.sql.JobOptions.AfterLoad;
import io.forebay.engine.sql.JobOptions.Backfill;
import io.forebay.engine.sql.JobOptions.OnChange;
import io.forebay.engine.sql.JobOptions.OnDuplicate;
import io.forebay.engine.sql.JobOptions.Trigger;
import io.forebay.engine.sql.Position;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.procedure.ProcedureParser;
import io.forebay.engine.sql.text.Mistake;
import io.forebay.engine.sql.text.Nearest;
import io.forebay.engine.sql.text.Token;
import io.forebay.engine.sql.text.TokenStream;
import io.forebay.spi.ForebayException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JOB CREATE | ALTER name and the job's options. */
final class JobClause {
    private final TokenStream in;
    private final CopyCommand command;
    private final CopyParameters given;
    private final Map<JobOption, Integer> offsets = new EnumMap<>(JobOption.class);

    private @Nullable Boolean auto;
    private @Nullable Backfill backfill;
    private OnChange onChange = OnChange.IGNORE;
    private OnDuplicate onDuplicate = OnDuplicate.LOAD;
    private AfterLoad afterLoad = AfterLoad.KEEP;
    private Trigger trigger = Trigger.NONE;
    private String then = "";

    /** @param given the parameters of the COPY in front */
    JobClause(TokenStream in, CopyCommand command, CopyParameters given) {
        this.in = in;
        this.command = command;
        this.given = given;
    }

    /** @param position where the statement starts */
    Statement read(Position position) {
        in.expect("job");
        if (!in.acceptAny("create", "alter")) {
            throw expected("CREATE or ALTER behind JOB", List.of("CREATE", "ALTER"));
        }
        boolean create = in.previous().is("create");
        String name = JobParser.jobName(in);
        while (!in.atEnd()) {
            option();
        }
        JobOptions options = new JobOptions(
                backfill, onChange, onDuplicate, afterLoad, trigger, offsets.containsKey(JobOption.KEYS), then);
        new JobConflicts(command, given, options, offsets).check(create);
        return create
                ? new Statement.CreateJob(position, name, command, auto == null || auto, options)
                : new Statement.RedefineJob(position, name, command, auto, options);
    }

    private void option() {
        int start = in.peek().start();
        JobOption option = find();
        if (offsets.putIfAbsent(option, start) != null) {
            throw Mistake.syntax(start, option.shown() + " is given twice; leave one out");
        }
        switch (option) {
            case AUTO -> auto = onOff();
            case BACKFILL -> backfill = backfill();
            case CHANGE -> onChange = choice(option.shown(), OnChange.class);
            case DUPLICATE -> onDuplicate = choice(option.shown(), OnDuplicate.class);
            case AFTER_LOAD -> afterLoad = afterLoad();
            case TRIGGER -> trigger = trigger();
            case KEYS -> {}
            case THEN -> then = then(in);
        }
    }

    /** Reads the words of an option. */
    private JobOption find() {
        for (JobOption option : JobOption.values()) {
            String[] words = option.words().stream()
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .toArray(String[]::new);
            if (in.accept(words)) {
                return option;
            }
        }
        throw unknown();
    }

    private ForebayException unknown() {
        Token found = in.peek();
        List<JobOption> begun = begun(0, List.of(JobOption.values()));
        if (!begun.isEmpty() && !begun.contains(JobOption.AUTO)) {
            return behind(begun);
        }
        boolean copys = found.kind() == Token.Kind.WORD
                && CopyParameter.find(found.value(), EnumSet.allOf(CopyParameter.class))
                        .isPresent();
        if (copys) {
            return Mistake.syntax(
                    found.start(), found.shown() + " is a parameter of COPY; write it in front of JOB CREATE");
        }
        return expected("a job option (" + shown() + ")", word(0, List.of(JobOption.values())));
    }

    /** Those of the options whose word at this place is the one that stands there. */
    private List<JobOption> begun(int place, List<JobOption> among) {
        return among.stream()
                .filter(option -> option.words().size() > place)
                .filter(option -> in.peek(place).is(option.words().get(place).toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static List<String> word(int place, List<JobOption> options) {
        return options.stream()
                .map(option -> option.words().get(place))
                .distinct()
                .toList();
    }

    /** The first words are an option's, the next is not. */
    private ForebayException behind(List<JobOption> begun) {
        List<JobOption> options = begun;
        int place = 1;
        for (List<JobOption> more = begun(place, options); !more.isEmpty(); more = begun(place, options)) {
            options = more;
            place++;
        }
        String before = String.join(" ", options.get(0).words().subList(0, place));
        for (int i = 0; i < place; i++) {
            in.next();
        }
        List<String> next = word(place, options);
        return expected(String.join(" or ", next) + " behind " + before, next);
    }

    private static String shown() {
        List<String> options =
                Arrays.stream(JobOption.values()).map(JobOption::shown).toList();
        return String.join(", ", options.subList(0, options.size() - 1)) + " or " + options.get(options.size() - 1);
    }

    private boolean onOff() {
        if (in.acceptAny("on", "off")) {
            return in.previous().is("on");
        }
        throw in.expected("ON or OFF behind AUTO");
    }

    private Backfill backfill() {
        if (in.accept("from")) {
            return new Backfill(JobUri.prefix(in, "BACKFILL FROM"), null);
        }
        if (in.accept("since")) {
            return new Backfill("", Moment.read(in, "SINCE"));
        }
        return Backfill.ALL;
    }

    private <E extends Enum<E>> E choice(String behind, Class<E> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        Token word = in.peek();
        if (word.kind() == Token.Kind.WORD && names.contains(word.value().toUpperCase(Locale.ROOT))) {
            return Enum.valueOf(type, in.next().value().toUpperCase(Locale.ROOT));
        }
        throw expected(
                String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.get(names.size() - 1)
                        + " behind " + behind,
                names);
    }

    private Trigger trigger() {
        String manifests = JobUri.pattern(in);
        return in.accept("on", "missing")
                ? new Trigger(manifests, choice("ON MISSING", Trigger.OnMissing.class))
                : new Trigger(manifests, Trigger.OnMissing.WAIT);
    }

    /** What stands behind THEN: a call as it is written, or empty for NOTHING. */
    static String then(TokenStream in) {
        if (in.accept("nothing")) {
            return "";
        }
        if (in.accept("call")) {
            return ProcedureParser.callText(in);
        }
        throw in.expected("CALL or NOTHING behind THEN");
    }

    private AfterLoad afterLoad() {
        if (in.accept("keep")) {
            return AfterLoad.KEEP;
        }
        if (in.accept("delete")) {
            return AfterLoad.DELETE;
        }
        if (in.accept("move")) {
            in.expect("to");
            return new AfterLoad(AfterLoad.Kind.MOVE, JobUri.folder(in, "AFTER LOAD MOVE TO"));
        }
        throw expected("KEEP, MOVE TO or DELETE behind AFTER LOAD", List.of("KEEP", "MOVE", "DELETE"));
    }

    private ForebayException expected(String what, List<String> words) {
        ForebayException expected = in.expected(what);
        return in.peek().kind() == Token.Kind.WORD
                ? Mistake.syntax(
                        in.peek().start(),
                        expected.getMessage() + Nearest.hint(in.peek().value(), words))
                : expected;
    }
}
