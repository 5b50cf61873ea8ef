package io.forebay.server.cli;

import io.forebay.engine.migrate.Migration;
import io.forebay.engine.migrate.Moved;
import io.forebay.engine.migrate.Plan;
import io.forebay.server.LedgerMigration;
import io.forebay.server.config.Keys;
import io.forebay.server.config.Setting;
import io.forebay.server.config.Settings;
import io.forebay.spi.ForebayException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** {@code forebay migrate-ledger}: moves copy jobs from one warehouse to another. */
final class MigrateLedgerCommand {
    private static final String FROM = "--from";
    private static final String TO = "--to";
    private static final String JOB = "--job";
    private static final String DRY_RUN = "--dry-run";

    private MigrateLedgerCommand() {}

    static CommandSpec spec(Terminal terminal) {
        CommandSpec[] self = new CommandSpec[1];
        CommandSpec spec = CommandSpec.wrapWithoutInspection(
                (Callable<Integer>) () -> run(terminal, self[0].commandLine().getParseResult()));
        self[0] = spec;
        spec.addOption(CommandLines.help());
        spec.usageMessage()
                .header("Moves copy jobs and their history from one warehouse to another; loads nothing again.")
                .customSynopsis(
                        "forebay migrate-ledger --from URL --to URL [--job NAME]... [--dry-run]",
                        "                       [--config FILE] [--SETTING VALUE]...")
                .description(
                        "The tables that the jobs load into must exist in the second warehouse; their rows are for you"
                                + " to copy. A job that is half-way goes on where it was: run the same command again.",
                        "0 when all jobs have moved, or could move; 1 when one has not.");
        spec.addOption(url(FROM, "The warehouse that jobs leave, such as duckdb:./forebay-data/dev.duckdb."));
        spec.addOption(url(TO, "The warehouse that they come to, such as postgresql://user@host:5432/db."));
        spec.addOption(OptionSpec.builder(JOB)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("NAME")
                .description("Move this job; may be given several times. Without it, all that are not dropped.")
                .build());
        spec.addOption(OptionSpec.builder(DRY_RUN)
                .type(boolean.class)
                .description("Say what would be done, and write nothing.")
                .build());
        SettingOptions.addTo(spec, MigrateLedgerCommand::takes);
        return spec;
    }

    private static OptionSpec url(String name, String text) {
        return OptionSpec.builder(name)
                .type(String.class)
                .required(true)
                .paramLabel("URL")
                .description(text)
                .build();
    }

    private static boolean takes(Setting<?> setting) {
        return setting.key().startsWith("warehouse.") || setting == Keys.LEASE_TIME || setting == Keys.LOG_LEVEL;
    }

    private static int run(Terminal terminal, ParseResult given) {
        Settings settings = SettingOptions.settings(given);
        String level = settings.value(Keys.LOG_LEVEL);
        Logging.use(level.equals("info") ? "warn" : level);
        List<String> jobs = given.matchedOptionValue(JOB, List.of());
        try (LedgerMigration both = LedgerMigration.open(address(given, FROM), address(given, TO), settings)) {
            return given.hasMatchedOption(DRY_RUN) ? plan(terminal, both, jobs) : move(terminal, both, jobs);
        }
    }

    private static URI address(ParseResult given, String option) {
        String text = given.matchedOptionValue(option, "");
        try {
            URI url = new URI(text);
            if (url.getScheme() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw wrong(given, option, e);
        }
        throw wrong(given, option, null);
    }

    /** Without what was given, which may hold a password. */
    private static ParameterException wrong(ParseResult given, String option, @Nullable Throwable cause) {
        return new ParameterException(
                given.commandSpec().commandLine(),
                option + " must be the URL of a warehouse, such as duckdb:/path/to/dev.duckdb",
                cause);
    }

    private static int plan(Terminal terminal, LedgerMigration both, List<String> jobs) {
        List<Plan> plans = both.plan(jobs);
        for (Plan plan : plans) {
            tell(terminal, both, plan);
        }
        none(terminal, plans);
        return troubled(plans) ? 1 : 0;
    }

    private static void tell(Terminal terminal, LedgerMigration both, Plan plan) {
        if (plan.trouble().isPresent()) {
            refuse(terminal, both, plan);
            return;
        }
        terminal.out()
                .println("Job " + plan.name()
                        + switch (plan.stage()) {
                            case WHOLE ->
                                " would move from " + both.fromName() + " to " + both.toName() + ": " + plan.summary()
                                        + ".";
                            case HALF ->
                                " has left " + both.fromName() + ", and would be switched on in " + both.toName() + ": "
                                        + plan.summary() + ".";
                            case DONE -> " has moved already.";
                        });
        plan.notes().forEach(note -> terminal.out().println("  " + note));
    }

    private static void refuse(Terminal terminal, LedgerMigration both, Plan plan) {
        ForebayException trouble = plan.trouble().orElseThrow();
        terminal.err()
                .println("forebay: job " + plan.name() + " cannot move to " + both.toName() + ": "
                        + trouble.getMessage());
        trouble.hint().ifPresent(hint -> terminal.err().println("hint: " + hint));
    }

    private static void none(Terminal terminal, List<Plan> plans) {
        if (plans.isEmpty()) {
            terminal.out().println("There is no job to move.");
        }
    }

    private static boolean troubled(List<Plan> plans) {
        return plans.stream().anyMatch(plan -> plan.trouble().isPresent());
    }

    /** Moves nothing when one of the jobs cannot move. */
    private static int move(Terminal terminal, LedgerMigration both, List<String> jobs) {
        try (Migration migration = both.begin(new PrintedProgress(terminal.err()))) {
            List<Plan> plans = migration.plan(jobs);
            if (troubled(plans)) {
                plans.stream().filter(plan -> plan.trouble().isPresent()).forEach(plan -> refuse(terminal, both, plan));
                return 1;
            }
            for (Plan plan : plans) {
                if (plan.stage() == Plan.Stage.DONE) {
                    tell(terminal, both, plan);
                } else {
                    tell(terminal, both, moved(migration, plan.name()));
                    plan.notes().forEach(note -> terminal.out().println("  " + note));
                }
            }
            none(terminal, plans);
            return 0;
        }
    }

    private static Moved moved(Migration migration, String job) {
        try {
            return migration.move(job);
        } catch (ForebayException e) {
            throw new ForebayException(e.code(), "the move of job " + job + " broke off: " + e.getMessage(), e)
                    .withHint(e.hint()
                            .map(hint -> hint + " Then run the same command again.")
                            .orElse("Run the same command again: what was begun goes on."));
        }
    }

    private static void tell(Terminal terminal, LedgerMigration both, Moved moved) {
        terminal.out()
                .println("Job " + moved.name() + " has moved from " + both.fromName() + ", where it was job "
                        + moved.fromId() + ", to " + both.toName() + ", where it is job " + moved.toId() + ", AUTO "
                        + (moved.auto() ? "ON" : "OFF")
                        + (moved.summary().isEmpty() ? "" : ": " + moved.summary()) + ".");
        terminal.out().println("  The numbers of its loads have grown by " + moved.shift() + ".");
        moved.notes().forEach(note -> terminal.out().println("  " + note + "."));
        terminal.out().flush();
    }
}
