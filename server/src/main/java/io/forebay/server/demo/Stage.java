package io.forebay.server.demo;

import io.forebay.server.cli.SqlClient;
import io.forebay.server.cli.SqlErrors;
import io.forebay.server.cli.Table;
import io.forebay.server.cli.TablePrinter;
import io.forebay.server.cli.Terminal;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Where the example plays: it shows statements and what they give, and keeps what came out otherwise than it should. */
final class Stage {
    private static final int SCREEN = 100;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Sql sql;
    private final PrintStream out;
    private final boolean live;
    private final List<String> differences = new ArrayList<>();
    private int headings;

    Stage(Sql sql, Terminal terminal) {
        this.sql = sql;
        this.out = terminal.out();
        this.live = terminal.interactive();
    }

    void heading(String title) {
        headings++;
        out.println();
        String text = "== " + headings + ". " + title + " ";
        out.println(strong(text + "=".repeat(Math.max(0, SCREEN - text.length()))));
    }

    void say(String text) {
        out.println();
        text.lines().forEach(out::println);
    }

    /** Shows a statement, runs it, shows what it gave. */
    SqlClient.Answer run(String statement) {
        out.println();
        out.println(strong(statement + ";"));
        SqlClient.Answer answer = quietly(statement);
        answer.notices().forEach(out::println);
        if (answer.table() != null) {
            TablePrinter.print(answer.table(), SCREEN, out);
        } else {
            out.println(answer.tag());
        }
        return answer;
    }

    /** Like {@link #run} for a statement that gives rows. */
    Table query(String statement) {
        return Objects.requireNonNull(run(statement).table(), "no rows came");
    }

    /**
     * Shows files being loaded until a job has dealt with as many.
     *
     * @param files how many the job has seen since its creation, loaded or failed
     */
    void awaitFiles(String job, int files) {
        long start = System.nanoTime();
        long done = -1;
        while (done < files) {
            long now = filesDone(job);
            if (now != done) {
                progress(job, now, files, start);
            }
            done = now;
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                break;
            }
            if (done < files) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        if (live) {
            out.println();
        }
        expect("files that " + job + " has dealt with", files, done);
    }

    private long filesDone(String job) {
        Table table = quietly("SELECT count(*) AS files FROM sys_copy_job_detail WHERE job_name = '" + job
                        + "' AND status IN ('I', 'E')")
                .table();
        return Long.parseLong(String.valueOf(Objects.requireNonNull(table).value(0, "files")));
    }

    private void progress(String job, long done, int files, long start) {
        int bar = (int) (30 * Math.min(done, files) / files);
        double seconds = (System.nanoTime() - start) / 1e9;
        String line = String.format(
                "  %s [%s%s] %d of %d files, %.1f s", job, "#".repeat(bar), ".".repeat(30 - bar), done, files, seconds);
        if (live) {
            out.print("\r" + line);
            out.flush();
        } else {
            out.println(line);
        }
    }

    /** Compares what came with what should. */
    void expect(String what, Object expected, @Nullable Object found) {
        if (!String.valueOf(expected).equals(String.valueOf(found))) {
            differences.add(what + ": expected " + expected + ", found " + found);
        }
    }

    List<String> differences() {
        return List.copyOf(differences);
    }

    private SqlClient.Answer quietly(String statement) {
        try {
            return sql.run(statement);
        } catch (SQLException e) {
            SqlErrors.print(e, statement, out);
            throw new Refused(statement, e);
        }
    }

    private String strong(String text) {
        return live ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /** A statement of the example failed: there is no point in going on. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String statement, SQLException cause) {
            super("failed: " + statement.lines().findFirst().orElse("") + " …: " + cause.getMessage(), cause);
        }
    }
}
