package io.forebay.engine.job;

import io.forebay.engine.ledger.JobDefinition;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.engine.sql.JobOptions;
import io.forebay.engine.sql.Name;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;

/** What the stored text of a job says. */
public record JobText(CopyCommand command, JobOptions options) {
    /** The COPY names the table that the definition was resolved to. */
    public static JobText of(StatementParser parser, JobDefinition definition) {
        String text = definition.copyText() + " JOB CREATE stored " + definition.options();
        if (parser.parse(text).get(0) instanceof Statement.CreateJob job) {
            Name table =
                    new Name(definition.table().schema(), definition.table().name());
            return new JobText(job.command().into(table), job.options());
        }
        throw new ForebayException(CommonError.INTERNAL, "a stored job's text is no COPY: " + definition.copyText());
    }
}
